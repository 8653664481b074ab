/// What every span, trace, event or link has without anybody setting an attribute.
///
/// The raw value is the name servers use in their answers; old and new spellings mean the same.
public enum TraceIntrinsic: String, Hashable, Sendable, CaseIterable {
  case duration
  case name
  case status
  case statusMessage
  case kind
  case childCount = "span:childCount"
  case spanID = "span:id"
  case parentID = "span:parentID"
  case traceID = "trace:id"
  case traceDuration
  case rootName
  case rootServiceName
  case eventName = "event:name"
  case eventTime = "event:timeSinceStart"
  case linkTraceID = "link:traceID"
  case linkSpanID = "link:spanID"
  case instrumentationName = "instrumentation:name"
  case instrumentationVersion = "instrumentation:version"
  /// −1 for spans without a parent, which is what people ask it for.
  case nestedSetParent

  /// From any spelling a query may use.
  public init?(spelling: String) {
    if let exact = TraceIntrinsic(rawValue: spelling) {
      self = exact
    } else if let match = Self.allCases.first(where: { $0.alternatives.contains(spelling) }) {
      self = match
    } else {
      return nil
    }
  }

  /// Spellings besides the raw value.
  public var alternatives: [String] {
    switch self {
    case .duration: ["span:duration"]
    case .name: ["span:name"]
    case .status: ["span:status"]
    case .statusMessage: ["span:statusMessage"]
    case .kind: ["span:kind"]
    case .childCount: ["childCount"]
    case .traceDuration: ["trace:duration"]
    case .rootName: ["trace:rootName"]
    case .rootServiceName: ["trace:rootService", "trace:rootServiceName"]
    default: []
    }
  }
}
