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

  /// Nothing stands here but the ground. Cheaper than comparing characters, which normalises them.
  public var isBlank: Bool { glyph.utf8.count == 1 && glyph.utf8.first == 0x20 }
  /// The right half of a wide glyph.
  public var isContinuation: Bool { glyph.utf8.count == 1 && glyph.utf8.first == 0 }
}
