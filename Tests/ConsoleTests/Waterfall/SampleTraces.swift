import Telemetry

/// Traces that the lab never makes.
enum SampleTraces {
  static let id = TraceID(hex: "0000000000000000000000000000cafe")!
  static let other = TraceID(hex: "0000000000000000000000000000beef")!
  static let start = Walker.moment - .minutes(5)

  static func span(
    _ id: UInt64, under parent: UInt64? = nil, _ name: String, at ms: Int64, for length: Int64,
    resource: Int = 0, status: SpanStatus = .unset
  ) -> Span {
    Span(
      id: SpanID(id)!, parentID: parent.flatMap(SpanID.init), name: name, kind: .server,
      start: start + .milliseconds(ms), durationNanoseconds: length * 1_000_000, status: status,
      attributes: [Attribute("http.route", .string("/\(name)"))], resource: resource)
  }

  static func resource(_ service: String) -> Resource {
    Resource(attributes: [Attribute("service.name", .string(service)), Attribute("host.name", .string("node1"))])
  }

  /// Two roots, one parent that never arrived, one clock that runs behind, a link to another trace.
  static var untidy: Trace {
    var linked = span(6, under: 5, "publish", at: 120, for: 30)
    linked.links = [SpanLink(traceID: other, spanID: SpanID(1))]
    return Trace(
      id: id,
      spans: [
        span(1, "GET /cart", at: 0, for: 100), span(2, under: 1, "read", at: -40, for: 20, resource: 1),
        span(3, under: 1, "write", at: 30, for: 60, resource: 1, status: .error),
        span(4, under: 99, "orphan", at: 50, for: 20, resource: 2), span(5, "consume", at: 110, for: 50),
        linked,
      ], resources: [resource("shop"), resource("db"), resource("queue")])
  }

  static var single: Trace { Trace(id: other, spans: [span(1, "tick", at: 0, for: 0)], resources: [resource("cron")]) }

  /// A root, and below it `groups` requests with ten identical queries each.
  static func large(groups: Int) -> Trace {
    var spans = [span(1, "batch", at: 0, for: Int64(groups) * 10)]
    var next: UInt64 = 2
    for group in 0..<groups {
      let request = next
      spans.append(span(request, under: 1, "request", at: Int64(group) * 10, for: 10))
      for query in 0..<10 {
        next += 1
        spans.append(
          span(next, under: request, "SELECT", at: Int64(group) * 10 + Int64(query), for: 1, resource: 1))
      }
      next += 1
    }
    return Trace(id: id, spans: spans, resources: [resource("worker"), resource("db")])
  }

  /// A script that knows these traces and nothing else.
  static func script(_ traces: Trace...) -> Stage.Script {
    { _, query in
      guard case .trace(let id, _) = query else { return .success(Answer(.series([]))) }
      return .success(Answer(.trace(traces.first { $0.id == id })))
    }
  }
}
