import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// The server's patterns, and those of the loaded lines where it has none.
@Suite struct LogsPatternsTests {
  private static let lines: [LogLine] = (0..<60).map { number in
    let isError = number % 4 == 0
    let text =
      isError ? "read of sd\(number) timed out after \(number) ms" : "GET /items/\(number) took \(number) ms"
    let metadata: Labels = ["detected_level": isError ? "error" : "info"]
    let time = Walker.moment - .seconds(Int64(60 - number))
    return LogLine(time: time, line: text, labels: ["service_name": "web"], metadata: metadata)
  }

  private func stage(_ patterns: @escaping (TimeRange) -> Result<[LogPattern], QueryFailure>) -> Stage {
    Stage(120, 30, pane: LogsPane(query: #"{service_name="web"}"#)) { _, query in
      guard case .logPatterns(_, let range, _) = query else {
        return SimulatedLoki(lines: Self.lines).answer(query)
      }
      return patterns(range).map { Answer(.logPatterns($0)) }
    }
  }

  private func query(_ stage: Stage) -> String? { stage.pane(LogsPane.self)?.query }

  @Test(arguments: [true, false]) func withoutTheServersTheLoadedLinesAreMined(fails: Bool) {
    let stage = stage { _ in
      fails ? .failure(QueryFailure(.notFound, "pattern ingester is not enabled", status: 404)) : .success([])
    }
    stage.press(.character("P"))
    #expect(stage.text.contains("of the 60 loaded lines only"))
    #expect(stage.text.contains("took <_> ms") && stage.text.contains("timed out after <_> ms"))
    stage.press(.down, .character("-"))
    #expect(query(stage)?.hasPrefix(#"{service_name="web"} !> "#) == true)
    #expect(query(stage)?.contains("timed out after <_> ms") == true)
  }

  @Test func tellsWhatIsNewAndWhatIsGone() {
    let counts = { (range: TimeRange, count: Double) in [Sample(range.start + .seconds(60), count)] }
    let stage = stage { range in
      let isNow = range.end >= Walker.moment
      return .success([
        LogPattern(pattern: "steady <_>", level: .info, counts: counts(range, isNow ? 30 : 10)),
        LogPattern(pattern: isNow ? "fresh <_>" : "bygone <_>", level: .error, counts: counts(range, 5)),
      ])
    }
    stage.press(.character("P"))
    #expect(stage.text.contains("of the server, against the range before"))
    func line(_ text: String) -> String { stage.lines.first { $0.contains(text) } ?? "" }
    #expect(line("steady <_>").contains("×3") && line("fresh <_>").contains("new"))
    #expect(line("bygone <_>").contains("gone"))
    stage.press(.enter)
    #expect(query(stage) == #"{service_name="web"} |> "steady <_>""#)
    stage.press(.backspace)
    #expect(query(stage) == #"{service_name="web"}"# && stage.pane(LogsPane.self)?.part == .patterns)
    stage.press(.down, .character("+"))
    #expect(query(stage) == #"{service_name="web"} |> "fresh <_>""#)
  }

  /// Lines of the range before are mined with those of now.
  @Test func minedPatternsAreComparedWithTheRangeBefore() {
    let bygone = (0..<30).map { number in
      LogLine(
        time: Walker.moment - .seconds(Int64(5000 + number)),
        line: number % 2 == 0 ? "GET /items/\(number) took \(number) ms" : "disk sd\(number) spins up",
        labels: ["service_name": "web"], metadata: ["detected_level": "info"])
    }
    let stage = Stage(120, 30, pane: LogsPane(query: #"{service_name="web"}"#)) { _, query in
      if case .logPatterns = query { return .failure(QueryFailure(.notFound, "there are none", status: 404)) }
      return SimulatedLoki(lines: bygone.reversed() + Self.lines).answer(query)
    }
    stage.press(.character("P"))
    #expect(stage.text.contains("of the 60 loaded lines only, against 30 of the range before"))
    func line(_ text: String) -> String { stage.lines.first { $0.contains(text) } ?? "" }
    #expect(line("took <_> ms").contains("×3") && line("timed out after").contains("new"))
    #expect(line("spins up").contains("gone"))
  }

  @Test func keysForFieldsSayWhyNot() {
    let stage = stage { _ in .success([]) }
    stage.press(.character("P"), .character("*"))
    #expect(stage.state.message == "* is for fields; + and - act on the pattern")
  }
}
