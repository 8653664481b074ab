import CTerminal
import Testing

@testable import Curses

@Suite struct TerminalGlyphTests {
  init() { _ = cterminal_use_utf8() }

  @Test(
    arguments: [
      ("é", 1, [0xE9], 1), ("e\u{301}", 1, [0x65, 0x301], 1), ("日", 2, [0x65E5], 2),
      ("⣿", 1, [0x28FF], 1), ("❤️", 2, [0x2764], 1), ("👨‍👩‍👧", 2, [0x1F468], 2),
      ("日", 1, [0xFFFD], 1), ("\u{200B}", 1, [0xFFFD], 1),
    ] as [(Character, Int, [UInt32], Int)])
  func sendsWhatTakesTheSameColumns(_ glyph: Character, _ columns: Int, _ scalars: [UInt32], _ width: Int) {
    let shown = TerminalGlyph(glyph, columns: columns)
    #expect(shown.scalars == scalars)
    #expect(shown.width == width)
  }
}
