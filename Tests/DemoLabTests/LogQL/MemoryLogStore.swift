import Languages
import Telemetry

@testable import DemoLab

/// Lines in memory.
struct MemoryLogStore: LogStore {
  var all: [LogLine]

  init(_ lines: [LogLine]) { all = lines.sorted { $0.time < $1.time } }

  func lines(matching matchers: [Matcher], in range: TimeRange) -> [LogLine] {
    let patterns = matchers.compactMap { try? LabelPattern($0) }
    return all.filter { line in
      range.contains(line.time) && patterns.allSatisfy { $0.accepts(line.labels[$0.name] ?? "") }
    }
  }

  func streams(matching matchers: [Matcher], in range: TimeRange) -> [Labels] {
    Set(lines(matching: matchers, in: range).map(\.labels)).sorted()
  }
}

extension MemoryLogStore {
  /// A gateway that writes logfmt every 10 s from 1000 s on, twelve lines, every fourth an error;
  /// and an outpost with two lines of JSON and one of prose.
  static var homelab: MemoryLogStore {
    let gateway: Labels = ["service_name": "gateway", "pod": "gateway-0"]
    let outpost: Labels = ["service_name": "outpost", "pod": "outpost-0"]
    var lines = (0..<12).map { index in
      let failed = index % 4 == 3
      return LogLine(
        time: Instant(seconds: 1000 + Int64(index) * 10),
        line: "code=\(failed ? 500 : 200) duration=\(index).5s pod=x size=\(index)KB ip=10.0.0.\(index)",
        labels: gateway, metadata: ["detected_level": failed ? "error" : "info", "trace_id": "t\(index)"])
    }
    lines.append(
      LogLine(
        time: Instant(seconds: 1001), line: #"{"level":"error","user":{"name":"mona","ids":[1,2]},"n":3}"#,
        labels: outpost))
    lines.append(
      LogLine(time: Instant(seconds: 1002), line: #"{"level":"info","msg":"a \"b\" <é>"}"#, labels: outpost))
    lines.append(LogLine(time: Instant(seconds: 1003), line: "\u{1B}[31mplain\u{1B}[0m", labels: outpost))
    return MemoryLogStore(lines)
  }
}
