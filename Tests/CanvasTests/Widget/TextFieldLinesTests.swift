import Canvas
import Testing

@Suite struct TextFieldLinesTests {
  /// The text with `|` at the cursor after the keys.
  private func edited(_ text: String, _ keys: [Key], history: [String] = []) -> String {
    var field = TextField(text, history: history, isMultiline: true)
    for key in keys { _ = field.handle(key) }
    return String(field.characters[..<field.cursor]) + "|" + String(field.characters[field.cursor...])
  }

  @Test(arguments: [
    ("ab", [Key.alt("\n"), .character("c")], "ab\nc|"), ("ab", [.left, .control("j")], "a\n|b"),
    ("abc\nde\nfgh", [.up, .up], "abc|\nde\nfgh"),
    ("abc\nd\nfgh", [.up, .up, .down, .down], "abc\nd\nfgh|"), ("ab\ncd", [.home], "ab\n|cd"),
    ("ab\ncd", [.up, .end], "ab|\ncd"), ("ab\ncd", [.control("u")], "ab\n|"),
    ("ab\ncd", [.control("u"), .control("u")], "ab|"), ("ab\ncd", [.up, .control("k")], "ab|cd"),
    ("ab\ncd", [.up, .home, .control("k"), .control("y"), .control("y")], "abab|\ncd"),
    ("one two", [.controlLeft, .controlLeft, .controlRight], "one| two"),
    ("one two", [.alt("\u{7F}")], "one |"), ("日本\nx", [.up, .end, .backspace], "日|\nx"),
  ])
  func keys(text: String, keys: [Key], expected: String) { #expect(edited(text, keys) == expected) }

  @Test func upFromTheFirstLineWalksTheHistory() {
    #expect(edited("a\nb", [.up, .up], history: ["old\nlines"]) == "old\nlines|")
    #expect(edited("a\nb", [.up, .up, .down], history: ["old\nlines"]) == "a\nb|")
  }

  @Test func whatWasJustRunIsNotRecalledFirst() {
    #expect(edited("new", [.up], history: ["old", "new"]) == "old|")
    #expect(edited("new", [.up], history: ["new"]) == "new|")
  }

  @Test func undoIsTakenBackByRedo() {
    #expect(edited("ab", [.character("c"), .control("w"), .control("_"), .control("_")]) == "ab|")
    #expect(
      edited("ab", [.character("c"), .control("w"), .control("_"), .control("_"), .alt("e")]) == "abc|")
    #expect(
      edited("ab", [.character("c"), .control("_"), .character("d"), .alt("r")]) == "abd|", "an edit ends it")
  }

  @Test func aPasteIsOneUndo() {
    var field = TextField("sum(", isMultiline: true)
    field.insert("a\r\nb\tc\n")
    #expect(field.text == "sum(a\nb c\n")
    field.undo()
    #expect(field.text == "sum(")
    field.redo()
    #expect(field.text == "sum(a\nb c\n")
  }

  @Test(arguments: [
    ("", 5, ["«»"]), ("abcd", 5, ["«abcd»"]), ("abcde", 5, ["«abcd»\\", "«e»"]),
    ("ab\n\ncd", 9, ["«ab»", "«»", "«cd»"]),
    ("日本語", 5, ["«日本»\\", "«語»"]), ("日本語", 6, ["«日本»\\", "«語»"]), ("日", 1, ["«日»"]),
    ("a\n", 4, ["«a»", "«»"]),
  ])
  func rows(text: String, width: Int, expected: [String]) {
    let field = TextField(text, isMultiline: true)
    let rows = field.rows(width: width)
    #expect(rows.map { "«\(String(field.characters[$0.range]))»" + ($0.isContinued ? "\\" : "") } == expected)
    let end = field.place(of: field.characters.count, in: rows)
    #expect(end.row == rows.count - 1)
  }

  @Test func placesCountCells() {
    let field = TextField("a日b\nc", isMultiline: true)
    let rows = field.rows(width: 20)
    #expect(field.place(of: 2, in: rows) == (0, 3))
    #expect(field.place(of: 3, in: rows) == (0, 4))
    #expect(field.place(of: 5, in: rows) == (1, 1))
    #expect(field.character(atOffset: 4) == 2)
    #expect(field.character(atOffset: 99) == 5)
  }
}
