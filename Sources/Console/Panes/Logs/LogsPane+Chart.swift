internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

/// What a query that counts lines draws: a line for each series, and the lines behind one a key away.
extension LogsPane {
  /// All sources' series, in one order.
  var counted: [(source: SourceID, series: Series)] {
    series.sorted { $0.key < $1.key }.flatMap { source, series in series.map { (source, $0) } }
  }

  var chosenSeries: (source: SourceID, series: Series)? {
    let all = counted
    return all.isEmpty ? nil : all[min(chartRow, all.count - 1)]
  }

  // MARK: Keys

  mutating func performChart(_ command: Command, in context: Context) -> [Request]? {
    guard isMetricQuery, !series.isEmpty else { return nil }
    switch command {
    case .up: chartRow = max(0, chartRow - 1)
    case .down: chartRow = min(max(0, counted.count - 1), chartRow + 1)
    case .top: chartRow = 0
    case .bottom: chartRow = max(0, counted.count - 1)
    case .left: return [.crosshair(moved(by: -1, in: context))]
    case .right: return [.crosshair(moved(by: 1, in: context))]
    case .pageUp: return [.crosshair(moved(by: -10, in: context))]
    case .pageDown: return [.crosshair(moved(by: 10, in: context))]
    case .copy: return chosenSeries.map { [.copy($0.series.labels.description)] } ?? []
    case .open: return openLines(in: context)
    default: return nil
    }
    return []
  }

  private func moved(by points: Int64, in context: Context) -> Instant {
    let range = context.range
    let step = volumeStep(in: context)
    let now = context.crosshair.flatMap { range.contains($0) ? $0 : nil } ?? range.end
    return min(max(now + .nanoseconds(step.wholeNanoseconds * points), range.start), range.end)
  }

  /// The lines that the chosen series counts, at the crosshair.
  private func openLines(in context: Context) -> [Request] {
    guard let chosen = chosenSeries, let counted = try? LogQL.parse(query).logQueries.first else { return [] }
    var text = LogExpression.logs(counted).description
    for pair in chosen.series.labels.pairs where pair.name != "__name__" {
      text = (try? LogQL.including(pair.name, pair.value, at: .metadata, in: text)) ?? text
    }
    var pane = LogsPane(query: text, source: chosen.source)
    pane.arrival = context.crosshair.map(LogArrival.moment)
    return [.open(pane)]
  }

  // MARK: Drawing

  func drawChart(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let all = counted
    guard !all.isEmpty else {
      let hint = "} doubles the range, i edits the query"
      SlotNotice(view, slot: .main, hint: hint).draw(in: area.inset(left: 1, top: 1), on: &surface)
      return
    }
    let range = view.context.range
    let start = range.start.approximateSeconds
    var chart = LineChart(
      all.enumerated().map { index, one in
        LineChart.Line(
          one.series.samples.map { ChartPoint($0.time.approximateSeconds, $0.value) }, .series(index))
      }, domain: start...max(start + 1, range.end.approximateSeconds))
    let offset = view.context.zone.offsetSeconds
    chart.horizontalAxis = .time(TimeAxis { offset(Instant(secondsWithFraction: $0) ?? .epoch) })
    chart.glyphs = view.context.glyphs
    let pointed = view.context.crosshair.flatMap { range.contains($0) ? $0 : nil }
    chart.crosshair = pointed?.approximateSeconds
    let height = min(all.count + 1, max(4, area.height / 3))
    let (plot, legend) = area.split(bottom: height)
    chart.draw(in: plot, on: &surface)
    drawLegend(all.map(\.series), at: pointed, in: legend, on: &surface, view)
  }

  /// `series          at 23:12:40    last     max`.
  private func drawLegend(
    _ all: [Series], at moment: Instant?, in area: Rect, on surface: inout Surface, _ view: ViewContext
  ) {
    let moments = moment.map { ["at \(view.context.zone.clock($0))"] } ?? []
    let headings = (moments + ["last", "max"]).map { $0.paddedLeft(to: 13) }.joined()
    let head = area.row(0)
    let names = area.width - headings.cellWidth - 1
    surface.put(" series", at: head.origin, .muted, in: head)
    surface.put(headings, at: Point(head.minX + names, head.minY), .muted, in: head)
    let rows = area.inset(top: 1)
    let chosen = min(chartRow, all.count - 1)
    let first = max(0, chosen - rows.height + 1)
    for (line, index) in all.indices.dropFirst(first).prefix(rows.height).enumerated() {
      let row = rows.row(line)
      let ground: Ground = index == chosen ? .cursor : .plain
      if index == chosen { surface.fill(row, with: Cell(" ", Style(.text, on: ground))) }
      let samples = all[index].samples.map(\.value).filter(\.isFinite)
      let pointed = moment.map { moment in [all[index].samples.last { $0.time <= moment }?.value] } ?? []
      let numbers = (pointed + [samples.last, samples.max()]).map { value in
        (value.map(Unit.none.text) ?? "–").paddedLeft(to: 13)
      }
      let x = surface.put(" ● ", at: row.origin, Style(.series(index), on: ground), in: row)
      let labels = all[index].labels.pairs.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      let name = labels.isEmpty ? "all lines" : labels
      surface.put(
        name.fitted(to: max(0, names - 4)), at: Point(x, row.minY), Style(.text, on: ground), in: row)
      surface.put(numbers.joined(), at: Point(row.minX + names, row.minY), Style(.text, on: ground), in: row)
    }
  }
}
