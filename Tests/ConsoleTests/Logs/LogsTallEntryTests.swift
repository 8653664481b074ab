import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// Entries that are taller than the screen: every row of them can be seen.
@Suite struct LogsTallEntryTests {
  private static func line(_ second: Int64, _ text: String) -> LogLine {
    LogLine(time: Walker.moment - .seconds(100 - second), line: text, labels: ["service_name": "web"])
  }

  /// A stack trace of 300 rows between two short lines.
  private func stage() -> Stage {
    let trace = (["Unhandled exception"] + (1..<300).map { "  at frame \($0) of it" }).joined(separator: "\n")
    let lines = [Self.line(1, "before"), Self.line(2, trace), Self.line(3, "after")]
    return Stage(80, 24, pane: LogsPane(query: #"{service_name="web"}"#)) { _, query in
      SimulatedLoki(lines: lines).answer(query)
    }
  }

  @Test(arguments: [Key.character("w"), .character(" ")])
  func theArrowsGoThroughItToItsEndAndBack(opening: Key) {
    let stage = stage()
    stage.press(.up, opening)
    stage.press(.home, .down)
    #expect(stage.text.contains("Unhandled exception") && !stage.text.contains("frame 40 of it"))
    var seen = Set<Int>()
    for _ in 0..<300 {
      let text = stage.text
      seen.formUnion(text.matches(of: /frame (\d+) of it/).compactMap { Int($0.1) })
      if text.contains("after") { break }
      stage.press(.down)
    }
    #expect(seen.count == 299)
    // The end of it stays in sight above what comes after.
    #expect(stage.text.contains("frame 299 of it") && stage.pane(LogsPane.self)?.current?.line == "after")
    stage.press(.up)
    #expect(stage.text.contains("frame 299 of it") && !stage.text.contains("frame 1 of it"))
    #expect(stage.text.contains("of 300"))
    for _ in 0..<300 where !stage.text.contains("before") { stage.press(.up) }
    #expect(stage.pane(LogsPane.self)?.current?.line == "before")
  }

  @Test func pagesGoThroughItFaster() {
    let stage = stage()
    stage.press(.character("w"), .home, .down)
    var pages = 0
    while !stage.text.contains("frame 299 of it"), pages < 100 {
      stage.press(.pageDown)
      pages += 1
    }
    #expect((10...60).contains(pages))
    stage.press(.home)
    #expect(stage.text.contains("before") && stage.text.contains("Unhandled exception"))
  }

  /// One line of 20,000 characters, which wraps.
  @Test func aLongLineIsNotCutWithoutAWord() {
    let long = (0..<4000).map { "w\($0)" }.joined(separator: " ")
    let stage = Stage(80, 24, pane: LogsPane(query: #"{service_name="web"}"#)) { _, query in
      SimulatedLoki(lines: [Self.line(1, long)]).answer(query)
    }
    stage.press(.character("w"))
    for _ in 0..<600 { stage.press(.down) }
    #expect(stage.text.contains("w3999") || stage.text.contains("y copies the whole line"))
  }
}
