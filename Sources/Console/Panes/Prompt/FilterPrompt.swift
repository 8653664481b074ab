internal import Canvas

/// The line a list is narrowed by: what is typed holds at once, there is nothing to run.
struct FilterPrompt: Sendable {
  private(set) var field = TextField()
  private(set) var isEditing = false
  /// The text as it was before editing began.
  private var before = ""

  enum Outcome: Equatable {
    /// The text is another; the list must follow.
    case changed
    /// The list's cursor goes up or down by so many rows while the text stays open.
    case move(Int)
    case editing
    case left
    /// The key means nothing to a filter.
    case unused
  }

  var text: String { field.text }
  var isEmpty: Bool { field.isEmpty }

  mutating func begin() {
    before = field.text
    isEditing = true
  }

  mutating func insert(_ text: String) { field.insert(text) }

  mutating func clear() { field = TextField() }

  mutating func press(_ key: Key) -> Outcome {
    switch key {
    case .enter, .tab:
      isEditing = false
      return .left
    case .escape:
      isEditing = false
      guard field.text != before else { return .left }
      field.setText(before)
      return .changed
    case .up: return .move(-1)
    case .down: return .move(1)
    default:
      let old = field.text
      guard field.handle(key) else { return .unused }
      return field.text == old ? .editing : .changed
    }
  }

  /// What the bottom line says while the text is open.
  static let typingHints: [(keys: [Key], text: String)] = [
    ([.enter], "keep the filter"), ([.escape], "as before"), ([.up, .down], "move"),
    ([.control("u")], "clear"),
  ]

  /// - Parameter note: What stands at the right end: counts, the sorting, badges.
  func draw(in row: Rect, on surface: inout Surface, placeholder: String, note: [TextRun]) {
    let noteWidth = note.reduce(0) { $0 + $1.text.cellWidth }
    let (left, right) = row.split(right: min(noteWidth + 1, row.width * 2 / 3))
    let start = surface.put(
      Self.label, at: left.origin, Style(isEditing ? .focus : .muted, bold: isEditing), in: left)
    let place = Rect(start, left.minY, max(0, left.maxX - start - 1), 1)
    field.draw(in: place, on: &surface, placeholder: placeholder) { _ in Style(.match) }
    var x = right.minX
    for run in note {
      let text = run.text.fitted(to: max(0, right.maxX - x))
      x = surface.put(text, at: Point(x, right.minY), run.style, in: right)
    }
  }

  func cursor(in row: Rect, note: [TextRun]) -> Point? {
    guard isEditing else { return nil }
    let noteWidth = note.reduce(0) { $0 + $1.text.cellWidth }
    let left = row.split(right: min(noteWidth + 1, row.width * 2 / 3)).left
    let start = left.minX + Self.label.cellWidth
    var scratch = Surface(Size(row.maxX, row.minY + 1))
    return field.draw(in: Rect(start, row.minY, max(0, left.maxX - start - 1), 1), on: &scratch)
  }

  private static let label = " filter› "
}
