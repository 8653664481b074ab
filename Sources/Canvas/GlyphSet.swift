/// Which glyphs a terminal, or the person in front of it, can read.
public enum GlyphSet: Hashable, Sendable, CaseIterable {
  case unicode, ascii

  /// The glyph for this set.
  func pick(_ unicode: Character, _ ascii: Character) -> Character {
    self == .unicode ? unicode : ascii
  }
}
