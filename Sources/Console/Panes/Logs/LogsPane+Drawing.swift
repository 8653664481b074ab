internal import Analysis
public import Canvas
internal import Telemetry

struct LogsLayout {
  let prompt: Rect
  let volume: Rect
  let list: Rect
  let fields: Rect

  init(_ area: Rect, promptHeight: Int) {
    let (top, rest) = area.split(top: promptHeight)
    prompt = top
    let (chart, below) = rest.split(top: rest.height >= 30 ? 6 : rest.height >= 16 ? 4 : 0)
    volume = chart
    let (lines, bottom) = below.split(bottom: min(8, max(4, below.height / 4)))
    list = lines
    fields = bottom
  }
}

extension LogsPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let layout = LogsLayout(area, promptHeight: prompt.height)
    prompt.draw(in: layout.prompt, on: &surface, note: note(view))
    if isMetricQuery {
      drawMetric(in: area.inset(top: prompt.height), on: &surface, view)
      return
    }
    drawVolume(in: layout.volume, on: &surface, view)
    if lines.isEmpty {
      let hint = "} doubles the range, V lowers the level, i edits the query"
      SlotNotice(view, slot: .main, hint: hint).draw(in: layout.list.inset(left: 1), on: &surface)
    } else {
      drawLines(in: layout.list, on: &surface, view)
    }
    drawFields(in: layout.fields, on: &surface, view)
  }

  private func note(_ view: ViewContext) -> [TextRun] {
    if let badge = SlotNotice.badge(view, slot: .main) { return [badge] }
    var parts = [String]()
    if minimumLevel != .unknown { parts.append("≥ \(minimumLevel.name)") }
    if follows { parts.append("following") }
    if !pattern.isEmpty { parts.append("/\(pattern.fitted(to: 16)) in loaded lines only") }
    if !lines.isEmpty {
      let full = bySource.values.contains { $0.count >= Self.limit }
      parts.append(full ? "newest \(lines.count) lines" : "\(lines.count) lines")
    }
    return [TextRun(parts.joined(separator: " · "), .muted)]
  }

  /// Lines over time, the worst level at the bottom where it cannot hide.
  private func drawVolume(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard area.height > 1 else { return }
    let step = volumeStep(in: view.context).wholeNanoseconds
    let start = view.context.range.start.nanoseconds
    let count = max(1, Int(view.context.range.duration.wholeNanoseconds / max(1, step)))
    var layers = [LogLevel: [Double]]()
    for series in volume.values.joined() {
      let level = LogLevel(name: series.labels["detected_level"] ?? "unknown")
      var values = layers[level] ?? Array(repeating: 0, count: count)
      for sample in series.samples {
        let index = Int((sample.time.nanoseconds - start) / max(1, step))
        if values.indices.contains(index), sample.value.isFinite { values[index] += sample.value }
      }
      layers[level] = values
    }
    let order = layers.keys.sorted(by: >)
    var chart = BarChart(
      order.map { BarChart.Layer($0.name, $0.role, layers[$0] ?? []) }, glyphs: view.context.glyphs)
    if let time = current?.time { chart.cursor = Int((time.nanoseconds - start) / max(1, step)) }
    guard !layers.isEmpty else { return drawNoVolume(in: area, on: &surface, view) }
    let (bars, axis) = area.inset(left: 1, right: 1).split(bottom: 1)
    chart.draw(in: bars, on: &surface)
    let plot = chart.plotArea(in: bars)
    drawTimes(under: Rect(plot.minX, axis.minY, plot.width, 1), on: &surface, view)
  }

  /// An empty answer is explained by the list below; a slow or broken one explains itself.
  private func drawNoVolume(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let place = area.inset(left: 1)
    // What ails both is said once, below.
    guard !view.statuses(of: .main).contains(where: { $0.failure != nil }) else { return }
    let answered = view.statuses(of: "volume").allSatisfy { $0.answeredAt != nil && $0.failure == nil }
    if answered {
      surface.put("no volume by level: nothing to count", at: place.origin, .muted, in: place)
    } else {
      SlotNotice(view, slot: "volume").draw(in: place, on: &surface)
    }
  }

  /// `22:46:00     22:46:05    22:46:10`, each time under the start of its bar.
  private func drawTimes(under plot: Rect, on surface: inout Surface, _ view: ViewContext) {
    let range = view.context.range
    let (from, to) = (range.start.approximateSeconds, range.end.approximateSeconds)
    guard to > from, plot.width >= 10 else { return }
    let offset = view.context.zone.offsetSeconds
    let axis = TimeAxis { offset(Instant(secondsWithFraction: $0) ?? .epoch) }
    for tick in axis.ticks(in: from...to, atMost: max(2, plot.width / 16)) {
      let x = plot.minX + Int((tick.value - from) / (to - from) * Double(plot.width))
      let start = min(x, plot.maxX - tick.label.cellWidth)
      surface.put(tick.label, at: Point(start, plot.minY), .muted, in: plot)
    }
  }

  private func drawLines(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let rows = LogRows(self, view.context)
    if wraps {
      rows.drawWrapped(in: area, on: &surface)
    } else {
      for (offset, index) in scroll.visible(count: lines.count, height: area.height).enumerated() {
        rows.draw(index, in: area.row(offset), on: &surface)
      }
    }
  }

  private func drawFields(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let keys = field == nil ? "fields (Tab)" : "fields: + include  - exclude  Tab back"
    let trace = current.flatMap(traceID).map { " · trace \($0.short) ↵ opens" } ?? ""
    let title = search.map { "/ \($0.text)" } ?? keys + trace
    let inner = Frame(title, isFocused: field != nil, kind: .rule, glyphs: view.context.glyphs)
      .draw(in: area, on: &surface)
    guard let line = current else { return }
    LogFields(line).draw(in: inner, on: &surface, chosen: field)
  }

  /// The trace a line belongs to, from its metadata or its text.
  private func traceID(of line: LogLine) -> TraceID? {
    TraceIDNames.traceID(in: line.labels.merging(line.metadata).merging(line.parsed))
      ?? TraceReference.first(in: String(line.line.prefix(4000)))?.trace
  }

  private func drawMetric(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let series = volume.values.joined()
    guard !series.isEmpty else {
      SlotNotice(view, slot: .main).draw(in: area.inset(left: 1, top: 1), on: &surface)
      return
    }
    let range = view.context.range
    var chart = LineChart(
      series.enumerated().map { index, series in
        LineChart.Line(series.samples.map { ChartPoint($0.time.approximateSeconds, $0.value) }, .series(index))
      }, domain: range.start.approximateSeconds...max(range.start.approximateSeconds + 1, range.end.approximateSeconds))
    let offset = view.context.zone.offsetSeconds
    chart.horizontalAxis = .time(TimeAxis { offset(Instant(secondsWithFraction: $0) ?? .epoch) })
    chart.glyphs = view.context.glyphs
    chart.draw(in: area.inset(bottom: min(8, area.height / 3)), on: &surface)
    let legend = area.split(bottom: min(8, area.height / 3)).bottom
    for (index, series) in series.enumerated().prefix(legend.height) {
      let row = legend.row(index)
      let x = surface.put(" ● ", at: row.origin, Style(.series(index)), in: row)
      let value = series.samples.last.map { Unit.none.text($0.value) } ?? "–"
      surface.put("\(series.labels)  \(value)", at: Point(x, row.minY), .text, in: row)
    }
  }

  public func cursor(in area: Rect, _ view: ViewContext) -> Point? {
    let layout = LogsLayout(area, promptHeight: prompt.height)
    if let search { return Point(layout.fields.minX + 5 + search.text.cellWidth, layout.fields.minY) }
    return prompt.cursor(in: layout.prompt)
  }
}

extension LogLevel {
  var role: Role {
    switch self {
    case .critical: .critical
    case .error: .error
    case .warn: .warning
    case .info: .good
    case .debug, .trace, .unknown: .muted
    }
  }

  /// A sign of its own for every level, so that colour is not needed.
  var sign: String {
    switch self {
    case .critical, .error: "✗"
    case .warn: "▲"
    case .info: "●"
    case .debug, .trace: "·"
    case .unknown: " "
    }
  }
}
