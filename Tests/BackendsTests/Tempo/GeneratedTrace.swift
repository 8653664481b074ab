internal import Telemetry

/// Traces with everything a span can carry, the same for the same seed.
struct GeneratedTrace {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// Resources and scopes stand in the order in which the spans use them, as a reader meets them.
  mutating func trace(spans count: Int) -> Trace {
    var trace = Trace(id: TraceID(high: next() | 1, low: next())!, spans: [], resources: [], scopes: [])
    for number in 0..<count {
      var span = span(number)
      let resource = Resource(attributes: [Attribute("service.name", .string("service-\(below(4))"))])
      let scope = InstrumentationScope(name: "library-\(below(3))", version: "1.\(below(2))")
      span.resource = Self.index(of: resource, in: &trace.resources)
      span.scope = Self.index(of: scope, in: &trace.scopes)
      trace.spans.append(span)
    }
    return trace
  }

  private mutating func span(_ number: Int) -> Span {
    Span(
      id: SpanID(UInt64(number) + 1)!, parentID: number == 0 ? nil : SpanID(UInt64(below(number)) + 1),
      name: "operation \(below(5)) of some length", kind: SpanKind.allCases[below(6)],
      start: Instant(nanoseconds: 1_795_231_815_000_000_000 + Int64(below(1_000_000))),
      durationNanoseconds: Int64(below(1_000_000)), status: SpanStatus.allCases[below(3)],
      statusMessage: below(4) == 0 ? "it went wrong in a new way" : "", attributes: attributes(depth: 0),
      events: (0..<below(3)).map { _ in
        SpanEvent(
          time: Instant(nanoseconds: Int64(below(1_000_000)) + 1), name: "exception",
          attributes: attributes(depth: 2))
      },
      links: (0..<below(2)).map { _ in
        SpanLink(
          traceID: TraceID(high: next(), low: next() | 1)!, spanID: SpanID(next() | 1),
          attributes: attributes(depth: 2))
      })
  }

  private mutating func attributes(depth: Int) -> [Attribute] {
    (0..<below(6)).map { Attribute("attribute.number.\($0).of.many", value(depth: depth)) }
  }

  private mutating func value(depth: Int) -> AttributeValue {
    switch below(depth < 3 ? 8 : 6) {
    case 0: .string("a text that repeats now and then \(below(3))")
    case 1: .int(Int64(bitPattern: next()))
    case 2: .double(Double(Int64(bitPattern: next())) / 1024)
    case 3: .bool(below(2) == 0)
    case 4: .bytes((0..<below(20)).map { UInt8(truncatingIfNeeded: $0 &* 37) })
    case 5: below(2) == 0 ? .empty : .string("é→∞")
    case 6: .array((0..<below(3)).map { _ in value(depth: depth + 1) })
    default: .map(attributes(depth: depth + 1))
    }
  }

  private static func index<Item: Equatable>(of item: Item, in items: inout [Item]) -> Int {
    if let index = items.firstIndex(of: item) { return index }
    items.append(item)
    return items.count - 1
  }

  private mutating func below(_ bound: Int) -> Int { Int(next() >> 33) % bound }

  /// xorshift64.
  private mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
