import Analysis
import Telemetry
import Testing

@Suite struct LevelGuessTests {
  @Test(arguments: [
    (#"{"level":"error","msg":"info"}"#, LogLevel.error), (#"{"lvl": "warn"}"#, .warn),
    (#"{"level":50,"msg":"x"}"#, .error), ("ts=1 level=debug msg=\"ERROR no\"", .debug),
    ("[21:14:03.512] [WRN] [47] Emby.Server: slow", .warn), ("[INF] started", .info),
    ("2026-08-20 21:14:03 ERROR boom", .error), ("FATAL: no disk", .critical),
    ("error: cannot open", .error), ("Warning: deprecated", .warn),
    ("<3> kernel", .unknown), ("an error happened somewhere", .unknown), ("", .unknown),
    ("severity=CRITICAL disk", .critical), ("level of water is error", .unknown),
    ("GET /info 200", .unknown), ("日本 ERROR 語", .error),
  ]) func guesses(line: String, expected: LogLevel) {
    #expect(LevelGuess.level(of: line) == expected)
  }

  @Test func looksOnlyAtTheFront() {
    #expect(LevelGuess.level(of: String(repeating: "x", count: 500) + " level=error") == .unknown)
  }
}
