/// One cell of the screen.
public struct Cell: Hashable, Sendable {
  /// What stands here; `Cell.continuation` in the right half of a wide glyph.
  public var glyph: Character
  public var style: Style

  public init(_ glyph: Character, _ style: Style = .text) {
    self.glyph = glyph
    self.style = style
  }

  /// The right half of a wide glyph: nothing is written there.
  public static let continuation: Character = "\u{0}"
  public static let blank = Cell(" ")
}
