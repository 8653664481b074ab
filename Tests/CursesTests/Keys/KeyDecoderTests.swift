import Canvas
import Testing

@testable import Curses

@Suite struct KeyDecoderTests {
  private func decode(_ text: String, _ sequences: [[UInt8]: Key] = [:]) -> [Input] {
    var decoder = KeyDecoder(sequences: sequences.map { KeySequence($0.key, $0.value) })
    return decoder.feed(text.utf8) + decoder.flush()
  }

  @Test(arguments: [
    ("a", Key.character("a")), ("é", .character("é")), ("日", .character("日")),
    ("😀", .character("😀")), ("\r", .enter), ("\n", .control("j")), ("\u{1B}\r", .alt("\n")), ("\u{1B}[13;2u", .alt("\n")), ("\t", .tab), ("\u{7F}", .backspace),
    ("\u{8}", .backspace), ("\u{0}", .control(" ")), ("\u{3}", .control("c")),
    ("\u{1F}", .control("_")), ("\u{1B}", .escape), ("\u{1B}x", .alt("x")), ("\u{1B}é", .alt("é")),
    ("\u{1B}\u{7F}", .alt("\u{7F}")), ("\u{1B}[", .alt("[")), ("\u{1B}O", .alt("O")),
    ("\u{1B}[A", .up), ("\u{1B}OB", .down), ("\u{1B}[C", .right), ("\u{1B}[1;2C", .shiftRight),
    ("\u{1B}[1;2D", .shiftLeft), ("\u{1B}[1;5D", .controlLeft), ("\u{1B}[1;3C", .controlRight), ("\u{1B}[c", .shiftRight),
    ("\u{1B}[d", .shiftLeft), ("\u{1B}[Z", .backTab), ("\u{1B}[H", .home), ("\u{1B}[4~", .end),
    ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown), ("\u{1B}[2~", .insert), ("\u{1B}[3~", .delete),
    ("\u{1B}OP", .function(1)), ("\u{1B}[1;2Q", .function(2)), ("\u{1B}[15~", .function(5)),
    ("\u{1B}[17~", .function(6)), ("\u{1B}[21~", .function(10)), ("\u{1B}[24~", .function(12)),
    ("\u{1B}[[C", .function(3)), ("\u{1B}[99;5u", .control("c")), ("\u{1B}[97;3u", .alt("a")),
    ("\u{1B}[27;5;105~", .control("i")), ("\u{1B}[9;2u", .backTab),
  ])
  func decodesOneKey(_ bytes: String, _ key: Key) {
    #expect(decode(bytes) == [.key(key)])
  }

  @Test func controlZSuspends() {
    #expect(decode("\u{1A}") == [.suspend])
    #expect(decode("\u{1B}[122;5u") == [.suspend])
  }

  @Test func escapeBeforeAnotherSequenceIsTheKey() {
    #expect(decode("\u{1B}\u{1B}[A") == [.key(.escape), .key(.up)])
  }

  @Test func theDescriptionOfTheTerminalComesFirst() {
    let keys: [[UInt8]: Key] = [Array("\u{1B}[42~".utf8): .home, Array("\u{1B}OA".utf8): .pageUp]
    #expect(decode("\u{1B}[42~\u{1B}OA\u{1B}[A", keys) == [.key(.home), .key(.pageUp), .key(.up)])
  }

  @Test(arguments: [
    ("\u{1B}[<0;5;6M", Input.press(Point(4, 5))), ("\u{1B}[<0;200;1M", .press(Point(199, 0))),
    ("\u{1B}[<4;1;1M", .press(Point(0, 0))), ("\u{1B}[<64;3;4M", .wheel(Point(2, 3), down: false)),
    ("\u{1B}[<65;3;4M", .wheel(Point(2, 3), down: true)), ("\u{1B}[M !\"", .press(Point(0, 1))),
  ])
  func decodesTheMouse(_ bytes: String, _ input: Input) {
    #expect(decode(bytes) == [input])
  }

  @Test(arguments: [
    "\u{1B}[<0;5;6m", "\u{1B}[<2;5;6M", "\u{1B}[<32;5;6M", "\u{1B}[<0;0;0M", "\u{1B}[<0;5M",
    "\u{1B}[<99999999999999999999;1;1M", "\u{1B}[?62;1;2c", "\u{1B}]11;rgb:0/0/0\u{7}",
    "\u{1B}P1$r0m\u{1B}\\", "\u{1B}[1114112u", "\u{1B}[999~",
  ])
  func dropsWhatIsNoKey(_ bytes: String) {
    #expect(decode(bytes + "q") == [.key(.character("q"))])
  }

  @Test func badUTF8BecomesReplacementsAndLosesNothingElse() {
    var decoder = KeyDecoder()
    let bytes: [UInt8] = [0xFF, 0x61, 0xE2, 0x82, 0x62, 0xC0, 0x63]
    #expect(
      decoder.feed(bytes).map { $0 }
        == ["\u{FFFD}", "a", "\u{FFFD}", "b", "\u{FFFD}", "c"].map { .key(.character($0)) })
  }

  @Test(arguments: ["\u{1B}[1;2C", "日x", "\u{1B}[200~a\u{1B}[b\u{1B}[201~q", "\u{1B}[<65;3;4M"])
  func cutsMakeNoDifference(_ text: String) {
    let whole = decode(text)
    for cut in 1..<text.utf8.count {
      var decoder = KeyDecoder()
      let inputs = decoder.feed(text.utf8.prefix(cut)) + decoder.feed(text.utf8.dropFirst(cut))
      #expect(inputs == whole)
      #expect(decoder.patience == nil)
    }
  }

  @Test func aLoneEscapeWaitsShortly() {
    var decoder = KeyDecoder()
    #expect(decoder.patience == nil)
    #expect(decoder.feed([0x1B]).isEmpty)
    #expect(decoder.patience == 25)
    #expect(decoder.feed(Array("[1;".utf8)).isEmpty)
    #expect(decoder.patience == 250)
  }

  @Test func randomBytesNeverTrap() {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("\u{1B}\u{1B}\u{1B}[[<;;0123456789~MmuOP]\u{7}\\".utf8) + [0x80, 0xC3, 0xF0, 0xFF]
    for _ in 0..<2000 {
      let bytes = (0..<40).map { _ in alphabet.randomElement(using: &generator)! }
      var decoder = KeyDecoder()
      _ = decoder.feed(bytes) + decoder.flush()
      #expect(decoder.patience == nil)
    }
  }
}
