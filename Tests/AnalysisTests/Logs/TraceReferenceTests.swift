import Analysis
import Telemetry
import Testing

@Suite struct TraceReferenceTests {
  private static let id = "4bf92f3577b34da6a3ce929d0e0e4736"
  private static let span = "00f067aa0ba902b7"

  @Test(arguments: [
    "msg=x trace_id=\(id) span_id=\(span)", "{\"traceId\":\"\(id)\",\"spanId\":\"\(span)\"}",
    "traceparent: 00-\(id)-\(span)-01", "X-B3-TraceId: \(id) X-B3-SpanId: \(span)",
    "uber-trace-id=\(id):\(span):0:1", "[TraceID: \(id.uppercased())] (spanID=\(span))",
    #"{\"trace_id\":\"\#(id)\",\"span_id\":\"\#(span)\"}"#,
    "\u{1F980}\u{0} TRACE-ID:\(id);x=\u{202E}y|Span.Id:\(span)", "a:b:: trace_id: \(id), span_id: \(span)",
    "\(String(repeating: "word=other ", count: 500))trace.id=\(id) span.id=\(span)",
  ]) func findsBothIDs(line: String) {
    let found = TraceReference.first(in: line)
    #expect(found?.trace.description == Self.id)
    #expect(found?.span?.description == Self.span)
  }

  @Test func readsShortIDs() {
    #expect(TraceReference.first(in: "trace.id=77b34da6a3ce929d")?.trace.high == 0)
    #expect(TraceReference.first(in: "uber-trace-id: 1f:2:0:1")?.trace.low == 0x1f)
  }

  @Test(arguments: [
    "", "nothing here", "trace_id=", "trace_id=abc", "dd.trace_id=1234567890123456789",
    "trace_id=00000000000000000000000000000000", "trace_id=zzf92f3577b34da6a3ce929d0e0e4736",
    "retrace_ideas=\(id)", "\(id)", "trace_id \u{1F980}",
    "trace_id=\u{1F980}", "tracé_id=\(id)", "trace_id", "trace_id:", "::::",
    "traceparent=00-\(id)-\(span)_01",
  ]) func findsNone(line: String) {
    #expect(TraceReference.first(in: line) == nil)
  }

  @Test func readsValues() {
    #expect(TraceReference.value(Self.id)?.trace.description == Self.id)
    #expect(TraceReference.value("00-\(Self.id)-\(Self.span)-01")?.span != nil)
    #expect(TraceReference.value("ok") == nil)
  }
}
