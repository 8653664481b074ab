import Testing

@testable import Curses

@Suite struct ClipboardTests {
  @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
  func base64(_ text: String, _ encoded: String) {
    #expect(Base64.encoded(Array(text.utf8)) == encoded)
  }

  @Test func tmuxGetsItWrappedToo() {
    let plain = "\u{1B}]52;c;Zm9v\u{7}"
    #expect(Clipboard.sequence(for: "foo", isTmux: false) == Array(plain.utf8))
    let both = plain + "\u{1B}Ptmux;\u{1B}" + plain + "\u{1B}\\"
    #expect(Clipboard.sequence(for: "foo", isTmux: true) == Array(both.utf8))
  }

  @Test func longTextIsCutAtAWholeCharacter() {
    let text = String(repeating: "é", count: Clipboard.limit)
    let kept = Clipboard.limit / 2 * 2
    let sequence = Clipboard.sequence(for: text, isTmux: false)
    #expect(sequence.count == "\u{1B}]52;c;\u{7}".utf8.count + (kept + 2) / 3 * 4)
  }
}
