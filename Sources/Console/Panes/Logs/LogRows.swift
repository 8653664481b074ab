internal import Analysis
internal import Canvas
internal import Telemetry

/// Entries as rows: time, level, service, text; gaps before them, what is open below them.
///
/// ```
///   -- gap 23:40:01 to 23:40:19: no answers for 18s --
///  *23:40:51.201 ✗?app  Unhandled exception: disk gone        +12 lines
///                         at Store.Read() in Store.cs:line 41
/// ```
struct LogRows {
  enum Row {
    case gap(LogGap)
    case head
    case text(String)
    case part(StructuredLine.Row)
    case more(Int)
  }

  /// Rows of one entry that are worth a screen.
  private static let limit = 400

  let list: LogList
  private let pane: LogsPane
  private let context: Context
  private let width: Int
  private let serviceWidth: Int
  /// Of the context's name and a blank, while several are watched at once.
  private let originWidth: Int
  private var columns: ArraySlice<LogColumn>

  init(_ pane: LogsPane, _ context: Context, width: Int) {
    (self.pane, self.context, self.width) = (pane, context, width)
    list = pane.list
    serviceWidth = min(16, list.services.map(\.cellWidth).max() ?? 0)
    // At least twenty cells are left for the text.
    originWidth = context.origins.isEmpty ? 0 : 1 + min(12, context.sources(of: .loki)
      .map { context.origin(of: $0)?.cellWidth ?? 0 }.max() ?? 0)
    var room = width - 13 - 3 - originWidth - serviceWidth - 1 - 20
    columns = pane.columns.prefix { column in
      room -= column.width + 1
      return room >= 0
    }
  }

  private var textStart: Int { 13 + 3 + originWidth + serviceWidth + 1 + columns.reduce(0) { $0 + $1.width + 1 } }
  private var textWidth: Int { max(10, width - textStart - 1) }

  // MARK: Heights

  /// All rows of an entry.
  func rows(at position: LogPosition) -> [Row] {
    guard let index = list.buffer.index(of: position) else { return [] }
    var rows = list.gaps(before: index).map(Row.gap)
    if pane.wraps {
      let most = textWidth * Self.limit
      let text = list.buffer.text(at: index, prefix: most)
      let wrapped = wrapped(text, rows: Self.limit)
      rows += wrapped.isEmpty ? [.text("")] : wrapped.map { .text($0) }
      if text.utf8.count >= most - 4 { rows.append(.more(0)) }
      let folded = list.foldedCount(at: position)
      if folded > 0 { rows.append(.more(folded)) }
    } else {
      rows.append(.head)
    }
    if let structure = list.expanded[position] { rows += self.rows(of: structure) }
    if index == list.buffer.count - 1 { rows += list.gaps(before: index + 1).map(Row.gap) }
    guard rows.count > Self.limit else { return rows }
    return rows.prefix(Self.limit) + [.more(rows.count - Self.limit)]
  }

  private func rows(of structure: StructuredLine) -> [Row] {
    guard structure.form == .plain else {
      return structure.rows.map(Row.part) + (structure.isCut ? [.more(0)] : [])
    }
    if pane.wraps { return [] }
    let text = structure.rows.map(\.text).joined(separator: "\n")
    return wrapped(text, rows: Self.limit).dropFirst(structure.rows.count > 1 ? 1 : 0).map { .text($0) }
  }

  private func wrapped(_ text: String, rows: Int) -> [String] {
    text.split(separator: "\n", maxSplits: rows, omittingEmptySubsequences: false).prefix(rows)
      .flatMap { Paragraph(String($0)).lines(width: textWidth, limit: rows) }
  }

  /// The first entry of a screen that ends with one, and how many of its rows are above the screen: entries are
  /// shown whole but for those that are taller than it.
  func first(endingWith last: LogPosition, height: Int) -> (entry: LogPosition, skipped: Int) {
    var first = last
    var used = rows(at: last).count
    while used < height, let before = list.previous(before: first) {
      let count = rows(at: before).count
      if count > height { return (before, count - (height - used)) }
      used += count
      guard used <= height else { break }
      first = before
    }
    return (first, 0)
  }

  /// The rows from an entry on, as far as they are needed.
  func height(from first: LogPosition, atMost height: Int) -> Int? {
    var used = 0
    var place: LogPosition? = first
    while let position = place, used < height {
      used += rows(at: position).count
      place = list.next(after: position)
    }
    return min(used, height)
  }

  // MARK: Drawing

  func draw(in area: Rect, on surface: inout Surface) {
    var y = 0
    var place: LogPosition? = list.top
    while let position = place, y < area.height {
      var isFirst = true
      for row in rows(at: position).dropFirst(position == list.top ? list.skipped : 0) where y < area.height {
        draw(row, of: position, isFirst: &isFirst, in: area.row(y), on: &surface)
        y += 1
      }
      place = list.next(after: position)
    }
  }

  private func draw(
    _ row: Row, of position: LogPosition, isFirst: inout Bool, in area: Rect, on surface: inout Surface
  ) {
    guard let index = list.buffer.index(of: position) else { return }
    let isCurrent = position == list.cursor
    let ground: Ground = isCurrent ? (pane.field == nil ? .cursor : .selection) : .plain
    let text = area.inset(left: textStart, right: 1)
    switch row {
    case .gap(let gap):
      let said = gap.text { context.zone.clock($0) }
      surface.put(
        " " + said.fitted(to: area.width - 2), at: area.origin, Style(.warning, bold: true), in: area)
    case .head:
      drawHead(index, position, ground, in: area, on: &surface)
      drawText(index, position, ground, in: text, on: &surface)
      isFirst = false
    case .text(let part):
      if isFirst {
        drawHead(index, position, ground, in: area, on: &surface)
      } else if isCurrent {
        surface.fill(area, with: Cell(" ", Style(.text, on: ground)))
      }
      isFirst = false
      put(part, index, in: text, ground, on: &surface)
    case .part(let structured): draw(structured, in: text, on: &surface)
    case .more(let count):
      let said = count > 0 ? "… \(count) more" : "… more; y copies the whole line"
      surface.put(said.fitted(to: text.width), at: text.origin, .muted, in: text)
    }
  }

  private func drawHead(
    _ index: Int, _ position: LogPosition, _ ground: Ground, in row: Rect, on surface: inout Surface
  ) {
    if ground != .plain { surface.fill(row, with: Cell(" ", Style(.text, on: ground))) }
    let buffer = list.buffer
    let isAttended = pane.attention?.holds(index, in: list.buffer) == true
    let mark = list.marks.contains(position) ? "*" : isAttended ? "▸" : " "
    var x = surface.put(mark, at: row.origin, Style(.marker, on: ground, bold: true), in: row)
    let time = context.zone.preciseClock(buffer.time(at: index))
    x = surface.put(time, at: Point(x, row.minY), Style(.muted, on: ground), in: row)
    let reading = buffer.level(at: index)
    let sign = reading.level.sign + (reading.isGuessed ? "?" : " ")
    let style = Style(reading.level.role, on: ground, bold: reading.level >= .warn)
    x = surface.put(" " + sign, at: Point(x, row.minY), style, in: row)
    if originWidth > 0 {
      let origin = context.origin(of: buffer.source(at: index)) ?? ""
      x = surface.put(
        origin.fitted(to: originWidth - 1).padded(to: originWidth), at: Point(x, row.minY), Style(.link, on: ground),
        in: row)
    }
    let service = buffer.service(at: index)
    let color = list.services.firstIndex(of: service) ?? 0
    x = surface.put(
      service.fitted(to: serviceWidth).padded(to: serviceWidth), at: Point(x, row.minY),
      Style(.series(color), on: ground), in: row)
    for column in columns {
      let value = column.value(in: buffer, at: index).fitted(to: column.width).padded(to: column.width)
      x = surface.put(value, at: Point(x + 1, row.minY), Style(.string, on: ground), in: row)
    }
  }

  /// The first row of an entry; what is folded away is counted.
  private func drawText(
    _ index: Int, _ position: LogPosition, _ ground: Ground, in place: Rect, on surface: inout Surface
  ) {
    // A line may be megabytes long: only what can be seen is looked at.
    let text = list.buffer.text(at: index, prefix: 1 << 14)
    let lines = MultilineText(text)
    let hidden = lines.more + list.foldedCount(at: position)
    let more =
      hidden == 0 || list.expanded[position] != nil ? "" : hidden == 1 ? " +1 line" : " +\(hidden) lines"
    let isMember = list.folding.head(of: position) != nil
    let left = place.inset(left: isMember ? 2 : 0, right: more.cellWidth)
    let head = String(lines.head.prefix(left.width + 8))
    put(head, index, in: left, ground, on: &surface)
    let x = min(left.maxX, left.minX + head.cellWidth)
    surface.put(more, at: Point(x, place.minY), Style(.muted, on: ground), in: place)
  }

  private func draw(_ row: StructuredLine.Row, in place: Rect, on surface: inout Surface) {
    var x = place.minX + min(row.indent * 2, place.width / 2)
    for part in row.parts where x < place.maxX {
      let shown = String(part.text.prefix(place.width + 8)).fitted(to: place.maxX - x)
      x = surface.put(shown, at: Point(x, place.minY), Style(part.kind.role), in: place)
    }
    if let matches = list.matches {
      highlight(
        row.text, matches.search, from: place.minX + min(row.indent * 2, place.width / 2), in: place, .plain,
        on: &surface)
    }
  }

  private func put(_ text: String, _ index: Int, in place: Rect, _ ground: Ground, on surface: inout Surface)
  {
    let level = list.buffer.level(at: index).level
    let role: Role = level >= .error ? level.role : .text
    let shown = String(text.prefix(place.width + 8))
    surface.put(shown.fitted(to: place.width), at: place.origin, Style(role, on: ground), in: place)
    link(shown, in: place, ground, on: &surface)
    if let matches = list.matches {
      highlight(shown, matches.search, from: place.minX, in: place, ground, on: &surface)
    }
  }

  /// Marks the trace id in a line: Enter follows it.
  private func link(_ text: String, in place: Rect, _ ground: Ground, on surface: inout Surface) {
    guard let id = TraceReference.first(in: text)?.trace.description, let found = text.firstRange(of: id)
    else { return }
    let x = place.minX + text[..<found.lowerBound].cellWidth
    guard x + id.count <= place.maxX else { return }
    surface.put(id, at: Point(x, place.minY), Style(.link, on: ground, underline: true), in: place)
  }

  private func highlight(
    _ text: String, _ search: LogSearch, from start: Int, in place: Rect, _ ground: Ground,
    on surface: inout Surface
  ) {
    let utf8 = text.utf8
    for range in search.ranges(in: text, limit: 50) {
      let low = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
      let high = utf8.index(utf8.startIndex, offsetBy: range.upperBound)
      let x = start + text[..<low].cellWidth
      surface.put(String(text[low..<high]), at: Point(x, place.minY), Style(.match, on: ground), in: place)
    }
  }
}

extension StructuredLine.Kind {
  fileprivate var role: Role {
    switch self {
    case .key: .identifier
    case .string: .string
    case .number: .number
    case .boolean, .null: .keyword
    case .punctuation: .punctuation
    case .text: .text
    case .more: .muted
    }
  }
}
