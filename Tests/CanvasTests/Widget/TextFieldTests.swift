import Canvas
import Testing

@Suite struct TextFieldTests {
  /// The text with `|` at the cursor after the keys.
  private func edited(_ text: String, _ keys: [Key]) -> String {
    var field = TextField(text)
    for key in keys { _ = field.handle(key) }
    return shown(field)
  }

  private func shown(_ field: TextField) -> String {
    String(field.characters[..<field.cursor]) + "|" + String(field.characters[field.cursor...])
  }

  @Test(arguments: [
    ("ab", [Key.character("c")], "abc|"), ("ab", [.left, .character("x")], "ax|b"),
    ("ab", [.home, .left, .delete], "|b"), ("ab", [.end, .right, .backspace], "a|"),
    ("", [.backspace, .delete, .control("w"), .control("u"), .control("k")], "|"),
    ("sum(rate(x_y[5m]))", [.alt("b"), .alt("b")], "sum(rate(|x_y[5m]))"),
    ("sum(rate(x))", [.home, .alt("f"), .alt("f")], "sum(rate|(x))"),
    ("one two", [.control("w")], "one |"), ("one two", [.home, .alt("d")], "| two"),
    ("one two", [.control("w"), .home, .control("y")], "two|one "),
    ("one two", [.left, .control("u")], "|o"), ("one two", [.home, .right, .control("k")], "o|"),
    ("日本", [.left, .backspace], "|本"), ("👨‍👩‍👧", [.backspace], "|"),
    ("e", [.character("\u{301}"), .character("x")], "e\u{301}x|"),
  ])
  func keys(text: String, keys: [Key], expected: String) { #expect(edited(text, keys) == expected) }

  @Test func keysWithoutMeaningAreLeftToOthers() {
    var field = TextField("a")
    #expect(
      [Key.enter, .tab, .escape, .pageUp, .control("c"), .function(1)].allSatisfy {
        !field.handle($0)
      })
    #expect(field == TextField("a"))
  }

  @Test func typingIsUndoneAsOne() {
    var field = TextField("ab")
    for key in [Key.character("c"), .character("d"), .control("w"), .character("x")] {
      _ = field.handle(key)
    }
    #expect(shown(field) == "x|")
    field.undo()
    #expect(shown(field) == "|")
    field.undo()
    #expect(shown(field) == "abcd|")
    field.undo()
    #expect(shown(field) == "ab|")
    field.undo()
    #expect(shown(field) == "ab|")
  }

  @Test func historyKeepsWhatWasBeingWritten() {
    var field = TextField("dr", history: ["one", "two"])
    for step in [
      (Key.up, "two|"), (.up, "one|"), (.up, "one|"), (.down, "two|"), (.down, "dr|"),
      (.down, "dr|"),
    ] {
      _ = field.handle(step.0)
      #expect(shown(field) == step.1)
    }
    field.commit()
    field.commit()
    #expect(field.history == ["one", "two", "dr"])
  }

  @Test func offsetsCountUTF8() {
    var field = TextField("é日x")
    #expect(field.cursorOffset == 6)
    field.moveCursor(toOffset: 2)
    #expect(shown(field) == "é|日x")
    field.replace(2..<5, with: "abc")
    #expect(shown(field) == "éabc|x")
    field.replace(90..<99, with: "!")
    #expect(shown(field) == "éabcx!|")
  }

  @Test func pastedLinesBecomeOne() {
    var field = TextField()
    field.insert("a\nb\tc\r\nd")
    #expect(field.text == "a b c d")
  }

  @Test func theCursorStaysInSight() {
    var surface = Surface(Size(6, 1))
    var field = TextField("abcdef日本")
    #expect(field.draw(in: surface.bounds, on: &surface) == Point(5, 0))
    #expect(surface.lines == ["f日本"])
    _ = field.handle(.home)
    surface = Surface(Size(6, 1))
    #expect(field.draw(in: surface.bounds, on: &surface) == Point(0, 0))
    #expect(surface.lines == ["abcdef"])
    field.press(at: Point(2, 0), in: surface.bounds)
    #expect(shown(field) == "ab|cdef日本")
  }

  @Test func placeholderIsMuted() {
    var surface = Surface(Size(8, 1))
    let place = TextField().draw(in: surface.bounds, on: &surface, placeholder: "promql query")
    #expect(place == Point(0, 0))
    #expect(surface.lines == ["promql …"])
    #expect(surface[Point(0, 0)].style == .muted)
  }
}
