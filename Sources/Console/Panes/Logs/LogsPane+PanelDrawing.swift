internal import Analysis
internal import Canvas
internal import Telemetry

extension LogsPane {
  // MARK: Fields

  func drawFieldsPanel(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard let fields else { return }
    let title = "fields: → values + only - without * exists o column a volume F back"
    var frame = Frame(title, isFocused: true, kind: .rule, glyphs: view.context.glyphs)
    frame.trailing = SlotNotice.badge(view, slot: "fields").map { [$0] } ?? []
    let inner = frame.draw(in: area, on: &surface)
    guard !fields.list.entries.isEmpty else {
      let text = "no fields: neither the server nor the loaded lines have any"
      surface.put(text.fitted(to: inner.width - 1), at: Point(inner.minX + 1, inner.minY), .muted, in: inner)
      return
    }
    let (left, right) = inner.split(left: min(52, inner.width * 48 / 100))
    drawHeadings(in: left.row(0), on: &surface)
    let rows = left.inset(top: 1)
    let visible = fields.scroll.visible(count: fields.list.entries.count, height: rows.height)
    for (offset, index) in visible.enumerated() {
      draw(
        fields.list.entries[index], isChosen: index == fields.scroll.cursor, in: rows.row(offset),
        on: &surface)
    }
    drawValues(of: fields, in: right.inset(left: 2), on: &surface, view)
  }

  private func drawHeadings(in row: Rect, on surface: inout Surface) {
    surface.put(" field", at: row.origin, Style(.heading), in: row)
    surface.put(
      "in        values".fitted(to: 18), at: Point(max(row.minX, row.maxX - 18), row.minY), Style(.heading),
      in: row)
  }

  private func draw(_ entry: FieldList.Entry, isChosen: Bool, in row: Rect, on surface: inout Surface) {
    let ground: Ground = isChosen ? (fields?.value == nil ? .cursor : .selection) : .plain
    if isChosen { surface.fill(row, with: Cell(" ", Style(.text, on: ground))) }
    let place = row.inset(left: 1, right: 19)
    surface.put(entry.name.fitted(to: place.width), at: place.origin, Style(.text, on: ground), in: place)
    let kind = entry.place.name.padded(to: 10)
    let count = "\(entry.loaded?.isCapped == true ? "≥" : "")\(entry.cardinality)"
    let end = Rect(max(row.minX, row.maxX - 18), row.minY, min(18, row.width), 1)
    let x = surface.put(kind, at: end.origin, Style(.muted, on: ground), in: end)
    surface.put(count.fitted(to: 7), at: Point(x, row.minY), Style(.text, on: ground), in: end)
  }

  private func drawValues(
    of fields: FieldsPanel, in area: Rect, on surface: inout Surface, _ view: ViewContext
  ) {
    guard let entry = fields.entry, area.width > 12 else { return }
    let whence = fields.isCounted ? "of the range" : "of \(fields.lines) loaded lines"
    let title = "\(entry.name) · \(entry.type.rawValue) · \(whence)"
    surface.put(title.fitted(to: area.width), at: area.origin, Style(.heading), in: area)
    var y = 1
    for text in statistics(of: entry, in: fields) {
      for part in Paragraph(text).lines(width: area.width, limit: 3) {
        surface.put(part, at: Point(area.minX, area.minY + y), .text, in: area)
        y += 1
      }
    }
    let values = fields.values
    if values.isEmpty {
      let text = "no loaded line has it; the server counts \(entry.cardinality) values"
      surface.put(text.fitted(to: area.width), at: Point(area.minX, area.minY + y), .muted, in: area)
    }
    let room = max(1, area.height - y)
    let first = max(0, (fields.value ?? 0) - room + 1)
    for (offset, index) in values.indices.dropFirst(first).prefix(room).enumerated() {
      draw(values[index], isChosen: index == fields.value, in: area.row(y + offset), view, on: &surface)
    }
  }

  /// The servers' quantiles over the range, else those of the loaded lines.
  private func statistics(of entry: FieldList.Entry, in fields: FieldsPanel) -> [String] {
    let unit: Unit = entry.type == .duration ? .seconds : entry.type == .bytes ? .bytes : .none
    let measured = fields.measured
    guard !measured.isEmpty else {
      return entry.loaded?.statistics.map { ["\($0.text(unit)), of \(fields.lines) loaded lines"] } ?? []
    }
    return measured.map { source, quantiles in
      let numbers = quantiles.sorted { $0.key < $1.key }.map {
        "p\(Int($0.key * 100)) \(unit.text($0.value))"
      }
      let whose = measured.count > 1 ? ", \(source)" : ""
      return numbers.joined(separator: "  ") + ", over the range\(whose)"
    }
  }

  /// `jellyfin      ████████▌        1.2K  61%`.
  private func draw(
    _ value: FieldTally.Value, isChosen: Bool, in row: Rect, _ view: ViewContext, on surface: inout Surface
  ) {
    let ground: Ground = isChosen ? .cursor : .plain
    if isChosen { surface.fill(row, with: Cell(" ", Style(.text, on: ground))) }
    let numbers = "\(Unit.none.text(Double(value.count))) \(percent(value.share))"
    let end = row.split(right: 14)
    surface.put(
      numbers, at: Point(max(row.minX, row.maxX - numbers.cellWidth), row.minY), Style(.muted, on: ground),
      in: row)
    let bar = min(10, max(0, end.left.width / 4))
    let name = end.left.inset(right: bar + 1)
    surface.put(value.text.fitted(to: name.width), at: name.origin, Style(.text, on: ground), in: name)
    let filled = min(bar, Int((value.share * Double(bar)).rounded(.up)))
    let glyph = view.context.glyphs == .ascii ? "#" : "▇"
    surface.put(
      String(repeating: glyph, count: max(0, filled)), at: Point(name.maxX + 1, row.minY),
      Style(.series(0), on: ground),
      in: row)
  }

  private func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    let percent = share * 100
    return (percent > 0 && percent < 1 ? "<1%" : "\(Int(percent.rounded()))%").paddedLeft(to: 5)
  }

  // MARK: Patterns

  func drawPatternsPanel(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard let patterns else { return }
    var frame = Frame(
      "patterns: ↵ their lines  + only  - without  P back", isFocused: true, kind: .rule,
      glyphs: view.context.glyphs)
    frame.trailing = patternNote(patterns, view)
    let inner = frame.draw(in: area, on: &surface)
    guard !patterns.list.entries.isEmpty else {
      return SlotNotice(view, slot: "patterns").draw(in: inner.inset(left: 1), on: &surface)
    }
    let visible = patterns.scroll.visible(count: patterns.list.entries.count, height: inner.height)
    for (offset, index) in visible.enumerated() {
      draw(
        patterns.list.entries[index], of: patterns, isChosen: index == patterns.scroll.cursor,
        in: inner.row(offset),
        view, on: &surface)
    }
  }

  private func patternNote(_ patterns: PatternsPanel, _ view: ViewContext) -> [TextRun] {
    if patterns.isFromServer { return [TextRun("of the server, against the range before", .muted)] }
    let mined = patterns.mined
    guard mined.lines > 0 else { return [] }
    let then = mined.linesBefore > 0 ? ", against \(mined.linesBefore) of the range before" : ""
    return [TextRun("of the \(mined.lines) loaded lines only\(then)", Style(.match))]
  }

  /// `  1.2K ▁▂▇▂▁▁ ×2.1 ✗ read timed out disk=<_>`.
  private func draw(
    _ entry: PatternList.Entry, of patterns: PatternsPanel, isChosen: Bool, in row: Rect, _ view: ViewContext,
    on surface: inout Surface
  ) {
    let ground: Ground = isChosen ? .cursor : .plain
    if isChosen { surface.fill(row, with: Cell(" ", Style(.text, on: ground))) }
    var x = surface.put(
      Unit.none.text(entry.total).paddedLeft(to: 7) + " ", at: row.origin, Style(.text, on: ground), in: row)
    let counts = entry.counts(over: patterns.range, step: patterns.step)
    let line = Sparkline(counts, range: 0...max(1, counts.max() ?? 1), glyphs: view.context.glyphs)
    let width = row.width >= 100 ? 24 : 12
    x = surface.put(
      line.text(width: width) + " ", at: Point(x, row.minY), Style(entry.level.role, on: ground), in: row)
    let (change, role) = entry.change.label
    x = surface.put(
      change.padded(to: 6), at: Point(x, row.minY), Style(role, on: ground, bold: role != .muted), in: row)
    x = surface.put(
      entry.level.sign + " ", at: Point(x, row.minY), Style(entry.level.role, on: ground), in: row)
    let text = String(entry.template.text.prefix(row.width + 8))
    let place = Rect(x, row.minY, max(0, row.maxX - x - 1), 1)
    surface.put(text.fitted(to: place.width), at: place.origin, Style(.text, on: ground), in: place)
  }
}

extension PatternList.Change {
  /// `new`, `gone`, `×2.1`.
  fileprivate var label: (String, Role) {
    switch self {
    case .unknown: ("", .muted)
    case .new: ("new", .warning)
    case .vanished: ("gone", .warning)
    case .times(let times) where times >= 100: ("×99+", .warning)
    case .times(let times):
      ("×" + Unit.none.text((times * 10).rounded() / 10), times >= 2 ? .warning : .muted)
    }
  }
}

extension FieldTally.Place {
  fileprivate var name: String {
    switch self {
    case .label: "label"
    case .metadata: "metadata"
    case .parsed: "parsed"
    case .json: "json"
    case .logfmt: "logfmt"
    }
  }
}

extension NumberStatistics {
  /// `p50 12ms  p90 40ms  p99 1.2s  max 3s`, in the unit of the field.
  fileprivate func text(_ unit: Unit) -> String {
    "p50 \(unit.text(p50))  p90 \(unit.text(p90))  p99 \(unit.text(p99))  max \(unit.text(maximum))"
  }
}
