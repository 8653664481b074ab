import Reports
import Telemetry
import Testing

/// What the lines of a stream share is worked out once: it must never be said of another stream's line.
@Suite struct LogsReportTests {
  private static let streams: [Labels] = [
    ["service_name": "nas", "level": "warn"], ["service_name": "proxy"], ["app": "日本", "traceId": "a1b2c3d4e5f60718"],
    Labels(),
  ]

  private static let lines: [LogLine] = (0..<400).map { number in
    var random = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
    func next(_ count: UInt64) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1
      return Int((random >> 33) % count)
    }
    let metadata: Labels = next(3) == 0 ? ["detected_level": "error", "span_id": "00f067aa0ba902b7"] : Labels()
    let parsed: Labels = next(4) == 0 ? ["service": "parsed", "msg": "\u{1b}[0m"] : Labels()
    let text = ["level=debug hello", "ERROR x", "{\"a\":\"b\\n\"}", "plain", "tab\tand\r\n", "é\u{202e}x"][next(6)]
    return LogLine(
      time: Instant(nanoseconds: Int64(number) * 1_000_000_007), line: text, labels: streams[next(4)],
      metadata: metadata, parsed: parsed, source: next(2) == 0 ? nil : "loki")
  }

  @Test(arguments: [LogsReport.Form.text, .jsonl, .csv]) func linesOfManyStreamsAreAsEachAlone(form: LogsReport.Form) {
    var report = LogsReport(as: form)
    let together = BlockWriter.text { out in
      for line in Self.lines { report.write(line, to: &out) }
    }
    #expect(together == Self.lines.map { LogsReport.text($0, as: form) }.joined())
  }

  @Test func escapesInJSON() {
    let line = LogLine(time: .epoch, line: "a\"b\\c\n\r\t\u{1}é", labels: ["app": "x"])
    #expect(LogsReport.text(line, as: .jsonl).contains(#""line":"a\"b\\c\n\r\t\u0001é""#))
  }
}
