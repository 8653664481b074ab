internal import Analysis
internal import Canvas
internal import Telemetry

/// What a query that counts draws: a line for each series, and below them their values, one of them chosen.
struct SeriesChart: Sendable {
  var bySource: [SourceID: [Series]] = [:]
  /// Which series the cursor is on.
  var row = 0
  /// What a series without labels counts: `all lines`.
  let whole: String
  var unit = Unit.none

  init(whole: String) { self.whole = whole }

  /// A point for every two cells; servers take no step below a second.
  static func step(in context: Context) -> Duration {
    let columns = Int64(max(20, min(120, context.size.width / 2)))
    return .seconds(max(1, context.range.duration.wholeNanoseconds / 1_000_000_000 / columns))
  }

  /// All sources' series, in one order.
  var all: [(source: SourceID, series: Series)] {
    bySource.sorted { $0.key < $1.key }.flatMap { source, series in series.map { (source, $0) } }
  }

  var chosen: (source: SourceID, series: Series)? {
    let all = all
    return all.isEmpty ? nil : all[min(row, all.count - 1)]
  }

  // MARK: Keys

  mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    guard !bySource.isEmpty else { return nil }
    switch command {
    case .up: row = max(0, row - 1)
    case .down: row = min(max(0, all.count - 1), row + 1)
    case .top: row = 0
    case .bottom: row = max(0, all.count - 1)
    case .left: return [.crosshair(moved(by: -1, in: context))]
    case .right: return [.crosshair(moved(by: 1, in: context))]
    case .pageUp: return [.crosshair(moved(by: -10, in: context))]
    case .pageDown: return [.crosshair(moved(by: 10, in: context))]
    case .copy: return chosen.map { [.copy($0.series.labels.description)] } ?? []
    default: return nil
    }
    return []
  }

  private func moved(by points: Int64, in context: Context) -> Instant {
    let (range, step) = (context.range, Self.step(in: context))
    let now = context.crosshair.flatMap { range.contains($0) ? $0 : nil } ?? range.end
    return min(max(now + .nanoseconds(step.wholeNanoseconds * points), range.start), range.end)
  }

  // MARK: Drawing

  func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
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
      }, domain: start...max(start + 1, range.end.approximateSeconds), unit: unit)
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
    let chosen = min(row, all.count - 1)
    let first = max(0, chosen - rows.height + 1)
    for (line, index) in all.indices.dropFirst(first).prefix(rows.height).enumerated() {
      let place = rows.row(line)
      let ground: Ground = index == chosen ? .cursor : .plain
      if index == chosen { surface.fill(place, with: Cell(" ", Style(.text, on: ground))) }
      let samples = all[index].samples.map(\.value).filter(\.isFinite)
      let pointed = moment.map { moment in [all[index].samples.last { $0.time <= moment }?.value] } ?? []
      let numbers = (pointed + [samples.last, samples.max()]).map { value in
        (value.map(unit.text) ?? "–").paddedLeft(to: 13)
      }
      let x = surface.put(" ● ", at: place.origin, Style(.series(index), on: ground), in: place)
      let labels = all[index].labels.pairs.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      let name = labels.isEmpty ? whole : labels
      surface.put(
        name.fitted(to: max(0, names - 4)), at: Point(x, place.minY), Style(.text, on: ground), in: place)
      surface.put(numbers.joined(), at: Point(place.minX + names, place.minY), Style(.text, on: ground), in: place)
    }
  }
}
