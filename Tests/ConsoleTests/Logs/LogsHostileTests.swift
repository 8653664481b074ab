import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// What a line may hold to steer a terminal or a reader.
private enum HostileLine {
  static let evil = "\u{1B}[2J\u{0}\u{202E}txt.exe\u{200B}\u{FEFF}\u{7}\u{9B}31m"
}

/// Lines that are too long, too many-labelled or meant to steer the terminal.
@Suite struct LogsHostileTests {
  private func stage(_ lines: [LogLine]) -> Stage {
    Stage(100, 30, pane: LogsPane(query: #"{a="b"}"#)) { _, query in SimulatedLoki(lines: lines).answer(query)
    }
  }

  private func expectHarmless(_ stage: Stage, sourceLocation: SourceLocation = #_sourceLocation) {
    let isHarmless = stage.text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar == "\n"
      case .format: false
      default: true
      }
    }
    #expect(isHarmless, sourceLocation: sourceLocation)
  }

  private static let views: [[Key]] = [
    [], [.character("w")], [.character(" ")], [.character("w")], [.tab], [.character("o")], [.tab],
    [.character("F")], [.right], [.character("F")], [.character("P")], [.character("P")],
  ]

  @Test func tenMegabytesInOneLine() {
    let text = String(
      repeating: "x\(HostileLine.evil) ", count: 10_000_000 / (HostileLine.evil.utf8.count + 2))
    let line = LogLine(time: Walker.moment - .seconds(1), line: text, labels: ["service_name": "x"])
    let stage = stage([line])
    for keys in Self.views {
      stage.press(keys)
      expectHarmless(stage)
    }
    stage.press(.character("X"), .control("u"))
    stage.type("a.txt")
    stage.press(.enter)
    let saved = stage.saved.first.map { String(decoding: $0.block(0), as: UTF8.self) }
    #expect(saved?.hasSuffix(text + "\n") == true)
    stage.press(.character("y"))
    #expect(stage.copied.last == text)
  }

  @Test func fiveThousandLabels() {
    let labels = Labels(
      (0..<5000).map { Labels.Pair("l\($0)\(HostileLine.evil)", "v\(HostileLine.evil)\($0)") })
    let lines = (0..<40).map { number in
      LogLine(time: Walker.moment - .seconds(Int64(40 - number)), line: "line \(number)", labels: labels)
    }
    let stage = stage(lines)
    for keys in Self.views {
      stage.press(keys)
      expectHarmless(stage)
    }
    stage.press(.character("a"))
    expectHarmless(stage)
    #expect(stage.pane(LogsPane.self)?.list.buffer.line(at: 0).labels.count == 5000)
  }

  @Test(arguments: [
    #"{"a":{"b":[1,2,{"c":"\u001b[31m"}]},"deep":"# + String(repeating: "[", count: 5000),
    String(repeating: #"{"a":"#, count: 400) + "1" + String(repeating: "}", count: 400),
    "level=error msg=\"" + HostileLine.evil + "\" k=" + HostileLine.evil, "\r\n\r\n\t" + HostileLine.evil, "",
    "\n", HostileLine.evil,
  ]) func oddLinesAreTakenApart(text: String) {
    let stage = stage([
      LogLine(time: Walker.moment - .seconds(1), line: text, labels: ["service_name": HostileLine.evil])
    ])
    for keys in Self.views + [[.character("/"), .character("~"), .character("."), .enter]] {
      stage.press(keys)
      expectHarmless(stage)
    }
  }
}
