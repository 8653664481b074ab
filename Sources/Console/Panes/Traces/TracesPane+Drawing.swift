public import Canvas
internal import Reports
internal import Telemetry

struct TracesLayout {
  let prompt: Rect
  let strip: Rect
  let list: Rect

  init(_ area: Rect, promptHeight: Int) {
    let (top, rest) = area.split(top: promptHeight)
    prompt = top
    strip = rest.row(0)
    list = rest.inset(top: 1)
  }
}

extension TracesPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let layout = TracesLayout(area, promptHeight: prompt.height)
    prompt.draw(in: layout.prompt, on: &surface, note: note(view))
    drawStrips(in: layout.strip, on: &surface, view)
    if traces.isEmpty {
      let hint = "} doubles the range, i edits the query; new traces appear after about 30 s"
      SlotNotice(view, slot: .main, hint: hint).draw(in: layout.list.inset(left: 1, top: 1), on: &surface)
    } else {
      drawList(in: layout.list, on: &surface, view)
    }
  }

  private func note(_ view: ViewContext) -> [TextRun] {
    if let badge = SlotNotice.badge(view, slot: .main) { return [badge] }
    return traces.isEmpty ? [] : [TextRun("\(traces.count) traces · \(order.name)", .muted)]
  }

  private func drawStrips(in row: Rect, on surface: inout Surface, _ view: ViewContext) {
    var x = row.minX + 1
    // Three labels, three values such as `0.032/s`, and the blanks between take about 42 cells.
    let width = max(8, min(24, (row.width - 44) / 3))
    let parts: [(Slot, String, Role, Unit)] = [
      ("rate", "rate", .text, .requestsPerSecond), ("errors", "errors", .error, .requestsPerSecond),
      ("p99", "p99", .warning, .seconds),
    ]
    for (slot, label, role, unit) in parts {
      let values = strips[slot]?.values.flatMap { $0.flatMap { $0.samples.map(\.value) } } ?? []
      guard let last = values.last(where: \.isFinite) else { continue }
      x = surface.put(label + " ", at: Point(x, row.minY), .muted, in: row)
      let spark = Sparkline(values, glyphs: view.context.glyphs)
      spark.draw(in: Rect(x, row.minY, width, 1).intersection(row), on: &surface, Style(role))
      x = surface.put(" " + unit.text(last), at: Point(x + width, row.minY), .text, in: row) + 2
    }
  }

  private func drawList(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let longest = traces.map(\.durationNanoseconds).max() ?? 1
    let manySources = bySource.count > 1
    var columns = [
      TableColumn("  start", min: startWidth(view) + 2, ideal: startWidth(view) + 2),
      TableColumn("duration", alignment: .right, min: 9, ideal: 9),
      TableColumn("", min: gaugeWidth(view), ideal: gaugeWidth(view), priority: 3),
      TableColumn("root", min: 20, ideal: 40, isFlexible: true),
      TableColumn("spans", alignment: .right, min: 5, ideal: 5, priority: 2),
      TableColumn("err", alignment: .right, min: 3, ideal: 4, priority: 1),
    ]
    if manySources { columns.append(TableColumn("source", min: 6, ideal: 12, priority: 2)) }
    let table = Table(columns, isFocused: !prompt.isEditing)
    table.draw(count: traces.count, scroll: scroll, in: area, on: &surface) { index in
      cells(traces[index], longest, isCursor: index == scroll.cursor, view)
    }
  }

  /// Room for `23:41:02`, or for `11-20 23:41:02` when the window is longer than a day.
  private func startWidth(_ view: ViewContext) -> Int { showsDate(view) ? 14 : 8 }

  private func gaugeWidth(_ view: ViewContext) -> Int { view.context.size.width >= 100 ? 18 : 6 }

  /// What the other columns and their gaps leave for the root's name.
  private func nameWidth(besides service: String?, _ view: ViewContext) -> Int {
    let others = startWidth(view) + 2 + 9 + gaugeWidth(view) + 5 + 4 + 5 * 2 + (bySource.count > 1 ? 14 : 0)
    return max(8, view.context.size.width - others - (service ?? "root not received yet").cellWidth - 1)
  }

  private func showsDate(_ view: ViewContext) -> Bool { view.context.range.duration >= .hours(20) }

  private func startText(_ moment: Instant, _ view: ViewContext) -> String {
    let zone = view.context.zone
    guard showsDate(view) else { return zone.clock(moment) }
    return zone.dateAndMinute(moment).dropFirst(5).prefix(6) + zone.clock(moment)
  }

  private func cells(_ trace: TraceSummary, _ longest: Int64, isCursor: Bool, _ view: ViewContext) -> [TableCell] {
    let share = Double(trace.durationNanoseconds) / Double(max(1, longest))
    let errors = trace.errorCount ?? 0
    let root = [
      TextRun(trace.rootService ?? "root not received yet", Style(trace.rootService == nil ? .muted : .link)),
      TextRun(" " + SpanName.fitted(trace.rootName ?? "", to: nameWidth(besides: trace.rootService, view))),
    ]
    let time = Durations.column(nanoseconds: trace.durationNanoseconds, width: 9)
    return [
      TableCell((isCursor ? "▸ " : "  ") + startText(trace.start, view)),
      TableCell(time, Style(.text, bold: share > 0.5)),
      TableCell(
        Gauge(share, showsTrack: false, glyphs: view.context.glyphs).text(width: gaugeWidth(view)),
        Style(errors > 0 ? .error : .series(0))),
      TableCell(root), TableCell(trace.spanCount.map(String.init) ?? "", .muted),
      TableCell(errors > 0 ? "✗\(errors)" : "", Style(.error, bold: true)),
      TableCell(trace.source?.name ?? "", .muted),
    ]
  }

  public func cursor(in area: Rect, _ view: ViewContext) -> Point? {
    prompt.cursor(in: TracesLayout(area, promptHeight: prompt.height).prompt)
  }
}
