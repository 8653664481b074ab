internal import Analysis
internal import Canvas
internal import Languages

/// Where the parts of the form stand.
///
/// ```
///  build a search                   │ values of resource.service.name
///  ▸ service    =   jelly           │ jellyfin
///    duration   >   soon            │
///                   ▲ a duration …  │
///
///  { resource.service.name = "jelly" }
/// ```
private struct SearchFormLayout {
  enum Line { case row(Int), problem(Int) }

  let rows: Rect
  let candidates: Rect
  let query: Rect
  let nameWidth: Int
  /// In the order drawn, from `first`.
  let lines: [Line]
  let first: Int

  init(_ form: SearchForm, in area: Rect) {
    let (top, bottom) = area.split(bottom: min(4, max(1, area.height / 4)))
    let (left, right) = top.split(right: max(0, min(60, area.width / 2 - 4)))
    rows = left.inset(top: 1, bottom: 1)
    candidates = right.inset(left: 1, right: 1, bottom: 1)
    query = bottom.inset(left: 1, right: 1)
    let longest = form.rows.map { max($0.name.cellWidth, 11) }.max() ?? 11
    nameWidth = max(11, min(longest, left.width / 2 - 6))
    var lines = [Line]()
    var cursor = 0
    for (index, row) in form.rows.enumerated() {
      if index == form.cursor { cursor = lines.count }
      lines.append(.row(index))
      if form.problem(of: row) != nil { lines.append(.problem(index)) }
    }
    self.lines = lines
    first = max(0, min(cursor - rows.height + 2, lines.count - rows.height))
  }

  func line(of row: Int) -> Rect? {
    let place = lines.firstIndex { if case .row(row) = $0 { true } else { false } }
    return place.map { rows.row($0 - first) }
  }

  func name(in line: Rect) -> Rect { Rect(line.minX + 3, line.minY, nameWidth, line.height).intersection(line) }

  func value(in line: Rect) -> Rect {
    let start = 3 + nameWidth + 4
    return Rect(line.minX + start, line.minY, max(0, line.width - start - 1), line.height)
  }
}

extension SearchForm {
  func draw(in area: Rect, on surface: inout Surface) {
    let layout = SearchFormLayout(self, in: area)
    surface.put(" build a search", at: area.origin, Style(.heading), in: area)
    for (offset, line) in layout.lines.dropFirst(layout.first).prefix(layout.rows.height).enumerated() {
      let place = layout.rows.row(offset)
      switch line {
      case .row(let index): draw(row: index, in: place, layout, on: &surface)
      case .problem(let index):
        let value = layout.value(in: place).inset(right: -1)
        let text = "▲ " + (problem(of: rows[index]) ?? "")
        surface.put(text.fitted(to: value.width), at: value.origin, Style(.error), in: value)
      }
    }
    drawQuery(in: layout.query, on: &surface)
    drawCandidates(in: layout.candidates, on: &surface)
  }

  private func draw(row index: Int, in line: Rect, _ layout: SearchFormLayout, on surface: inout Surface) {
    let row = rows[index]
    let isCurrent = index == cursor
    if isCurrent { surface.put(" ▸", at: line.origin, Style(.key), in: line) }
    let name = layout.name(in: line)
    if row.isAttribute, isCurrent, part == .name {
      field.draw(in: name, on: &surface, placeholder: "attribute") { _ in Style(.identifier) }
    } else {
      let isUnnamed = row.isAttribute && row.name.isEmpty
      let text = isUnnamed ? "attribute" : Self.label(of: row)
      surface.put(text.fitted(to: name.width), at: name.origin, Style(isUnnamed ? .muted : .identifier), in: name)
    }
    let op = Point(name.maxX + 1, line.minY)
    surface.put(row.condition.op.rawValue, at: op, Style(.punctuation), in: line)
    let value = layout.value(in: line)
    if isCurrent, part == .value {
      field.draw(in: value, on: &surface, placeholder: "any") { _ in Style(.string) }
    } else {
      let text = row.condition.value
      let style = Style(text.isEmpty ? .muted : .string)
      surface.put((text.isEmpty ? "any" : text).fitted(to: value.width), at: value.origin, style, in: value)
    }
  }

  private static func label(of row: Row) -> String {
    switch row.condition.subject {
    case .service: "service"
    case .operation: "operation"
    case .status: "status"
    case .kind: "kind"
    case .duration: "duration"
    case .attribute: row.name
    }
  }

  // MARK: The query

  /// The query as it stands, over as many lines as there are, and what becomes of the one that was
  /// there.
  private func drawQuery(in area: Rect, on surface: inout Surface) {
    var area = area
    if !isFilled {
      let warning = "the query above cannot be shown as rows; running these takes its place"
      let (rest, last) = area.split(bottom: 1)
      surface.put(warning.fitted(to: last.width), at: last.origin, Style(.warning), in: last)
      area = rest
    }
    let bytes = Array(text.utf8)
    var (place, end) = (area.origin, 0)
    for token in TraceQL.tokens(text) {
      let piece = String(decoding: bytes[token.range.start..<token.range.end], as: UTF8.self)
      let gap = token.range.start - end
      end = token.range.end
      place.x += gap
      if place.x + piece.cellWidth > area.maxX, place.x > area.minX, place.y + 1 < area.maxY {
        place = Point(area.minX + 2, place.y + 1)
      }
      let room = max(0, area.maxX - place.x)
      place.x = surface.put(piece.fitted(to: room), at: place, Style(token.kind.role), in: area)
    }
  }

  // MARK: Candidates

  private func drawCandidates(in area: Rect, on surface: inout Surface) {
    for y in area.minY..<max(area.minY, area.maxY) {
      surface.put("│", at: Point(area.minX, y), Style(.border), in: area)
    }
    let list = area.inset(left: 2)
    let candidates = candidates
    surface.put(heading.fitted(to: list.width), at: list.origin, .muted, in: list)
    let body = list.inset(top: 1)
    let first = max(0, min((picked ?? 0) - body.height + 1, candidates.count - body.height))
    for (line, index) in (first..<max(first, candidates.count)).prefix(body.height).enumerated() {
      let row = body.row(line)
      let isPicked = index == picked
      let isCut = line == body.height - 1 && index < candidates.count - 1 && !isPicked
      let text = isCut ? "… \(candidates.count - index) more" : candidates[index].name
      surface.put(text.fitted(to: row.width), at: row.origin, isCut ? .muted : Style(.text, bold: isPicked), in: row)
      if isPicked { surface.shade(row, .cursor) }
    }
    guard candidates.isEmpty else { return }
    let style = Style(offers.failure(wanted) == nil ? .muted : .error)
    for (line, text) in Paragraph(reasonForNothing).lines(width: body.width, limit: 4).enumerated() {
      surface.put(text, at: body.row(line).origin, style, in: body)
    }
  }

  private var isUnnamed: Bool { part == .value && rows[cursor].isAttribute && rows[cursor].name.isEmpty }

  private var heading: String {
    switch wanted {
    case .names: "attributes"
    case .values(let field, _): isUnnamed ? "values" : "values of \(field.description)"
    }
  }

  private var reasonForNothing: String {
    if isUnnamed { return "name the attribute first" }
    if offers.isWaiting(for: wanted) { return "asking…" }
    if let failure = offers.failure(wanted) { return failure }
    return field.isEmpty ? "none in this range" : "none with these letters; it can be asked all the same"
  }

  // MARK: The terminal's cursor

  func cursor(in area: Rect) -> Point? {
    let layout = SearchFormLayout(self, in: area)
    guard let line = layout.line(of: cursor) else { return nil }
    let place = part == .name ? layout.name(in: line) : layout.value(in: line)
    var scratch = Surface(Size(place.maxX, place.maxY))
    return field.draw(in: place, on: &scratch)
  }
}
