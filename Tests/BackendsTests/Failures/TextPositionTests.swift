internal import Telemetry
internal import Testing

@testable internal import Backends

@Suite struct TextPositionTests {
  @Test(arguments: [
    ("parse error at line 1, col 3: x", 1, 3), ("line x, line 2, col 1", 2, 1),
    ("line 7, col 40", 7, 40), ("line 1, col 99", 1, 99),
  ])
  func wordedPlaces(_ message: String, _ line: Int, _ column: Int) {
    let place = TextPosition(worded: message, in: "a b c\nd", columns: .scalars)
    #expect(place == TextPosition(line: line, column: column))
  }

  @Test(arguments: [
    "", "line ", "line 1", "line 1, col", "line 1, col x", "line 0, col 1", "line 1, col 0",
    "line 99999999999, col 1",
  ])
  func noPlace(_ message: String) {
    #expect(TextPosition(worded: message, in: "x", columns: .bytes) == nil)
  }

  @Test func leadingPlaces() {
    let place = TextPosition(leading: "2:3: parse error: x", in: "é\néa", columns: .bytes)
    #expect(place == TextPosition(line: 2, column: 2))
    #expect(TextPosition(leading: "at 2:3: x", in: "", columns: .bytes) == nil)
    #expect(TextPosition(leading: "2:3", in: "", columns: .bytes) == nil)
    #expect(TextPosition(leading: "2", in: "", columns: .bytes) == nil)
  }
}
