import Canvas
import Reports
import Telemetry
import Testing

/// Whatever servers answered, no line that is printed holds what could steer a terminal.
@Suite struct HostileReportTests {
  private static let text = "\u{1B}[31m\u{9B}2J\u{202E}x\u{200B}\u{FEFF}a\u{200D}b\u{E0041}\u{2028}\r\n\t\u{0}\u{7F} 千 👩‍👧 \"q\","

  private func expectHarmless(_ lines: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(!lines.isEmpty, sourceLocation: sourceLocation)
    for scalar in lines.joined().unicodeScalars where scalar.value != 0x200D {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
        Issue.record("U+\(String(scalar.value, radix: 16)) is printed", sourceLocation: sourceLocation)
      default: continue
      }
    }
    // The one joiner left stands inside the family.
    let joiners = lines.joined().unicodeScalars.count { $0.value == 0x200D }
    let families = lines.joined().count { $0 == "👩‍👧" }
    #expect(joiners == families, sourceLocation: sourceLocation)
  }

  private var line: LogLine {
    LogLine(
      time: .epoch, line: Self.text, labels: Labels(["service_name": Self.text]), metadata: Labels([Self.text: Self.text]))
  }

  private var trace: Trace {
    let attributes = [Attribute("service.name", .string(Self.text)), Attribute(Self.text, .string(Self.text))]
    let span = Span(
      id: SpanID(1)!, name: Self.text, start: .epoch, durationNanoseconds: 5, status: .error,
      statusMessage: Self.text, attributes: attributes,
      events: [SpanEvent(time: .epoch, name: Self.text, attributes: attributes)])
    return Trace(
      id: TraceID(high: 0, low: 1)!, spans: [span], resources: [Resource(attributes: attributes)], partial: true,
      message: Self.text)
  }

  @Test func logLines() {
    expectHarmless([LogsReport.text(line)])
    expectHarmless([LogsReport.text(line, as: .csv)])
  }

  @Test func queries() {
    let series = Series(
      labels: Labels([Self.text: Self.text]), samples: [Sample(.epoch, 1), Sample(.epoch + .seconds(9), 2)])
    let report = QueryReport(query: Self.text, series: [series], warnings: [Self.text])
    expectHarmless(report.rows.lines(width: 80))
    expectHarmless(report.rows.lines(width: nil))
    expectHarmless(BlockWriter.text(report.writeCSV).split(separator: "\n").map(String.init))
    expectHarmless([BlockWriter.text(report.writeJSON)])
    let range = TimeRange(start: .epoch, end: .epoch + .seconds(10))
    for glyphs in GlyphSet.allCases {
      expectHarmless(report.chart(range: range, size: Size(80, 12), glyphs: glyphs))
    }
  }

  @Test func searches() {
    let summary = TraceSummary(
      id: TraceID(high: 0, low: 1)!, rootService: Self.text, rootName: Self.text, start: .epoch,
      durationNanoseconds: 5, spanCount: 1, errorCount: 1, services: [], matched: [], matchedCount: 1)
    let report = SearchReport(traces: [summary], partial: true)
    expectHarmless(report.rows.lines(width: nil))
    expectHarmless(report.rows.lines(width: 60))
  }

  @Test(arguments: GlyphSet.allCases) func traces(glyphs: GlyphSet) {
    for width in [60, 80, 200] {
      expectHarmless(TraceReport(trace).drawing(width: width, glyphs: glyphs))
    }
  }

  /// JSON keeps the text and escapes what is dangerous in it, the joiner too.
  @Test func jsonEscapes() {
    for json in [LogsReport.text(line, as: .jsonl), TraceReport(trace).json.text] {
      for scalar in json.unicodeScalars {
        #expect(![.control, .format].contains(scalar.properties.generalCategory))
      }
    }
  }
}
