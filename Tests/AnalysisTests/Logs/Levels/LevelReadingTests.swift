import Analysis
import Telemetry
import Testing

@Suite struct LevelReadingTests {
  @Test(arguments: [
    (LogLine.at(0, "ERROR", ["detected_level": "warn"]), LevelReading(.warn, .stated)),
    (.at(0, "ERROR", ["detected_level": "unknown"]), LevelReading(.error, .guessed)),
    (.at(0, "", ["severity": "crit"]), LevelReading(.critical, .stated)),
    (.at(0, "", ["severity_number": "17"]), LevelReading(.error, .stated)),
    (.at(0, #"{"level":40}"#), LevelReading(.warn, .parsed)),
    (.at(0, #"{"short_message":"x","level":3}"#), LevelReading(.error, .parsed)),
    (.at(0, "ts=1 lvl=dbug level=DEBUG"), LevelReading(.debug, .parsed)),
    (.at(0, "E0821 21:14:03.512 1 main.go:5] no"), LevelReading(.error, .guessed)),
    (.at(0, "[WRN] slow"), LevelReading(.warn, .guessed)), (.at(0, "E08 x"), LevelReading(.unknown, .none)),
    (.at(0, "all is well"), LevelReading(.unknown, .none)), (.at(0, ""), LevelReading(.unknown, .none)),
  ]) func readsInOrderOfTrust(line: LogLine, expected: LevelReading) {
    #expect(LevelReading(of: line) == expected)
  }

  @Test func parsersOfTheQuerySay() {
    let line = LogLine(time: .epoch, line: "x", labels: [:], parsed: ["level": "error"])
    #expect(LevelReading(of: line) == LevelReading(.error, .parsed))
    #expect(!LevelReading(.error, .parsed).isGuessed && LevelReading(.error, .guessed).isGuessed)
  }
}
