internal import Analysis
public import Canvas
internal import Telemetry

struct MetricsLayout {
  let prompt: Rect
  let chart: Rect
  let readout: Rect
  let legend: Rect

  init(_ area: Rect, promptHeight: Int, seriesCount: Int) {
    let (top, rest) = area.split(top: promptHeight)
    prompt = top
    let legendHeight = min(max(3, seriesCount + 1), max(4, rest.height / 3))
    let (upper, lower) = rest.split(bottom: legendHeight)
    legend = lower
    let (plot, line) = upper.split(bottom: 1)
    chart = plot
    readout = line
  }
}

extension MetricsPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let layout = MetricsLayout(area, promptHeight: prompt.height, seriesCount: series.count)
    prompt.draw(in: layout.prompt, on: &surface, note: note(view))
    if series.isEmpty {
      let hint = "} doubles the range, i edits the query"
      SlotNotice(view, slot: .main, hint: hint).draw(in: layout.chart.inset(left: 1, top: 1), on: &surface)
      return
    }
    chart(in: view.context).draw(in: layout.chart, on: &surface)
    drawReadout(in: layout.readout, on: &surface, view)
    drawLegend(in: layout.legend, on: &surface, view)
  }

  private func note(_ view: ViewContext) -> [TextRun] {
    if let badge = SlotNotice.badge(view, slot: .main) { return [badge] }
    let step = choice(in: view.context).step
    return [TextRun("step \(TimeLabel.compact(step)) · \(series.count) series", .muted)]
  }

  /// The series as drawn, the legend's cursor in front.
  func chart(in context: Context) -> LineChart {
    let range = context.range
    let shown = series.enumerated().filter { isolated == nil || $0.element.labels == isolated }
    let front = shown.sorted { a, _ in a.offset == legend.cursor }
    let lines = front.prefix(40).map { index, series in
      LineChart.Line(
        series.samples.map { ChartPoint($0.time.approximateSeconds, $0.value) }, .series(index))
    }
    var chart = LineChart(
      Array(lines), domain: range.start.approximateSeconds...max(range.start.approximateSeconds + 1, range.end.approximateSeconds),
      unit: unit)
    let offset = context.zone.offsetSeconds
    chart.horizontalAxis = .time(TimeAxis { offset(Instant(secondsWithFraction: $0) ?? .epoch) })
    chart.maxGap = choice(in: context).step.inSeconds * 1.5
    chart.glyphs = context.glyphs
    chart.markers = isTime
      ? exemplars.map { LineChart.Marker(ChartPoint($0.time.approximateSeconds, $0.value)) } : []
    chart.selectedMarker = chart.markers.isEmpty ? nil : exemplar
    chart.crosshair = crosshair?.approximateSeconds
    return chart
  }

  /// What is under the crosshair: the exemplar, or the values of as many series as there is room for.
  private func drawReadout(in row: Rect, on surface: inout Surface, _ view: ViewContext) {
    let all = exemplars
    if let index = exemplar, all.indices.contains(index) {
      let picked = all[index]
      let place = "…  \(view.context.zone.clock(picked.time))  \(index + 1) of \(all.count)  t opens it"
      surface.put(
        [
          TextRun(" ◆ ", Style(.marker)),
          TextRun(unit(of: picked).text(picked.value), Style(.text, bold: true)),
          TextRun("  trace "), TextRun(picked.traceID?.short ?? "", Style(.link)), TextRun(place, .muted),
        ], at: row.origin, in: row)
    } else if let crosshair {
      drawValues(at: crosshair, in: row, on: &surface, view)
    } else {
      surface.put(" " + exemplarSummary(all).fitted(to: row.width - 1), at: row.origin, .muted, in: row)
    }
  }

  private func exemplarSummary(_ shown: [Exemplar]) -> String {
    guard let worst = shown.max(by: { $0.value < $1.value }) else { return "no exemplars in view" }
    let total = allExemplars.count
    let count = total > shown.count ? "the \(shown.count) worst of \(total) exemplars" : "\(total) exemplars"
    return "◆ \(count), up to \(unit(of: worst).text(worst.value)): Tab hops, t opens the worst"
  }

  /// `┼ 23:12:15  ● jellyfin 6.31 s  ● nas 41 ms`, the legend's series first.
  private func drawValues(
    at moment: Instant, in row: Rect, on surface: inout Surface, _ view: ViewContext
  ) {
    let text = "┼ \(view.context.zone.clock(moment))"
    var x = surface.put(" " + text, at: row.origin, .muted, in: row)
    let shown = series.indices.filter { isolated == nil || series[$0].labels == isolated }
    let front = shown.filter { $0 == legend.cursor } + shown.filter { $0 != legend.cursor }
    for index in front {
      let nearest = series[index].samples.min {
        abs(($0.time - moment).wholeNanoseconds) < abs(($1.time - moment).wholeNanoseconds)
      }
      guard let nearest else { continue }
      let (name, value) = (name(of: series[index]).fitted(to: 28), unit.text(nearest.value))
      guard x + name.cellWidth + value.cellWidth + 5 <= row.maxX else { break }
      x = surface.put("  ● ", at: Point(x, row.minY), Style(.series(index)), in: row)
      x = surface.put(name + " ", at: Point(x, row.minY), .muted, in: row)
      x = surface.put(value, at: Point(x, row.minY), Style(.text, bold: true), in: row)
    }
  }

  /// What sets a series apart from its neighbours; the pane's own title when it has no labels.
  func name(of item: Series) -> String {
    let telling = item.labels.dropping(commonLabels)
    if telling.pairs.count == 1, let pair = telling.pairs.first, isOnlyDifference(pair.name) {
      return pair.value
    }
    if !telling.isEmpty { return telling.description }
    return item.labels.isEmpty ? title : item.labels.description
  }

  private func drawLegend(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let table = Table([
      TableColumn("   series", min: 20, ideal: 50, isFlexible: true),
      TableColumn("last", alignment: .right, min: 8, ideal: 9),
      TableColumn("min", alignment: .right, min: 8, ideal: 9, priority: 2),
      TableColumn("mean", alignment: .right, min: 8, ideal: 9, priority: 3),
      TableColumn("max", alignment: .right, min: 8, ideal: 9, priority: 1),
    ], isFocused: !prompt.isEditing)
    table.draw(count: series.count, scroll: legend, in: area, on: &surface) { index in
      let item = series[index]
      let summary = SeriesSummary(item.samples)
      let hidden = isolated != nil && item.labels != isolated
      return [
        TableCell([
          TextRun(index == legend.cursor ? "▸" : " "),
          TextRun(hidden ? "○ " : "● ", Style(.series(index))), TextRun(name(of: item), Style(hidden ? .muted : .text)),
        ]),
        TableCell(summary.last.map(unit.text) ?? "–", Style(.text, bold: true)),
        TableCell(summary.minimum.map(unit.text) ?? "–", .muted),
        TableCell(summary.mean.map(unit.text) ?? "–", .muted),
        TableCell(summary.maximum.map(unit.text) ?? "–", .text),
      ]
    }
  }

  /// Whether the series differ in this label alone, so that its value names each of them.
  private func isOnlyDifference(_ name: String) -> Bool {
    let count = commonLabels.count + 1
    return series.count > 1 && series.allSatisfy { $0.labels.pairs.count == count && $0.labels[name] != nil }
  }

  /// Labels that all series share say nothing in a legend.
  private var commonLabels: [String] {
    guard let first = series.first, series.count > 1 else { return [] }
    return first.labels.pairs.filter { pair in
      series.allSatisfy { $0.labels[pair.name] == pair.value }
    }.map(\.name)
  }

  public func cursor(in area: Rect, _ view: ViewContext) -> Point? {
    prompt.cursor(in: MetricsLayout(area, promptHeight: prompt.height, seriesCount: series.count).prompt)
  }
}

/// Last, least, mean and most of a series; NaN and infinities do not count.
struct SeriesSummary {
  let last: Double?
  let minimum: Double?
  let mean: Double?
  let maximum: Double?

  init(_ samples: [Sample]) {
    let values = samples.map(\.value).filter(\.isFinite)
    last = samples.last?.value
    minimum = values.min()
    maximum = values.max()
    mean = values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
