public import Canvas
internal import Telemetry

extension BrowserPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let layout = BrowserLayout(area)
    prompt.draw(in: layout.prompt, on: &surface, placeholder: "/ filters by name and help", note: note(view))
    guard !catalogue.entries.isEmpty else {
      let slot: Slot =
        view.statuses(of: "names").contains { $0.failure != nil || $0.answeredAt == nil }
        ? "names" : "metadata"
      let whole = layout.isWide ? area.inset(top: 1) : layout.list
      SlotNotice(view, slot: slot, hint: "} doubles the range").draw(
        in: whole.inset(left: 1, top: 1), on: &surface)
      return
    }
    drawList(in: layout.list, on: &surface, view)
    let title = detail?.name ?? currentRow?.label ?? "nothing"
    let frame = Frame(
      title, isFocused: part != .list, kind: layout.isWide ? .box : .rule, glyphs: view.context.glyphs)
    let inner = frame.draw(in: layout.detail, on: &surface)
    let content = layout.isWide ? inner.inset(left: 1, right: 1) : inner.inset(left: 1)
    if let entry = current, let detail {
      drawDetail(of: entry, detail, in: content, on: &surface, view)
    } else {
      drawGroup(in: content, on: &surface)
    }
  }

  func note(_ view: ViewContext) -> [TextRun] {
    let statuses = ["metadata", "names", "counts"].flatMap { view.statuses(of: Slot($0)) }
    guard !catalogue.entries.isEmpty else { return [] }
    let all = Self.grouped(catalogue.entries.count)
    let shown = filter.isEmpty ? all : "\(Self.grouped(matches.count)) of \(all)"
    let type = filter.type.map { " · \($0.rawValue)" } ?? ""
    let text = TextRun("\(shown) metrics\(type) · \(order.title) ", .muted)
    // Who counts the series is nobody's concern as long as somebody does.
    let telling = statuses.filter { $0.question.slot != "counts" || $0.failure != nil }
    guard let badge = SlotNotice.badge(view, of: telling) else { return [text] }
    return [TextRun(badge.text.fitted(to: max(20, view.context.size.width / 3)) + "  ", badge.style), text]
  }

  /// `10 240`: thousands apart, as people read them.
  static func grouped(_ count: Int) -> String {
    let digits = String(count)
    guard digits.count > 4 else { return digits }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(" ") }
      text.append(digit)
    }
    return text
  }

  // MARK: The list

  private func drawList(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard !rows.isEmpty else {
      let text = "no metric has this in its name or help; Esc lists all"
      surface.put(text.fitted(to: area.width - 1), at: Point(area.minX + 1, area.minY + 1), .text, in: area)
      return
    }
    let manySources = findings.count > 1
    var columns = [
      TableColumn(" metric", min: 24, ideal: 40, isFlexible: true),
      TableColumn("type", min: 9, ideal: 9, priority: 2),
      TableColumn("series", alignment: .right, min: 6, ideal: 6, priority: 1),
    ]
    if manySources { columns.append(TableColumn("source", min: 6, ideal: 12, priority: 3)) }
    let table = Table(columns, isFocused: part == .list)
    table.draw(count: rows.count, scroll: scroll, in: area, on: &surface) { cells(rows[$0], view) }
  }

  private func cells(_ row: MetricTree.Row, _ view: ViewContext) -> [TableCell] {
    let indent = String(repeating: "  ", count: row.depth)
    let series = row.series.map { Numbers.si(Double($0)) } ?? "–"
    switch row.content {
    case .group(_, let metrics, let isOpen):
      let name = TextRun(" \(indent)\(isOpen ? "▾" : "▸") \(row.label)", Style(.heading))
      return [
        TableCell([name, TextRun("  \(Self.grouped(metrics))", .muted)]), TableCell(""),
        TableCell(series, .muted),
      ]
    case .metric(let index):
      guard catalogue.entries.indices.contains(index) else { return [] }
      let entry = catalogue.entries[index]
      let sources = entry.sources.map(\.name).joined(separator: ", ")
      return [
        TableCell([TextRun(" \(indent)  ")] + marked(row.label)), TableCell(entry.type.rawValue, .muted),
        TableCell(series), TableCell(sources, .muted),
      ]
    }
  }

  /// The name with what the filter found in it.
  private func marked(_ label: String) -> [TextRun] {
    guard let word = filter.words.first(where: { label.lowercased().contains($0) }),
      case let lower = Array(label.lowercased()), lower.count == label.count,
      let start = lower.indices.first(where: { lower[$0...].starts(with: word) })
    else { return [TextRun(label)] }
    let (head, rest) = (label.prefix(start), label.dropFirst(start))
    return [
      TextRun(String(head)), TextRun(String(rest.prefix(word.count)), Style(.match)),
      TextRun(String(rest.dropFirst(word.count))),
    ]
  }

  // MARK: A group

  /// What lies below a folded name: types with their numbers.
  private func drawGroup(in area: Rect, on surface: inout Surface) {
    guard case .group(let prefix, let metrics, let isOpen) = currentRow?.content else { return }
    let below = matches.map { catalogue.entries[$0] }.filter { $0.name.hasPrefix(prefix) }
    let types = MetricType.allCases.compactMap { type -> String? in
      let count = below.count { $0.type == type }
      return count == 0 ? nil : "\(Self.grouped(count)) \(count == 1 ? type.rawValue : type.plural)"
    }
    var lines = ["\(Self.grouped(metrics)) metrics begin with \(prefix)", types.joined(separator: " · ")]
    if let series = currentRow?.series {
      lines.append("\(Self.grouped(Int(clamping: series))) series altogether")
    }
    lines.append(isOpen ? "← folds them" : "→ unfolds them")
    for (index, line) in lines.enumerated() {
      let style = index == 0 ? Style.text : Style.muted
      surface.put(line.fitted(to: area.width), at: area.row(index).origin, style, in: area.row(index))
    }
  }

  public func cursor(in area: Rect, _ view: ViewContext) -> Point? {
    prompt.cursor(in: BrowserLayout(area).prompt, note: note(view))
  }
}
