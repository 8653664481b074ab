import Analysis
import Canvas
import Foundation
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

  /// What is saved as JSON reads back as what came, byte for byte.
  @Test(arguments: [
    HostileLine.evil, "\u{0}", "a\u{0}b\u{0}", "\u{FFFD}\u{FFFE}\u{10FFFF}",
    "שלום \u{200F}x\u{2066}y\u{2069}",
    "\\\"\n\r\t\u{8}\u{C}\u{7F}\u{85}\u{2028}", "e\u{301}\u{301}\u{301}\u{200D}\u{1F468}\u{200D}\u{1F469}",
    "",
    String(repeating: "ab\u{1B}\u{202E}\u{0}é\u{200B}", count: 10_000_000 / 12),
  ]) func nothingIsLostInJSON(text: String) throws {
    let stage = stage([
      LogLine(
        time: Walker.moment - .seconds(1), line: text,
        labels: ["service_name": "x", "k": text.fitted(to: 50)])
    ])
    stage.press(.character("X"), .control("u"))
    stage.type("a.jsonl")
    stage.press(.enter)
    let bytes = try #require(stage.saved.first?.block(0))
    let isHarmless = bytes.allSatisfy { $0 >= 0x20 || $0 == 10 } && bytes.filter { $0 == 10 }.count == 1
    #expect(isHarmless)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let isSame = (object["line"] as? String).map { $0.utf8.elementsEqual(text.utf8) }
    #expect(isSame == true)
  }

  @Test func fiveThousandLabels() throws {
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
    stage.press(.character("X"), .control("u"))
    stage.type("a.jsonl")
    stage.press(.enter)
    let rows = try #require(stage.saved.first?.block(0)).split(separator: 10)
    let object = try JSONSerialization.jsonObject(with: Data(rows[0])) as? [String: Any]
    #expect(rows.count == 40 && (object?["labels"] as? [String: String])?.count == 5000)
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
