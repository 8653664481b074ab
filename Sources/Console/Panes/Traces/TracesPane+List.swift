internal import Canvas
internal import Languages
internal import Reports
internal import Telemetry

extension TracesPane {
  func drawList(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let list = TraceListColumns(self, view)
    let table = Table(list.columns, isFocused: !isTyping)
    let last = rows.rows.count
    table.draw(count: last, scroll: scroll, in: area, on: &surface) { list.cells(at: $0) }
  }
}

/// What stands in the columns of the list of traces, in one drawing.
private struct TraceListColumns {
  let pane: TracesPane
  let view: ViewContext
  let fields: [TraceField]
  let showsSource: Bool
  let showsDate: Bool
  let gaugeWidth: Int

  init(_ pane: TracesPane, _ view: ViewContext) {
    self.pane = pane
    self.view = view
    fields = pane.columns.fields
    // Who watches several contexts at once reads theirs before every name.
    showsSource = pane.bySource.count > 1 && view.context.origins.isEmpty
    showsDate = view.context.range.duration >= .hours(20)
    gaugeWidth = view.context.size.width >= 100 ? 18 : 6
  }

  var columns: [TableColumn] {
    let start = startWidth + 2
    var columns = [
      TableColumn("  start", min: start, ideal: start),
      TableColumn("duration", alignment: .right, min: 9, ideal: 9),
      TableColumn("", min: gaugeWidth, ideal: gaugeWidth, priority: 3),
      TableColumn(header("root", 0), min: 20, ideal: fields.isEmpty ? 40 : 24, isFlexible: true),
    ]
    for (index, field) in fields.enumerated() {
      let title = header(field.unscopedName, index + 1)
      columns.append(TableColumn(title, min: 8, ideal: pane.columns.width(of: field), priority: index < 1 ? 1 : 3))
    }
    columns += [
      TableColumn("spans", alignment: .right, min: 5, ideal: 5, priority: 2),
      TableColumn("err", alignment: .right, min: 3, ideal: 4, priority: 1),
    ]
    if showsSource { columns.append(TableColumn("source", min: 6, ideal: 12, priority: 2)) }
    return columns
  }

  /// The column that `+` and `-` work on is marked once there is a choice.
  private func header(_ title: String, _ index: Int) -> String {
    fields.isEmpty || pane.column != index ? title : "▸" + title
  }

  /// Room for `23:41:02`, or for `11-20 23:41:02` when the window is longer than a day.
  private var startWidth: Int { showsDate ? 14 : 8 }

  private func startText(_ moment: Instant) -> String {
    let zone = view.context.zone
    guard showsDate else { return zone.clock(moment) }
    return zone.dateAndMinute(moment).dropFirst(5).prefix(6) + zone.clock(moment)
  }

  /// What the other columns and their gaps leave for the root's name.
  private func nameWidth(besides service: String?) -> Int {
    let attributes = fields.reduce(0) { $0 + pane.columns.width(of: $1) + 2 }
    let others = startWidth + 2 + 9 + gaugeWidth + 5 + 4 + 5 * 2 + (showsSource ? 14 : 0) + attributes
    return max(8, view.context.size.width - others - (service ?? "root not received yet").cellWidth - 1)
  }

  func cells(at index: Int) -> [TableCell] {
    switch pane.rows.rows[index] {
    case .trace(let trace): cells(pane.rows.traces[trace], isCursor: index == pane.scroll.cursor)
    case .span(let trace, let span):
      cells(pane.rows.traces[trace].matched[span], of: pane.rows.traces[trace], index == pane.scroll.cursor)
    case .unsent(let trace): unsent(pane.rows.traces[trace])
    case .older: older(isCursor: index == pane.scroll.cursor)
    }
  }

  private func cells(_ trace: TraceSummary, isCursor: Bool) -> [TableCell] {
    let share = Double(trace.durationNanoseconds) / Double(pane.rows.longest)
    let errors = trace.errorCount ?? 0
    let fold = pane.unfolded.contains(trace.id) ? "▾ " : ""
    let origin = view.context.originRuns(of: trace.source)
    let taken = fold.cellWidth + origin.reduce(0) { $0 + $1.text.cellWidth }
    let root = [TextRun(fold, .muted)] + origin + [
      TextRun(trace.rootService ?? "root not received yet", Style(trace.rootService == nil ? .muted : .link)),
      TextRun(" " + SpanName.fitted(trace.rootName ?? "", to: nameWidth(besides: trace.rootService) - taken)),
    ]
    let time = Durations.column(nanoseconds: trace.durationNanoseconds, width: 9)
    var cells = [
      TableCell((isCursor ? "▸ " : "  ") + startText(trace.start)),
      TableCell(time, Style(.text, bold: share > 0.5)),
      TableCell(
        Gauge(share, showsTrack: false, glyphs: view.context.glyphs).text(width: gaugeWidth),
        Style(errors > 0 ? .error : .series(0))),
      TableCell(root),
    ]
    cells += fields.map { TableCell(TraceColumns.text(of: $0, in: trace)) }
    cells += [
      TableCell(trace.spanCount.map(String.init) ?? "", .muted),
      TableCell(errors > 0 ? "✗\(errors)" : "", Style(.error, bold: true)),
      TableCell(trace.source?.name ?? "", .muted),
    ]
    return cells
  }

  /// A matched span: when it began after its trace, how long it took, its bar at its place in the trace.
  private func cells(
    _ span: TraceSummary.MatchedSpan, of trace: TraceSummary, _ isCursor: Bool
  ) -> [TableCell] {
    let offset = Double((span.start - trace.start).wholeNanoseconds) / 1e9
    let service = span.attributes["service.name"]?.description ?? ""
    let name = span.name.isEmpty ? "span \(span.id)" : span.name
    let isError = span.attributes["status"]?.description == "error"
    let after = Durations.compact(seconds: max(0, offset))
    var cells = [
      TableCell((isCursor ? "▸ " : "  ") + "+\(after)".paddedLeft(to: startWidth), .muted),
      TableCell(Durations.column(nanoseconds: span.durationNanoseconds, width: 9)),
      TableCell(bar(span, in: trace), Style(isError ? .error : .series(0))),
      TableCell([
        TextRun("  "), TextRun(service, Style(.link)),
        TextRun((service.isEmpty ? "" : " ") + SpanName.fitted(name, to: nameWidth(besides: service) - 2)),
      ]),
    ]
    cells += fields.map { TableCell(TraceColumns.value(of: $0, in: span)?.description ?? "") }
    return cells
  }

  /// The span's place in its trace:
  ///
  ///     |   ━━━━    |
  private func bar(_ span: TraceSummary.MatchedSpan, in trace: TraceSummary) -> String {
    let whole = Double(max(1, trace.durationNanoseconds))
    let start = min(1, max(0, Double((span.start - trace.start).wholeNanoseconds) / whole))
    let share = min(1 - start, Double(span.durationNanoseconds) / whole)
    let first = min(gaugeWidth - 1, Int(start * Double(gaugeWidth)))
    let length = max(1, min(gaugeWidth - first, Int((share * Double(gaugeWidth)).rounded())))
    let glyph = Character("━")
    return String(repeating: " ", count: first) + String(repeating: glyph, count: length)
  }

  private func unsent(_ trace: TraceSummary) -> [TableCell] {
    let count = trace.matchedCount - trace.matched.count
    let text = "  … \(count) more matched; Enter opens the trace"
    return [TableCell(""), TableCell(""), TableCell(""), TableCell(text, .muted)]
  }

  private func older(isCursor: Bool) -> [TableCell] {
    let isAsked = !pane.olderPages.isEmpty
    let oldest = pane.bySource.values.filter(\.hasOlder).compactMap { $0.traces.last?.start }.max()
    let before = oldest.map { "before " + startText($0) } ?? ""
    let text = isAsked ? "asking for traces \(before)…" : "older traces, \(before): > asks"
    return [
      TableCell(isCursor ? "▸" : ""), TableCell(""), TableCell(""), TableCell(text, Style(isAsked ? .muted : .key)),
    ]
  }
}
