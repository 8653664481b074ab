import Backends
import DemoLab
import Telemetry

/// A store of a few traces made by hand.
///
/// ```
/// gateway GET /play          server   5 s   ────────────────────
/// └─ jellyfin play           internal 4 s     ────────────────
///    ├─ jellyfin db          client   1 ms    ─
///    └─ nas nfs.read         client   3 s       ────────────   error, two events
/// ```
struct MemoryTraceStore: TraceStore {
  var all: [Trace]

  func traces(in range: TimeRange, visit: (Trace) -> Bool) {
    let starting = all.map { (trace: $0, start: $0.spans.map(\.start).min() ?? .epoch) }
    for entry in starting.sorted(by: { $0.start > $1.start }) where range.contains(entry.start) {
      if !visit(entry.trace) { return }
    }
  }

  func trace(_ id: TraceID) -> Trace? { all.first { $0.id == id } }
}

enum TraceFixture {
  static let now = Instant(seconds: 1_795_230_600)

  /// `count` traces, one every ten seconds, the newest a minute old; odd ones are slow and fail.
  static func store(_ count: Int = 6) -> MemoryTraceStore {
    MemoryTraceStore(all: (0..<count).compactMap { trace($0) })
  }

  static func server(_ count: Int = 6) -> TempoServer { TempoServer(store: store(count)) }

  static func trace(_ number: Int) -> Trace? {
    guard let id = TraceID(high: 0x0a, low: UInt64(number) + 1) else { return nil }
    let start = now - .seconds(60 + 10 * number)
    let slow = number % 2 == 1
    var spans = [Span]()
    func add(
      _ number: UInt64, under parent: UInt64?, _ name: String, _ kind: SpanKind, after offset: Duration,
      lasting duration: Duration, _ attributes: [Attribute], resource: Int
    ) {
      guard let span = SpanID(number) else { return }
      spans.append(
        Span(
          id: span, parentID: parent.flatMap { SpanID($0) }, name: name, kind: kind, start: start + offset,
          durationNanoseconds: duration.wholeNanoseconds, attributes: attributes, resource: resource))
    }
    let length = slow ? 5 : 1
    add(
      1, under: nil, "GET /play", .server, after: .zero, lasting: .seconds(length),
      [Attribute("http.route", .string("/play")), Attribute("http.status", .int(slow ? 500 : 200))],
      resource: 0)
    add(
      2, under: 1, "play", .internal, after: .milliseconds(10), lasting: .milliseconds(length * 900),
      [Attribute("item", .string("Dune")), Attribute("tags", .array([.string("a"), .string("b")]))],
      resource: 1)
    add(
      3, under: 2, "db", .client, after: .milliseconds(20), lasting: .milliseconds(1),
      [Attribute("rows", .int(12)), Attribute("ratio", .double(0.5)), Attribute("cached", .bool(true))],
      resource: 1)
    add(
      4, under: 2, "nfs.read", .client, after: .milliseconds(30), lasting: .milliseconds(length * 600),
      [], resource: 2)
    if slow {
      spans[3].status = .error
      spans[3].statusMessage = "stalled"
      spans[3].events = [
        SpanEvent(
          time: start + .milliseconds(50), name: "retransmit", attributes: [Attribute("attempt", .int(1))]),
        SpanEvent(
          time: start + .milliseconds(90), name: "retransmit", attributes: [Attribute("attempt", .int(2))]),
      ]
      spans[3].links = [SpanLink(traceID: id, spanID: SpanID(1), attributes: [])]
    }
    let services = ["gateway", "jellyfin", "nas"].map {
      Resource(attributes: [Attribute("service.name", .string($0)), Attribute("host", .string("ringtail"))])
    }
    return Trace(
      id: id, spans: spans, resources: services,
      scopes: [InstrumentationScope(name: "lab", version: "1.0")])
  }
}

extension TempoServer {
  func get(_ path: String, _ query: [(String, String)] = []) -> HTTPResponse {
    respond(
      HTTPRequest(.get, path, query: query.map { HTTPRequest.Field($0.0, $0.1) }), now: TraceFixture.now)
  }

  func search(_ query: String, _ more: [(String, String)] = []) -> HTTPResponse {
    get("/api/search", [("q", query)] + more)
  }
}
