internal import Analysis
internal import Canvas
internal import Languages

/// Where the parts of the form stand.
///
/// ```
///  build a search                        │ values of service_name
///  ▸ label service_name  =   jelly       │ jellyfin
///    line                contains        │
///    field code          >=  soon        │
///                        ▲ a number …    │
///    lines read as       json            │
///
///  {service_name="jelly"} | json
/// ```
private struct LogFormLayout {
  enum Line {
    case row(Int)
    case problem(Int)
    case parser
  }

  static let operatorWidth = 17

  let rows: Rect
  let candidates: Rect
  let query: Rect
  let nameWidth: Int
  let lines: [Line]
  let first: Int

  init(_ form: LogForm, in area: Rect) {
    let (top, bottom) = area.split(bottom: min(4, max(1, area.height / 4)))
    let (left, right) = top.split(right: max(0, min(50, area.width / 3)))
    rows = left.inset(top: 1, bottom: 1)
    candidates = right.inset(left: 1, right: 1, bottom: 1)
    query = bottom.inset(left: 1, right: 1)
    let longest = form.rows.map { ($0.name ?? "").cellWidth + 6 }.max() ?? 13
    nameWidth = max(13, min(longest, left.width / 2 - 8))
    var lines: [Line] = []
    var cursor = 0
    for (index, row) in form.rows.enumerated() {
      if index == form.cursor { cursor = lines.count }
      lines.append(.row(index))
      if form.problem(of: row) != nil { lines.append(.problem(index)) }
    }
    if form.cursor == form.rows.count { cursor = lines.count }
    self.lines = lines + [.parser]
    first = max(0, min(cursor - rows.height + 2, self.lines.count - rows.height))
  }

  func line(of row: Int) -> Rect? {
    let place = lines.firstIndex { if case .row(row) = $0 { true } else { false } }
    return place.map { rows.row($0 - first) }
  }

  func name(in line: Rect) -> Rect {
    Rect(line.minX + 9, line.minY, max(1, nameWidth - 6), 1).intersection(line)
  }

  func value(in line: Rect) -> Rect {
    let start = 3 + nameWidth + 1 + Self.operatorWidth
    return Rect(line.minX + start, line.minY, max(0, line.width - start - 1), 1)
  }
}

extension LogForm {
  func draw(in area: Rect, on surface: inout Surface) {
    let layout = LogFormLayout(self, in: area)
    surface.put(" build a search", at: area.origin, Style(.heading), in: area)
    for (offset, line) in layout.lines.dropFirst(layout.first).prefix(layout.rows.height).enumerated() {
      let place = layout.rows.row(offset)
      switch line {
      case .row(let index): draw(row: index, in: place, layout, on: &surface)
      case .parser: drawParser(in: place, layout, on: &surface)
      case .problem(let index):
        let start = Rect(place.minX + 9, place.minY, max(0, place.width - 9), 1)
        let text = "▲ " + (problem(of: rows[index]) ?? "")
        surface.put(text.fitted(to: start.width), at: start.origin, Style(.error), in: start)
      }
    }
    drawQuery(in: layout.query, on: &surface)
    drawCandidates(in: layout.candidates, on: &surface)
  }

  private func draw(row index: Int, in line: Rect, _ layout: LogFormLayout, on surface: inout Surface) {
    let row = rows[index]
    let isCurrent = index == cursor
    if isCurrent { surface.put(" ▸", at: line.origin, Style(.key), in: line) }
    surface.put(row.kindName, at: Point(line.minX + 3, line.minY), .muted, in: line)
    let name = layout.name(in: line)
    if isCurrent, part == .name {
      field.draw(in: name, on: &surface, placeholder: "name") { _ in Style(.identifier) }
    } else if let text = row.name {
      let style = Style(text.isEmpty ? .muted : .identifier)
      surface.put((text.isEmpty ? "name" : text).fitted(to: name.width), at: name.origin, style, in: name)
    }
    let op = Point(line.minX + 3 + layout.nameWidth + 1, line.minY)
    surface.put(row.op.rawValue, at: op, Style(.punctuation), in: line)
    let value = layout.value(in: line)
    if isCurrent, part == .value {
      field.draw(in: value, on: &surface, placeholder: "any") { _ in Style(.string) }
    } else {
      let style = Style(row.value.isEmpty ? .muted : .string)
      surface.put(
        (row.value.isEmpty ? "any" : row.value).fitted(to: value.width), at: value.origin, style, in: value)
    }
  }

  private func drawParser(in line: Rect, _ layout: LogFormLayout, on surface: inout Surface) {
    let isCurrent = cursor == rows.count
    if isCurrent { surface.put(" ▸", at: line.origin, Style(.key), in: line) }
    surface.put("fields are read from lines as", at: Point(line.minX + 3, line.minY), .muted, in: line)
    let name = parser == .none ? "not at all" : parser.rawValue
    let shown = isCurrent ? "‹ \(name) ›" : name
    surface.put(shown, at: Point(line.minX + 33, line.minY), Style(.string, bold: isCurrent), in: line)
  }

  /// The query as it stands, and what becomes of the one that was there.
  private func drawQuery(in area: Rect, on surface: inout Surface) {
    var area = area
    let lost = isFilled ? nil : "the query above cannot be shown as rows; running these takes its place"
    if let warning = problem ?? lost {
      let (rest, last) = area.split(bottom: 1)
      surface.put(warning.fitted(to: last.width), at: last.origin, Style(.warning), in: last)
      area = rest
    }
    let bytes = Array(text.utf8)
    var (place, end) = (area.origin, 0)
    for token in LogQL.tokens(text) {
      let piece = String(decoding: bytes[token.range.start..<token.range.end], as: UTF8.self)
      place.x += token.range.start - end
      end = token.range.end
      if place.x + piece.cellWidth > area.maxX, place.x > area.minX, place.y + 1 < area.maxY {
        place = Point(area.minX + 2, place.y + 1)
      }
      let room = max(0, area.maxX - place.x)
      place.x = surface.put(piece.fitted(to: room), at: place, Style(token.kind.role), in: area)
    }
  }

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
      let text = isCut ? "… \(candidates.count - index) more" : candidates[index]
      surface.put(
        text.fitted(to: row.width), at: row.origin, isCut ? .muted : Style(.text, bold: isPicked), in: row)
      if isPicked { surface.shade(row, .cursor) }
    }
    guard candidates.isEmpty else { return }
    for (line, text) in Paragraph(reasonForNothing).lines(width: body.width, limit: 5).enumerated() {
      surface.put(text, at: body.row(line).origin, Style(failure == nil ? .muted : .error), in: body)
    }
  }

  private var heading: String {
    switch wanted {
    case .logLabels: "labels"
    case .logFields: "fields of these lines"
    case .logValues(let name, _), .logFieldValues(let name, _): "values of \(name)"
    default: cursor == rows.count ? "" : "the text of the line"
    }
  }

  private var reasonForNothing: String {
    guard wanted != nil else {
      if cursor == rows.count {
        return "← → choose: a field such as code or level is then read from the text"
      }
      return rows[cursor].name == "" ? "name it first" : "any text; capitals count"
    }
    if isWaiting { return "asking…" }
    return failure
      ?? (field.isEmpty ? "none in this range" : "none with these letters; it can be asked all the same")
  }

  func cursor(in area: Rect) -> Point? {
    let layout = LogFormLayout(self, in: area)
    guard let line = layout.line(of: cursor) else { return nil }
    let place = part == .name ? layout.name(in: line) : layout.value(in: line)
    var scratch = Surface(Size(place.maxX, place.maxY))
    return field.draw(in: place, on: &scratch)
  }
}

extension LogSearchBuilder.Row {
  fileprivate var kindName: String {
    switch subject {
    case .label: "label"
    case .line: "line"
    case .field: "field"
    }
  }
}
