import Canvas
import Testing

@testable import Curses

@Suite struct PasteTests {
  @Test func comesWholeWithPlainLineEnds() {
    var decoder = KeyDecoder()
    let text = "x\u{1B}[200~rate(a\u{1B}[A\r\nb\rc)\u{1B}[201~y"
    #expect(
      decoder.feed(text.utf8) == [
        .key(.character("x")), .paste("rate(a\u{1B}[A\nb\nc)"), .key(.character("y")),
      ])
  }

  @Test func isCutAtItsLimit() {
    var decoder = KeyDecoder()
    let text = "\u{1B}[200~" + String(repeating: "a", count: KeyDecoder.pasteLimit + 10) + "\u{1B}[201~q"
    let inputs = decoder.feed(text.utf8)
    #expect(inputs.count == 2)
    guard case .paste(let pasted)? = inputs.first else {
      Issue.record("no paste")
      return
    }
    #expect(pasted.utf8.count == KeyDecoder.pasteLimit)
  }

  @Test func withoutAnEndIsGivenAfterAWhile() {
    var decoder = KeyDecoder()
    #expect(decoder.feed("\u{1B}[200~half".utf8).isEmpty)
    #expect(decoder.patience == 1000)
    #expect(decoder.flush() == [.paste("half")])
    #expect(decoder.feed("q".utf8) == [.key(.character("q"))])
  }

  @Test func aStrayEndIsNothing() {
    var decoder = KeyDecoder()
    #expect(decoder.feed("\u{1B}[201~q".utf8) == [.key(.character("q"))])
  }
}
