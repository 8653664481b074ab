import Telemetry

@testable import Console

/// Traces for the other views of a trace: statements, exceptions, links, circles.
enum TraceViewSamples {
  static let faster = TraceID(hex: "0000000000000000000000000000fa57")!

  /// One span with everything a detail can show.
  static var detailed: Trace {
    var span = SampleTraces.span(1, "POST /orders", at: 0, for: 120, status: .error)
    span.statusMessage = "order not stored"
    span.attributes = [
      Attribute("http.request.method", .string("POST")), Attribute("http.response.status_code", .int(500)),
      Attribute(
        "db.query.text", .string("INSERT INTO orders (id) SELECT o.id FROM carts o WHERE o.user = $1 AND o.open LIMIT 1")),
      Attribute("order", .string(#"{"id":7,"items":[{"sku":"a-1","count":2}],"note":"leave at the door"}"#)),
      Attribute("hosts", .array([.string("a"), .string("b")])),
    ]
    let stack = (1...9).map { "   at Shop.Orders.Step\($0)(Order order)" }.joined(separator: "\n")
    span.events = [
      SpanEvent(time: span.start + .milliseconds(20), name: "retry", attributes: [Attribute("attempt", .int(2))]),
      SpanEvent(
        time: span.start + .milliseconds(90), name: "exception",
        attributes: [
          Attribute("exception.type", .string("Shop.StoreException")),
          Attribute("exception.message", .string("deadlock found when trying to get lock")),
          Attribute("exception.stacktrace", .string(stack)),
        ]),
    ]
    span.links = [
      SpanLink(traceID: SampleTraces.other, spanID: SpanID(1), attributes: [Attribute("reason", .string("retry of"))]),
      SpanLink(traceID: faster, spanID: SpanID(1)),
    ]
    return Trace(
      id: SampleTraces.id, spans: [span], resources: [SampleTraces.resource("shop")],
      scopes: [InstrumentationScope(name: "Shop.Web", version: "2.1")])
  }

  /// A shop that calls a database ten times and is called back by its queue.
  static func shop(_ id: TraceID, slow: Int64, withCache: Bool) -> Trace {
    var spans = [
      SampleTraces.span(1, "GET /cart", at: 0, for: 60 + slow),
      SampleTraces.span(2, under: 1, "list", at: 5, for: 40 + slow, resource: 1),
      SampleTraces.span(3, under: 2, "SELECT", at: 10, for: 10, resource: 2),
      SampleTraces.span(4, under: 2, "SELECT", at: 25, for: slow, resource: 2, status: .error),
      SampleTraces.span(5, under: 1, "render", at: 48 + slow, for: 8),
    ]
    if withCache { spans.append(SampleTraces.span(6, under: 2, "GET cart", at: 6, for: 2, resource: 3)) }
    return Trace(
      id: id, spans: spans,
      resources: ["gateway", "shop", "postgres", "redis"].map(SampleTraces.resource))
  }
}
