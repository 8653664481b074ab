internal import Analysis
internal import Canvas
internal import Languages

/// The list of attributes to break down by, narrowed by what is typed.
struct AttributePicker: Sendable {
  enum Outcome {
    case editing
    case picked(TraceField)
    case left
    case unused
  }

  private var fields: [TraceField]
  private let chosen: TraceField
  private var field = TextField()
  private var cursor = 0

  static let typingHints: [(keys: [Key], text: String)] = [
    ([.enter], "break down by it"), ([.up, .down], "pick"), ([.escape], "as before"),
    ([.control("u")], "clear"),
  ]

  init(_ fields: [TraceField], chosen: TraceField) {
    (self.fields, self.chosen) = (fields, chosen)
  }

  /// What the server told meanwhile.
  mutating func offer(_ fields: [TraceField]) { self.fields = fields }

  mutating func insert(_ text: String) {
    field.insert(text)
    cursor = 0
  }

  /// Those with every typed word in their name.
  var matches: [TraceField] {
    let words = field.text.lowercased().split(separator: " ")
    return fields.filter { field in
      let name = field.scopedName.lowercased()
      return words.allSatisfy { name.contains($0) }
    }
  }

  mutating func press(_ key: Key) -> Outcome {
    switch key {
    case .escape: return .left
    case .up: cursor = max(0, cursor - 1)
    case .down: cursor = min(max(0, matches.count - 1), cursor + 1)
    case .enter:
      let matches = matches
      if matches.indices.contains(cursor) { return .picked(matches[cursor]) }
      // One the server did not list may still be there.
      return field.isEmpty || field.text.contains(" ") ? .editing : .picked(TraceField(label: field.text))
    default:
      guard field.handle(key) else { return .unused }
      cursor = 0
    }
    return .editing
  }

  func draw(in area: Rect, on surface: inout Surface, isWaiting: Bool) {
    let sheet = Self.sheet(in: area)
    let inner = Sheet.draw("Break down by — Enter takes it, Esc closes", in: sheet, on: &surface)
    SheetInput.draw(field, placeholder: "a part of an attribute's name", in: inner.row(0), on: &surface)
    let list = inner.inset(top: 1)
    let matches = matches
    if matches.isEmpty {
      let text =
        fields.isEmpty
        ? isWaiting
          ? "waiting for the server's attributes"
          : "the server names no attributes; Enter takes what is typed"
        : "no attribute has this in its name; Enter takes it all the same"
      surface.put(text.fitted(to: list.width), at: list.origin, Style(.muted, on: .raised), in: list)
    }
    let first = max(0, cursor - list.height + 1)
    for (index, field) in matches.enumerated().dropFirst(first).prefix(list.height) {
      let row = list.row(index - first)
      let ground: Ground = index == cursor ? .cursor : .raised
      surface.fill(row, with: Cell(" ", Style(.text, on: ground)))
      let mark = field == chosen ? "● " : "  "
      let text = (mark + field.scopedName).fitted(to: row.width)
      surface.put(text, at: row.origin, Style(.text, on: ground), in: row)
    }
  }

  private static func sheet(in area: Rect) -> Rect {
    Sheet.area(Size(min(area.width, 60), min(area.height, 18)), within: area)
  }
}
