internal import Analysis
internal import Canvas
internal import Reports
internal import Telemetry

extension MetricsPane {
  /// What is under the crosshair: the span, the exemplar, or the values of as many series as there is
  /// room for; at the right end what is unusual about the chart.
  func drawReadout(in row: Rect, on surface: inout Surface, _ view: ViewContext) {
    let modes = modes(view)
    let width = modes.isEmpty ? 0 : min(modes.cellWidth + 2, row.width * 3 / 5)
    let (left, right) = row.split(right: width)
    if width > 0 {
      let text = modes.fitted(to: width - 2)
      surface.put(text, at: Point(right.maxX - 1 - text.cellWidth, right.minY), Style(.key), in: right)
    }
    if let selection {
      drawSelection(selection, in: left, on: &surface, view)
    } else if let pickedExemplar {
      drawExemplar(pickedExemplar, in: left, on: &surface, view)
    } else if let crosshair {
      drawValues(at: crosshair, in: left, on: &surface, view)
    } else {
      surface.put(" " + exemplarSummary.fitted(to: left.width - 1), at: left.origin, .muted, in: left)
    }
  }

  /// `40 of 1,000 drawn, the top by last value · log scale · y held 0 s – 8 s · ▲ ProbeSlow 23:37:15`.
  private func modes(_ view: ViewContext) -> String {
    var modes = [String]()
    if drawn.count < drawable {
      modes.append("\(drawn.count) of \(Self.grouped(drawable)) drawn, the top by last value")
    }
    if options.isLogarithmic { modes.append("log scale") }
    if let locked = options.locked {
      modes.append("y held \(unit.text(locked.lowerBound)) – \(unit.text(locked.upperBound))")
    }
    if options.compared != .off {
      modes.append("\(options.compared.name) \(view.context.glyphs == .unicode ? "┄" : ".")")
    }
    let failed = view.statuses(of: ChartEvents.annotationSlot).contains { $0.failure != nil }
    if options.showsEvents, failed { modes.append("annotations ✗") }
    if modes.isEmpty, let event = latestTrouble(view.context) { modes.append(event) }
    return modes.joined(separator: " · ")
  }

  /// The newest alert or failed sync in sight; the person points at others.
  private func latestTrouble(_ context: Context) -> String? {
    guard options.showsEvents, crosshair == nil,
      let event = events.annotations(in: context.range).last(where: \.isTrouble)
    else { return nil }
    let mark = context.glyphs == .unicode ? "▲" : "!"
    return "\(mark) \(event.title.fitted(to: 28)) \(context.zone.clock(event.start))"
  }

  private func drawSelection(
    _ selection: SpanSelection, in row: Rect, on surface: inout Surface, _ view: ViewContext
  ) {
    let (range, zone) = (selection.range, view.context.zone)
    if selection.isEmpty {
      let text = " span from \(zone.clock(range.start)): ← → widen it, Esc drops it"
      surface.put(text.fitted(to: row.width), at: row.origin, Style(.key), in: row)
      return
    }
    surface.put(
      [
        TextRun(" span \(zone.clock(range.start)) – \(zone.clock(range.end))", Style(.text, bold: true)),
        TextRun("  \(TimeLabel.compact(range.duration))"),
        TextRun("  ↵ zooms to it, t and l jump with it, Esc drops it", .muted),
      ], at: row.origin, in: row)
  }

  private func drawExemplar(
    _ picked: Exemplar, in row: Rect, on surface: inout Surface, _ view: ViewContext
  ) {
    let number = "\((exemplar ?? 0) + 1) of \(exemplars.count)"
    let place = "…  \(view.context.zone.clock(picked.time))  \(number)  t opens it"
    surface.put(
      [
        TextRun(" ◆ ", Style(.marker)),
        TextRun(unit(of: picked).text(picked.value), Style(.text, bold: true)),
        TextRun("  trace "), TextRun(picked.traceID?.short ?? "", Style(.link)), TextRun(place, .muted),
      ], at: row.origin, in: row)
  }

  /// What an exemplar's value counts: seconds for a latency's, whatever the query makes of its series.
  func unit(of exemplar: Exemplar) -> Unit {
    charted.first(where: \.isTime)?.unit ?? Unit(observedIn: exemplar.series["__name__"] ?? "")
  }

  private var exemplarSummary: String {
    guard let worst = pick.worst else {
      let isTime = charted.contains(where: \.isTime)
      return "no exemplars in view: t searches traces by \(isTime ? "duration and labels" : "labels")"
    }
    let shown = exemplars.count
    let count = pick.total > shown ? "\(shown) worst of \(Self.grouped(pick.total))" : "\(shown)"
    return "◆ \(count) exemplars, up to \(unit(of: worst).text(worst.value)): Tab hops, t opens the worst"
  }

  /// `┼ 23:12:15  ● jellyfin 6.31 s  ● nas 41 ms`, the legend's series first; with the value of the
  /// earlier time where one is laid under.
  private func drawValues(
    at moment: Instant, in row: Rect, on surface: inout Surface, _ view: ViewContext
  ) {
    var x = surface.put(" ┼ \(view.context.zone.clock(moment))", at: row.origin, .muted, in: row)
    for event in nearby(moment, view.context) {
      let text = "  \(event.title)"
      guard x + text.cellWidth <= row.maxX else { break }
      x = surface.put(text, at: Point(x, row.minY), Style(event.isTrouble ? .warning : .text), in: row)
    }
    for index in drawn {
      let item = table.rows[index]
      guard let nearest = item.series.sample(nearest: moment) else { continue }
      let before = earlier[item.key]?.sample(nearest: moment).map { " (\(item.unit.text($0.value)))" } ?? ""
      let (name, value) = (item.name.fitted(to: 28), item.unit.text(nearest.value) + before)
      guard x + name.cellWidth + value.cellWidth + 5 <= row.maxX else { break }
      x = surface.put("  ● ", at: Point(x, row.minY), Style(.series(item.colour)), in: row)
      x = surface.put(name + " ", at: Point(x, row.minY), .muted, in: row)
      x = surface.put(value, at: Point(x, row.minY), Style(.text, bold: true), in: row)
    }
  }

  /// What happened within a step of a moment.
  private func nearby(_ moment: Instant, _ context: Context) -> [Annotation] {
    guard options.showsEvents else { return [] }
    let range = TimeRange(around: moment, margin: choice(in: context).step)
    return events.annotations(in: context.range).filter { range.contains($0.start) }
  }
}
