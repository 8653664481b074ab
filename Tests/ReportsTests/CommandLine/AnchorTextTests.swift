import Reports
import Telemetry
import Testing

@Suite struct AnchorTextTests {
  let now = Instant(seconds: 1_000_000)
  let id = TraceID(high: 0, low: 0xabc)!

  @Test func metricKeepsModifiers() throws {
    #expect(try AnchorText("metric:up @ end()@now-5m", now: now) == .metric(PromQL: "up @ end()", at: now - .minutes(5)))
    #expect(try AnchorText("metric:sum(up)", now: now) == .metric(PromQL: "sum(up)", at: now))
  }

  @Test func traces() throws {
    #expect(try AnchorText("trace:abc", now: now) == .trace(id, nil))
    #expect(try AnchorText("trace:abc/7", now: now) == .trace(id, SpanID(7)))
  }

  @Test func logs() throws {
    #expect(try AnchorText("log:\(id)@12", now: now) == .logOfTrace(id, at: Instant(seconds: 12)))
    let stripped = try AnchorText("log:a1b2c3d4e5f6071890@12", now: now)
    #expect(stripped == .logOfTrace(try #require(TraceID(hex: "a1b2c3d4e5f6071890")), at: Instant(seconds: 12)))
    let line = try AnchorText(#"log:{app="a"}@1700000000000000001"#, now: now)
    #expect(line == .log(LogQL: #"{app="a"}"#, at: Instant(nanoseconds: 1_700_000_000_000_000_001)))
  }

  @Test(arguments: ["", "up", "metric:", "metric:@5", "trace:xyz", "trace:abc/", "span:1", "trace:0"])
  func refused(text: String) {
    #expect(throws: UsageFailure.self) { try AnchorText(text, now: now) }
  }
}
