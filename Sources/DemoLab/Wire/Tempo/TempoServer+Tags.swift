internal import Backends
internal import Languages
internal import Telemetry

extension TempoServer {
  /// How many traces are read for names and values: more would say the same.
  private static let sampledTraces = 2000

  /// `/api/search/tags`
  func tagNames(_ parameters: TempoParameters) throws(TraceRefusal) -> HTTPResponse {
    let names = try tags(parameters).filter { $0.scope != "intrinsic" }
    return .tempoJSON { json in
      json.object { json in
        json.field("tagNames") { json in
          json.array(of: Set(names.flatMap(\.names)).sorted()) { $0.string($1) }
        }
        Self.inspected(&json)
      }
    }
  }

  /// `/api/v2/search/tags`
  func scopedTags(_ parameters: TempoParameters) throws(TraceRefusal) -> HTTPResponse {
    let scopes = try tags(parameters)
    return .tempoJSON { json in
      json.object { json in
        json.field("scopes") { json in
          json.array(of: scopes) { json, scope in
            json.object { json in
              json.field("name", scope.scope)
              json.field("tags") { $0.array(of: scope.names) { $0.string($1) } }
            }
          }
        }
        Self.inspected(&json)
      }
    }
  }

  /// `/api/v2/search/tag/TAG/values`
  func typedTagValues(
    _ tag: String, _ parameters: TempoParameters
  ) throws(TraceRefusal) -> HTTPResponse {
    let values = try values(of: try Self.field(tag), parameters)
    return .tempoJSON { json in
      json.object { json in
        json.field("tagValues") { json in
          json.array(of: values) { json, value in
            json.object { json in
              json.field("type", value.typeName)
              if !value.text.isEmpty { json.field("value", value.text) }
            }
          }
        }
        Self.inspected(&json)
      }
    }
  }

  /// `/api/search/tag/TAG/values`, whose tags have no scope.
  func tagValues(_ tag: String, _ parameters: TempoParameters) throws(TraceRefusal) -> HTTPResponse {
    let field = TraceIntrinsic(spelling: tag).map(TraceField.intrinsic) ?? .attribute(nil, tag)
    let values = try values(of: field, parameters)
    return .tempoJSON { json in
      json.object { json in
        json.field("tagValues") { $0.array(of: values) { $0.string($1.text) } }
        Self.inspected(&json)
      }
    }
  }

  private static func inspected(_ json: inout JSONWriter) {
    json.field("metrics") { json in
      json.object { $0.field("inspectedBytes", String(sampledTraces * 512)) }
    }
  }

  // MARK: Names

  private func tags(
    _ parameters: TempoParameters
  ) throws(TraceRefusal) -> [(scope: String, names: [String])] {
    let wanted = parameters["scope"]
    let known = TraceField.Scope.allCases.map(\.rawValue) + ["intrinsic"]
    if let wanted, !known.contains(wanted) {
      throw TraceRefusal("invalid scope: \(wanted)")
    }
    var names = [String: Set<String>]()
    for trace in try sample(parameters) { Self.collect(trace, into: &names) }
    names["intrinsic"] = Set(TraceIntrinsic.allCases.flatMap { [$0.rawValue] + $0.alternatives })
    return ["resource", "link", "span", "event", "instrumentation", "intrinsic"].compactMap {
      guard wanted == nil || wanted == $0, let found = names[$0], !found.isEmpty else { return nil }
      return ($0, found.sorted())
    }
  }

  private static func collect(_ trace: Trace, into names: inout [String: Set<String>]) {
    func add(_ attributes: [Attribute], _ scope: TraceField.Scope) {
      guard !attributes.isEmpty else { return }
      names[scope.rawValue, default: []].formUnion(attributes.lazy.map(\.key))
    }
    for resource in trace.resources { add(resource.attributes, .resource) }
    for scope in trace.scopes { add(scope.attributes, .instrumentation) }
    for span in trace.spans {
      add(span.attributes, .span)
      for event in span.events { add(event.attributes, .event) }
      for link in span.links { add(link.attributes, .link) }
    }
  }

  private func sample(_ parameters: TempoParameters) throws(TraceRefusal) -> [Trace] {
    let range = searched(try parameters.searchRange(), now: parameters.now)
    var traces = [Trace]()
    store.traces(in: range) { trace in
      traces.append(trace)
      return traces.count < Self.sampledTraces
    }
    return traces
  }

  // MARK: Values

  private static func field(_ tag: String) throws(TraceRefusal) -> TraceField {
    if let intrinsic = TraceIntrinsic(spelling: tag) { return .intrinsic(intrinsic) }
    let refusal = TraceRefusal("tag name is not valid intrinsic or scoped attribute: \(tag)")
    guard let point = tag.firstIndex(of: ".") else { throw refusal }
    let key = String(tag[tag.index(after: point)...])
    guard !key.isEmpty else { throw refusal }
    if point == tag.startIndex { return .attribute(nil, key) }
    guard let scope = TraceField.Scope(rawValue: String(tag[..<point])) else { throw refusal }
    return .attribute(scope, key)
  }

  /// Distinct values, sorted as text. A filter that cannot be read filters nothing.
  private func values(
    of field: TraceField, _ parameters: TempoParameters
  ) throws(TraceRefusal) -> [FieldValue] {
    if field == .intrinsic(.status) { return SpanStatus.allCases.map(FieldValue.status) }
    if field == .intrinsic(.kind) { return SpanKind.allCases.map(FieldValue.kind) }
    let filter = parameters["q"].flatMap { text in
      (try? TempoParameters.expression(text)).flatMap { try? TraceSearch($0) }
    }
    let reader = FieldReader(field)
    var found = Set<FieldValue>()
    for trace in try sample(parameters) {
      let indexed = IndexedTrace(trace)
      for span in filter?.spans(of: indexed) ?? Array(trace.spans.indices) {
        _ = reader.contains(in: indexed, span) { value in
          found.insert(value)
          return false
        }
      }
    }
    let limit = try parameters.positive("limit") ?? 5000
    return Array(found.sorted { $0.text < $1.text }.prefix(limit))
  }
}

extension FieldValue {
  /// As the values endpoint types them.
  fileprivate var typeName: String {
    switch self {
    case .int: "int"
    case .float: "float"
    case .bool: "bool"
    case .duration: "duration"
    case .status, .kind: "keyword"
    case .string, .absent: "string"
    }
  }
}
