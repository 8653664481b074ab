/// An attribute value as OTLP's AnyValue has it. Not `indirect`: arrays are their own indirection, and a large
/// trace has millions of values, each of which would be an allocation.
public enum AttributeValue: Hashable, Sendable {
  case string(String)
  case int(Int64)
  case double(Double)
  case bool(Bool)
  case bytes([UInt8])
  case array([AttributeValue])
  case map([Attribute])
  /// An AnyValue with nothing set.
  case empty
}

extension AttributeValue: CustomStringConvertible {
  /// As people read it: strings bare, arrays and maps as in JSON, bytes in hexadecimal.
  public var description: String {
    switch self {
    case .string(let text): text
    case .int(let value): String(value)
    case .double(let value): String(value)
    case .bool(let value): String(value)
    case .bytes(let bytes): bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    case .array(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
    case .map(let entries):
      "{" + entries.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
    case .empty: ""
    }
  }
}

public struct Attribute: Hashable, Sendable {
  public var key: String
  public var value: AttributeValue

  public init(_ key: String, _ value: AttributeValue) {
    self.key = key
    self.value = value
  }
}

extension [Attribute] {
  public subscript(key: String) -> AttributeValue? { first { $0.key == key }?.value }
}

/// Who emitted spans: OTel's resource. Shared by all spans of a batch.
public struct Resource: Hashable, Sendable {
  public var attributes: [Attribute]
  public init(attributes: [Attribute]) { self.attributes = attributes }

  /// `service.name`, or `unknown_service` as the OTel specification has it.
  public var service: String { attributes["service.name"]?.description ?? "unknown_service" }
}

/// The library that made a span.
public struct InstrumentationScope: Hashable, Sendable {
  public var name: String
  public var version: String
  public var attributes: [Attribute]

  public init(name: String = "", version: String = "", attributes: [Attribute] = []) {
    self.name = name
    self.version = version
    self.attributes = attributes
  }
}

public enum SpanKind: Int, Hashable, Sendable, CaseIterable {
  /// Raw values are OTLP's.
  case unspecified = 0, `internal`, server, client, producer, consumer

  /// Lower case, as TraceQL writes it.
  public var name: String {
    switch self {
    case .unspecified: "unspecified"
    case .internal: "internal"
    case .server: "server"
    case .client: "client"
    case .producer: "producer"
    case .consumer: "consumer"
    }
  }
}

public enum SpanStatus: Int, Hashable, Sendable, CaseIterable {
  /// Raw values are OTLP's.
  case unset = 0, ok, error

  public var name: String {
    switch self {
    case .unset: "unset"
    case .ok: "ok"
    case .error: "error"
    }
  }
}

public struct SpanEvent: Hashable, Sendable {
  public var time: Instant
  public var name: String
  public var attributes: [Attribute]

  public init(time: Instant, name: String, attributes: [Attribute] = []) {
    self.time = time
    self.name = name
    self.attributes = attributes
  }

  /// OTel semantic conventions: an event named `exception` with `exception.type` and friends.
  public var isException: Bool { name == "exception" }
}

public struct SpanLink: Hashable, Sendable {
  public var traceID: TraceID
  public var spanID: SpanID?
  public var attributes: [Attribute]

  public init(traceID: TraceID, spanID: SpanID?, attributes: [Attribute] = []) {
    self.traceID = traceID
    self.spanID = spanID
    self.attributes = attributes
  }
}

public struct Span: Hashable, Sendable {
  public var id: SpanID
  public var parentID: SpanID?
  public var name: String
  public var kind: SpanKind
  public var start: Instant
  /// Never negative: a span whose end precedes its start has zero.
  public var durationNanoseconds: Int64
  public var status: SpanStatus
  public var statusMessage: String
  public var attributes: [Attribute]
  public var events: [SpanEvent]
  public var links: [SpanLink]
  /// Index into `Trace.resources`.
  public var resource: Int
  /// Index into `Trace.scopes`.
  public var scope: Int

  public init(
    id: SpanID, parentID: SpanID? = nil, name: String, kind: SpanKind = .unspecified,
    start: Instant, durationNanoseconds: Int64, status: SpanStatus = .unset,
    statusMessage: String = "", attributes: [Attribute] = [], events: [SpanEvent] = [],
    links: [SpanLink] = [], resource: Int = 0, scope: Int = 0
  ) {
    self.id = id
    self.parentID = parentID
    self.name = name
    self.kind = kind
    self.start = start
    self.durationNanoseconds = max(0, durationNanoseconds)
    self.status = status
    self.statusMessage = statusMessage
    self.attributes = attributes
    self.events = events
    self.links = links
    self.resource = resource
    self.scope = scope
  }

  public var end: Instant { Instant(nanoseconds: start.nanoseconds &+ durationNanoseconds) }
}

/// A whole trace as the server returned it: spans in any order, parents possibly missing.
public struct Trace: Equatable, Sendable {
  public var id: TraceID
  public var spans: [Span]
  public var resources: [Resource]
  public var scopes: [InstrumentationScope]
  /// The server left spans out (Tempo's `PARTIAL`); its message when it gave one.
  public var partial: Bool
  public var message: String?
  /// It is too large to be had whole, and these are the parts that matter most; asking again brings no more.
  public var isInParts = false
  public var source: SourceID?

  public init(
    id: TraceID, spans: [Span], resources: [Resource], scopes: [InstrumentationScope] = [],
    partial: Bool = false, message: String? = nil, source: SourceID? = nil
  ) {
    self.id = id
    self.spans = spans
    self.resources = resources
    self.scopes = scopes
    self.partial = partial
    self.message = message
    self.source = source
  }

  public func service(of span: Span) -> String {
    resources.indices.contains(span.resource) ? resources[span.resource].service : "unknown_service"
  }
}

/// A trace as a search lists it.
public struct TraceSummary: Hashable, Sendable {
  public struct MatchedSpan: Hashable, Sendable {
    public var id: SpanID
    /// Often empty: Tempo sends it only when the query selects it.
    public var name: String
    public var start: Instant
    public var durationNanoseconds: Int64
    public var attributes: [Attribute]

    public init(
      id: SpanID, name: String, start: Instant, durationNanoseconds: Int64, attributes: [Attribute]
    ) {
      self.id = id
      self.name = name
      self.start = start
      self.durationNanoseconds = durationNanoseconds
      self.attributes = attributes
    }
  }

  public var id: TraceID
  /// `nil` while Tempo has not received the root span.
  public var rootService: String?
  public var rootName: String?
  public var start: Instant
  public var durationNanoseconds: Int64
  /// `nil` where the server does not count.
  public var spanCount: Int?
  public var errorCount: Int?
  public var services: [String]
  public var matched: [MatchedSpan]
  /// How many spans matched in all; may exceed `matched.count`.
  public var matchedCount: Int
  public var source: SourceID?

  public init(
    id: TraceID, rootService: String?, rootName: String?, start: Instant,
    durationNanoseconds: Int64, spanCount: Int?, errorCount: Int?, services: [String],
    matched: [MatchedSpan], matchedCount: Int, source: SourceID? = nil
  ) {
    self.id = id
    self.rootService = rootService
    self.rootName = rootName
    self.start = start
    self.durationNanoseconds = durationNanoseconds
    self.spanCount = spanCount
    self.errorCount = errorCount
    self.services = services
    self.matched = matched
    self.matchedCount = matchedCount
    self.source = source
  }
}
