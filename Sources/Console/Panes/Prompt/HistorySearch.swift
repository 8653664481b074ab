internal import Canvas

/// Looking for an earlier query by a part of it: what Ctrl-R opens.
struct HistorySearch: Sendable {
  private(set) var field = TextField()
  /// The newest first.
  private let entries: [String]
  private(set) var selected = 0

  enum Outcome: Equatable {
    case searching, closed
    case taken(String)
  }

  /// - Parameter history: The newest last.
  init(_ history: [String]) {
    var seen = Set<String>()
    entries = history.reversed().filter { seen.insert($0).inserted }
  }

  /// Queries that hold every word typed, in either case.
  var matches: [String] {
    let words = field.text.lowercased().split(separator: " ")
    return entries.filter { entry in
      let entry = entry.lowercased()
      return words.allSatisfy { entry.contains($0) }
    }
  }

  mutating func press(_ key: Key) -> Outcome {
    switch key {
    case .escape, .control("g"): return .closed
    case .enter, .tab:
      let matches = matches
      return matches.indices.contains(selected) ? .taken(matches[selected]) : .closed
    case .control("r"), .down, .control("n"): selected = min(selected + 1, max(0, matches.count - 1))
    case .control("s"), .up, .control("p"): selected = max(0, selected - 1)
    default: if field.handle(key) { selected = 0 }
    }
    return .searching
  }

  mutating func insert(_ text: String) {
    field.insert(text)
    selected = 0
  }

  private static let label = " history› "

  /// Where the terminal's cursor stands when drawn at `point`.
  func cursor(at point: Point, in area: Rect) -> Point {
    Point(
      min(
        area.maxX - 1, area.minX + Self.label.cellWidth + String(field.characters[..<field.cursor]).cellWidth),
      point.y)
  }

  /// Draws over the width of `area`, from the row of `point` down.
  func draw(at point: Point, in area: Rect, on surface: inout Surface) {
    let matches = matches
    let height = min(area.maxY - point.y, max(1, min(10, matches.count)) + 1)
    let box = Rect(area.minX, point.y, area.width, height).intersection(area)
    surface.fill(box, with: Cell(" ", Style(.text, on: .raised)))
    let end = surface.put(Self.label, at: box.origin, Style(.focus, on: .raised, bold: true), in: box)
    surface.put(field.text, at: Point(end, box.minY), Style(.text, on: .raised), in: box)
    let list = box.inset(top: 1)
    if matches.isEmpty {
      let text = entries.isEmpty ? " nothing has been asked yet" : " no earlier query holds this"
      surface.put(text, at: list.origin, Style(.muted, on: .raised), in: list)
    }
    let first = max(0, min(selected - list.height + 1, matches.count - list.height))
    for (line, index) in (first..<max(first, matches.count)).prefix(list.height).enumerated() {
      let row = list.row(line)
      let ground: Ground = index == selected ? .cursor : .raised
      surface.fill(row, with: Cell(" ", Style(.text, on: ground)))
      if index == selected { surface.put("▸", at: row.origin, Style(.key, on: ground), in: row) }
      let text = matches[index].onOneLine.fitted(to: max(0, row.width - 2))
      surface.put(text, at: Point(row.minX + 1, row.minY), Style(.text, on: ground), in: row)
    }
  }
}

extension String {
  /// Lines joined by a blank, their indentation left out: how a query of several lines is shown in
  /// one row.
  var onOneLine: String {
    guard contains(where: \.isNewline) else { return self }
    let lines = split(whereSeparator: \.isNewline)
    return lines.enumerated().map { index, line in
      index == 0 ? String(line) : String(line.drop { $0 == " " })
    }.joined(separator: " ")
  }
}
