import Reports
import Telemetry
import Testing

@Suite struct FailureTextTests {
  @Test func theCaretStandsUnderTheColumn() {
    let failure = QueryFailure(.refused, "unexpected }", position: TextPosition(line: 1, column: 5))
    #expect(FailureText.lines(failure, source: "prom", query: "up{ }}") == ["prom: unexpected }", "  up{ }}", "      ^"])
  }

  @Test func withoutAPlaceThereIsNoCaret() {
    let failure = QueryFailure(.refused, "no")
    #expect(FailureText.lines(failure, source: nil, query: "up") == ["no", "  up"])
    let beyond = QueryFailure(.refused, "no", position: TextPosition(line: 9, column: 1))
    #expect(FailureText.lines(beyond, source: nil, query: "up") == ["no", "  up"])
  }
}
