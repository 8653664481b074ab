import Canvas
import Testing

@Suite struct GlyphsTests {
  /// Each glyph with its width, such as `a1 日2`.
  private func shown(_ text: String) -> String {
    Glyphs(text).map { "\($0.character)\($0.width)" }.joined(separator: " ")
  }

  @Test(arguments: [
    ("\u{1B}[31mred\u{1B}[0m", "␛1 [1 31 11 m1 r1 e1 d1 ␛1 [1 01 m1"),
    ("\u{1B}]52;c;eA==\u{7}", "␛1 ]1 51 21 ;1 c1 ;1 e1 A1 =1 =1 ␇1"),
    ("a\tb\nc\r\nd", "a1 ␉1 b1 ␊1 c1 ␍1 d1"),
    ("\u{0}\u{7F}", "␀1 ␡1"),
    ("\u{85}\u{9B}31m", "\u{FFFD}1 \u{FFFD}1 31 11 m1"),
    ("a\u{202E}b\u{2066}c\u{2069}\u{200F}", "a1 \u{FFFD}1 b1 \u{FFFD}1 c1 \u{FFFD}1 \u{FFFD}1"),
    ("a\u{200B}b\u{FEFF}\u{AD}", "a1 \u{FFFD}1 b1 \u{FFFD}1 \u{FFFD}1"),
    ("\u{2028}\u{2029}", "\u{FFFD}1 \u{FFFD}1"),
    ("e\u{301}a", "e\u{301}1 a1"), ("\u{301}x", "\u{FFFD}1 x1"),
  ])
  func hostileTextBecomesVisible(text: String, expected: String) {
    #expect(shown(text) == expected)
  }

  @Test(arguments: [
    ("日本", 4), ("ｆｗ", 4), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("é", 1), ("👍🏽", 2),
    ("👨‍👩‍👧‍👦", 2), ("🇩🇪🇫🇷", 4), ("❤️", 2), ("❤", 1), ("█⠿─▲◆", 5), ("", 0),
  ])
  func widths(text: String, width: Int) { #expect(text.cellWidth == width) }

  @Test func combiningMarksDoNotPileUp() {
    let zalgo = "a" + String(repeating: "\u{301}", count: 1000) + "b"
    let glyphs = Array(Glyphs(zalgo))
    #expect(glyphs.map(\.width) == [1, 1])
    #expect(glyphs[0].character.unicodeScalars.count == 8)
  }

  @Test(arguments: [
    ("hello", 5, "hello"), ("hello", 4, "hel…"), ("hello", 1, "…"), ("hello", 0, ""),
    ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("日本語", 2, "…"),
  ])
  func fitted(text: String, width: Int, expected: String) {
    #expect(text.fitted(to: width) == expected)
    #expect(text.padded(to: width).cellWidth == width)
    #expect(text.paddedLeft(to: width).cellWidth == width)
  }

  /// Quadratic work on ten megabytes would take hours: the test would never end.
  @Test func tenMegabytesInOneLine() {
    let line = String(repeating: "x", count: 10_000_000)
    #expect(line.fitted(to: 5) == "xxxx…")
    #expect(line.cellWidth == 10_000_000)
    var surface = Surface(Size(3, 1))
    surface.put(line, at: Point(0, 0))
    #expect(surface.lines == ["xxx"])
    #expect(Paragraph(line).lines(width: 4, limit: 2) == ["xxxx", "xxxx"])
  }
}
