import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct LogsPaneTests {
  private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"

  private static func line(_ ago: Int64, _ text: String, _ level: String = "info") -> LogLine {
    LogLine(
      time: Walker.moment - .seconds(ago), line: text, labels: ["service_name": "nas", "pod": "nas-0"],
      metadata: ["detected_level": level, "trace_id": trace])
  }

  private static let lines: [LogLine] = (1...80).map { number in
    line(Int64(number), "line \(number)", number == 30 ? "error" : number == 40 ? "warn" : "info")
  }

  private func stage(
    _ lines: [LogLine] = lines, query: String = #"{service_name="nas"}"#, landing: Landing? = nil,
    window: Window = .last(.hours(1))
  ) -> Stage {
    Stage(100, 30, pane: LogsPane(query: query, landing: landing), window: window) { _, query in
      switch query {
      case .logs(_, let range, _, _): .success(Answer(.logs(lines.filter { range.contains($0.time) })))
      case .trace: .success(Answer(.trace(SampleTraces.single)))
      default: .success(Answer(.series([])))
      }
    }
  }

  private func current(_ stage: Stage) -> String? { stage.pane(LogsPane.self)?.current?.line }

  @Test func whatTheQueryAsksOfLevelsIsSent() {
    let query = #"{service_name="nas"} | detected_level=~"error""#
    let stage = stage(query: query)
    let asked = stage.asked.compactMap { if case .logs(let text, _, _, _) = $0 { text } else { nil } }
    #expect(!asked.isEmpty && asked.allSatisfy { $0 == query }, "\(asked)")
  }

  @Test func beginsAtTheNewestAndPages() {
    let stage = stage()
    #expect(current(stage) == "line 1")
    stage.press(.pageUp, .pageUp)
    let up = current(stage)
    stage.press(.pageUp, .pageDown)
    #expect(current(stage) == up)
    stage.press(.home)
    #expect(current(stage) == "line 80")
    stage.press(.end)
    #expect(current(stage) == "line 1")
  }

  @Test func goesToTrouble() {
    let stage = stage()
    stage.press(.character("E"))
    #expect(current(stage) == "line 30")
    stage.press(.character("E"))
    #expect(current(stage) == "line 40")
    stage.press(.character("e"))
    #expect(current(stage) == "line 30")
  }

  /// The cause is told before its consequences, and both after what is not trouble at all.
  @Test func landsOnTheLineThatExplains() {
    let lines = [
      Self.line(50, "request"), Self.line(49, "queue stalled", "warn"),
      Self.line(42, "read timed out", "error"),
      Self.line(41, "done"),
    ]
    let moment = Walker.moment - .seconds(50)
    #expect(current(stage(lines, landing: Landing(moment: moment))) == "queue stalled")
    #expect(current(stage(lines, landing: Landing())) == "read timed out")
    #expect(current(stage([lines[0], lines[3]], landing: Landing(moment: moment))) == "request")
  }

  @Test func searchSaysThatItKnowsOnlyWhatIsLoaded() {
    let stage = stage()
    stage.press(.character("/"))
    stage.type("LINE 7")
    stage.press(.enter)
    #expect(stage.state.message == "11 of 80 loaded lines match; n N go on")
    #expect(current(stage) == "line 79")
    stage.press(.character("n"))
    #expect(current(stage) == "line 78")
    stage.press(.character("N"), .character("N"))
    #expect(current(stage) == "line 7")
    #expect(stage.text.contains("/LINE 7  11 of 11 in loaded lines only"))
  }

  @Test func theServerFiltersTheLevel() {
    let stage = stage()
    stage.forget()
    stage.press(.character("V"), .character("V"))
    let asked = stage.asked.compactMap(\.text)
    #expect(asked.contains(#"{service_name="nas"} | detected_level=~"warn|warning|error|critical|fatal""#))
    #expect(asked.contains { $0.hasPrefix("sum by (detected_level)") && $0.contains("warn|warning|error") })
    #expect(stage.text.contains("≥ warn"))
  }

  @Test func narrowsByTheChosenField() {
    let stage = stage()
    stage.press(.character("+"))
    #expect(stage.state.message?.hasPrefix("Tab goes to the fields") == true)
    stage.press(.tab, .character("+"))
    let only = #"{service_name="nas"} | trace_id="\#(Self.trace)""#
    #expect(stage.pane(LogsPane.self)?.query == only)
    #expect(stage.asked.contains { $0.text == only })
    stage.press(.tab, .down, .character("-"))
    #expect(stage.pane(LogsPane.self)?.query == only + #" | detected_level!="info""#)
  }

  @Test func followsAndKeepsTheNewest() {
    let stage = stage(window: .fixed(TimeRange(start: Walker.moment - .seconds(9), end: Walker.moment)))
    stage.press(.character("f"))
    #expect(stage.state.context.window == .last(.minutes(15)))
    stage.forget()
    let newest = LogLine(time: Walker.moment + .seconds(1), line: "newest", labels: ["service_name": "nas"])
    stage.script = { _, query in
      if case .logs = query {
        .success(Answer(.logs(Self.lines + [newest])))
      } else {
        .success(Answer(.series([])))
      }
    }
    stage.wait(.seconds(2))
    #expect(!stage.asked.isEmpty && current(stage) == "newest")
    stage.press(.up)
    stage.wait(.seconds(20))
    #expect(current(stage) == "line 1" && stage.pane(LogsPane.self)?.follows == false)
  }

  @Test func looksAroundOneLine() {
    let stage = stage()
    stage.press(.home, .down, .down, .character("c"))
    #expect(current(stage) == "line 78")
    let query = #"{pod="nas-0", service_name="nas"}"#
    #expect(stage.pane(LogsPane.self)?.query == query && stage.asked.contains { $0.text == query })
    stage.press(.backspace)
    #expect(current(stage) == "line 78" && stage.pane(LogsPane.self)?.query == #"{service_name="nas"}"#)
  }

  @Test func opensTheTraceOfALine() {
    let stage = stage()
    #expect(stage.text.contains("trace 4bf92f35 ↵ opens"))
    stage.press(.enter)
    #expect(stage.state.place.pane.kind == .waterfall)
    #expect(
      stage.asked.contains { if case .trace(let id, _) = $0 { id.description == Self.trace } else { false } })
  }

  @Test func countsTheRestOfLongEntries() {
    let stage = stage([Self.line(1, String(repeating: "x", count: 300) + "\nat a\nat b\n")])
    #expect(stage.text.contains("+2 lines"))
    stage.press(.character("w"))
    #expect(stage.text.contains("at b") && !stage.text.contains("+2 lines"))
  }

  @Test(arguments: [
    (#"{service_name="nas"} |= "x""#, "logs nas"), (#"{service_name=~".+"}"#, "logs"),
    (#"{pod="a"}"#, "logs a"),
    (#"{service_name!="nas"}"#, "logs !=nas"), ("{broken", "logs"),
  ]) func hasAShortTitle(query: String, title: String) {
    #expect(LogsPane(query: query).title == title)
  }

  @Test(arguments: [false, true]) func everyKeyActsOrExplainsItself(isEmpty: Bool) {
    for command in Command.allCases {
      let stage = isEmpty ? stage([]) : stage()
      stage.press(.up)
      Explanations.expect(command, on: stage)
    }
  }
}
