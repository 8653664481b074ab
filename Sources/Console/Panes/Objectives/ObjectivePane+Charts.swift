internal import Analysis
internal import Canvas
internal import Telemetry

extension ObjectivePane {
  /// What was left of the budget through the period, against spending it evenly.
  func drawBurnDown(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let period = WindowName.text(status.objective.period)
    let inner = Frame("budget left over \(period) · ideal dotted", kind: .rule, glyphs: view.context.glyphs)
      .draw(in: area, on: &surface)
    guard let down = detail.burnDown, down.points.count > 1 else {
      let notice = absence(
        "history", view, empty: "no error ratios were recorded in this period",
        unknown: "no window is known to draw it from")
      surface.put(notice.text.fitted(to: inner.width), at: inner.origin, notice.style, in: inner)
      return
    }
    let (start, end) = (down.period.start.approximateSeconds, down.period.end.approximateSeconds)
    let points = down.points.map { ChartPoint($0.time.approximateSeconds, $0.left) }
    let ideal = (0...40).map { step -> ChartPoint in
      let x = start + (end - start) * Double(step) / 40
      return ChartPoint(x, 1 - Double(step) / 40)
    }
    var chart = LineChart(
      [
        LineChart.Line(points, ObjectiveText.role(status) == .good ? .series(0) : ObjectiveText.role(status)),
        LineChart.Line(ideal, .muted, isEarlier: true),
      ], domain: start...max(start + 1, end), unit: .ratio)
    chart.horizontalAxis = .time(axis(view))
    chart.glyphs = view.context.glyphs
    chart.draw(in: inner, on: &surface)
  }

  /// All events and the bad ones among them, over the range on screen.
  func drawEvents(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let range = view.context.range
    let title = "events/s and bad ones, \(TimeLabel.compact(range.duration))"
    let inner = Frame(title, kind: .rule, glyphs: view.context.glyphs).draw(in: area, on: &surface)
    guard !detail.total.isEmpty || !detail.bad.isEmpty else {
      let notice = absence(
        "events.total", view, empty: "no events in this range; } doubles it",
        unknown: "not told: this SLI is a ratio alone")
      surface.put(notice.text.fitted(to: inner.width), at: inner.origin, notice.style, in: inner)
      return
    }
    let start = range.start.approximateSeconds
    var chart = LineChart(
      [
        LineChart.Line(detail.bad.map { ChartPoint($0.time.approximateSeconds, $0.value) }, .error, shape: .bars),
        LineChart.Line(detail.total.map { ChartPoint($0.time.approximateSeconds, $0.value) }, .series(0)),
      ], domain: start...max(start + 1, range.end.approximateSeconds), unit: .perSecond)
    chart.horizontalAxis = .time(axis(view))
    chart.glyphs = view.context.glyphs
    chart.draw(in: inner, on: &surface)
  }

  private func axis(_ view: ViewContext) -> TimeAxis {
    let offset = view.context.zone.offsetSeconds
    return TimeAxis { offset(Instant(secondsWithFraction: $0) ?? .epoch) }
  }
}
