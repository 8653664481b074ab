import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// Search, marks, times, columns, saving, counting.
@Suite struct LogsToolsTests {
  private static let lines: [LogLine] = (0..<300).map { number in
    LogLine(
      time: Walker.moment - .seconds(Int64(300 - number)),
      line: #"{"msg":"request \#(number)","code":\#(number % 3 == 0 ? 500 : 200),"took":"\#(number)ms"}"#,
      labels: ["service_name": "web", "pod": "web-\(number % 2)"],
      metadata: ["detected_level": number % 3 == 0 ? "error" : "info"])
  }

  private func stage(width: Int = 120, script: @escaping (Query) -> Answer.Body? = { _ in nil }) -> Stage {
    Stage(width, 30, pane: LogsPane(query: #"{service_name="web"}"#)) { _, query in
      if let body = script(query) { return .success(Answer(body)) }
      return SimulatedLoki(lines: Self.lines).answer(query)
    }
  }

  private func number(_ stage: Stage) -> Int? {
    stage.pane(LogsPane.self)?.list.cursorIndex
  }

  @Test func findsARegularExpression() {
    let stage = stage()
    stage.press(.character("/"))
    stage.type(#"~request 1\d7""#)
    stage.press(.enter)
    #expect(stage.state.message == "10 of 300 loaded lines match; n N go on")
    #expect(stage.text.contains("1 of 10 in loaded lines only"))
    stage.press(.character("/"), .control("u"))
    stage.type("~(")
    stage.press(.enter)
    #expect(stage.state.message?.contains("not a regular expression") == true)
  }

  @Test func marksAreGoneToAndSaved() {
    let stage = stage()
    stage.press(.character("x"), .up, .up, .up, .character("x"), .home, .character("'"))
    #expect(number(stage) == 296)
    stage.press(.character("'"))
    #expect(number(stage) == 299)
    stage.press(.character("\""))
    #expect(number(stage) == 296)
    stage.press(.character("X"), .control("u"))
    stage.type("two.jsonl")
    stage.press(.enter)
    #expect(stage.saved.map(\.path) == ["two.jsonl"] && stage.saved.map(\.contents) == ["2 marked lines"])
    let text = stage.saved.first.map { String(decoding: $0.block(0), as: UTF8.self) } ?? ""
    #expect(
      text.split(separator: "\n").count == 2 && text.contains(#"request 296"#) && text.contains("request 299")
    )
  }

  @Test func everyLineIsSavedAsItCame() {
    let stage = stage()
    stage.press(.character("X"))
    #expect(stage.text.contains("save as› logs-web-20261120-234107.jsonl"))
    stage.press(.control("u"))
    stage.type("all.log")
    stage.press(.enter)
    guard let file = stage.saved.first else {
      Issue.record("nothing saved")
      return
    }
    let bytes = (0..<file.blockCount).flatMap { file.block($0) }
    let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(rows.count == 300 && zip(rows, Self.lines).allSatisfy { $0.hasSuffix($1.line) })
    #expect(rows.first?.hasPrefix("2026-11-20T23:36:07") == true)
  }

  @Test func goesToATime() {
    let stage = stage()
    stage.press(.character("@"))
    stage.type("23:38:07")
    stage.press(.enter)
    #expect(number(stage) == 120)
    stage.press(.character("@"))
    stage.type("noon")
    stage.press(.enter)
    #expect(stage.state.message?.contains("is no time") == true && stage.text.contains("go to time› noon"))
    stage.press(.control("u"))
    stage.type("20:00")
    stage.press(.enter)
    #expect(stage.state.context.window.duration == .minutes(10))
    #expect(stage.state.context.range.contains(Walker.moment - .seconds(3 * 3600 + 41 * 60)))
  }

  @Test func aFieldBecomesAColumn() {
    let stage = stage()
    stage.press(.character("F"))
    let panel = stage.pane(LogsPane.self)?.fields
    let index = panel?.list.entries.firstIndex { $0.name == "took" } ?? 0
    stage.press(Array(repeating: .down, count: index) + [.character("o"), .character("F")])
    #expect(stage.lines.contains { $0.contains("web 299ms {") })
    stage.press(.character("o"))
    #expect(!stage.lines.contains { $0.contains("web 299ms {") })
  }

  @Test func theVolumeIsCountedByOtherLabels() {
    let stage = stage()
    stage.press(.character("a"))
    #expect(stage.state.message == "volume by service_name, in bytes from the index")
    #expect(
      stage.asked.contains { if case .logVolume(_, _, _, ["service_name"]) = $0 { true } else { false } })
    stage.forget()
    stage.press(.tab, .character("a"))
    #expect(stage.asked.contains { $0.text?.hasPrefix("sum by (detected_level)") == true })
  }

  @Test func theKeyForStatsTellsWhatIsRead() {
    let stage = stage { query in
      if case .logStats = query {
        .logStats(LogStats(streams: 3, chunks: 40, entries: 45_000, bytes: 12 << 20))
      } else {
        nil
      }
    }
    stage.press(.character("s"))
    #expect(
      stage.state.message?.hasPrefix(
        "loki: its labels select 45k lines, 12 MiB in 3 streams, 40 chunks over 1h") == true)
  }

  /// Numbers are measured by the server over the range, values counted there.
  @Test func theServerMeasuresTheChosenField() {
    let stage = stage { query in
      guard case .logMetricInstant(let text, let at) = query else { return nil }
      if text.hasPrefix("topk") {
        return .series([
          Series(labels: ["took": "7ms"], samples: [Sample(at, 30)]),
          Series(labels: ["took": "9ms"], samples: [Sample(at, 10)]),
        ])
      }
      return .series([Series(labels: [:], samples: [Sample(at, text.contains("0.99") ? 0.2 : 0.1)])])
    }
    stage.press(.character("F"))
    let index = stage.pane(LogsPane.self)?.fields?.list.entries.firstIndex { $0.name == "took" } ?? 0
    stage.press(Array(repeating: .down, count: index))
    #expect(
      stage.text.contains("p50 100 ms") && stage.text.contains("p99 200 ms")
        && stage.text.contains("over the range"))
    #expect(stage.text.contains("75%") && stage.text.contains("25%"))
    stage.press(.right, .character("+"))
    #expect(stage.pane(LogsPane.self)?.query == #"{service_name="web"} | json | took="7ms""#)
  }

  @Test func aChartLeadsToItsLines() {
    let query = #"sum by (pod) (count_over_time({service_name="web"} |= "request" [1m]))"#
    let stage = Stage(100, 30, pane: LogsPane(query: query)) { _, query in
      guard case .logMetricRange(_, let range, _) = query else {
        return SimulatedLoki(lines: Self.lines).answer(query)
      }
      return .success(
        Answer(
          .series(["web-0", "web-1"].map { Series(labels: ["pod": $0], samples: [Sample(range.start, 3)]) })))
    }
    #expect(stage.text.contains("pod=web-1"))
    stage.press(.down, .left, .left, .enter)
    #expect(stage.pane(LogsPane.self)?.query == #"{service_name="web"} |= "request" | pod="web-1""#)
    #expect(stage.pane(LogsPane.self)?.list.isEmpty == false)
    stage.press(.backspace, .character("F"))
    #expect(stage.state.message?.contains("counts lines") == true)
  }

  @Test func aSpanOfTheVolumeNarrowsTheRange() {
    let stage = stage { query in
      guard case .logMetricRange(_, let range, let step) = query else { return nil }
      let times = stride(
        from: range.start.nanoseconds, to: range.end.nanoseconds, by: Int(step.wholeNanoseconds))
      return .series([
        Series(labels: ["detected_level": "info"], samples: times.map { Sample(Instant(nanoseconds: $0), 4) })
      ])
    }
    stage.press(.character("v"), .left, .left)
    #expect(stage.text.contains("lines · Enter narrows to it"))
    stage.press(.enter)
    guard case .fixed(let range) = stage.state.context.window else {
      Issue.record("the window did not change")
      return
    }
    #expect(range.duration < .minutes(10) && range.end <= Walker.moment)
  }
}
