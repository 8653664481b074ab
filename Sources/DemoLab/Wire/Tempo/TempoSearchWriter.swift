internal import Languages
internal import Telemetry

/// Writes one trace of a search answer.
struct TempoSearchWriter {
  /// What the query names.
  let fields: [TraceField]
  let spansPerSet: Int
  /// Whether spansets are shown: they are for TraceQL, not for tags.
  let isDetailed: Bool

  func match(_ match: TraceSearch.Match, _ json: inout JSONWriter) {
    let trace = match.trace
    json.object { json in
      json.field("traceID", trace.idText)
      json.field("rootServiceName", trace.rootService ?? "<root span not yet received>")
      if let root = trace.root { json.field("rootTraceName", root.name) }
      json.field("startTimeUnixNano", String(trace.start))
      let milliseconds = trace.duration / 1_000_000
      if milliseconds > 0 { json.field("durationMs", milliseconds) }
      guard isDetailed else { return }
      if let first = match.spansets.first {
        json.field("spanSet") { spanset(first, trace, &$0) }
      }
      json.field("spanSets") { $0.array(of: match.spansets) { spanset($1, trace, &$0) } }
      json.field("serviceStats") { serviceStats(trace.trace, &$0) }
    }
  }

  private func spanset(_ set: Spanset, _ trace: IndexedTrace, _ json: inout JSONWriter) {
    json.object { json in
      json.field("spans") { json in
        json.array(of: set.spans.prefix(spansPerSet)) { span($1, trace, &$0) }
      }
      json.field("matched", set.spans.count)
      guard !set.attributes.isEmpty else { return }
      json.field("attributes") { json in
        json.array(of: set.attributes) { Self.entry($1.name, $1.value, &$0) }
      }
    }
  }

  private func span(_ place: Int, _ trace: IndexedTrace, _ json: inout JSONWriter) {
    let span = trace.trace.spans[place]
    json.object { json in
      json.field("spanID", span.id.description)
      if fields.contains(.intrinsic(.name)) { json.field("name", span.name) }
      json.field("startTimeUnixNano", String(span.start.nanoseconds))
      json.field("durationNanos", String(span.durationNanoseconds))
      let shown = shownFields.map { ($0, FieldReader($0).value(of: place, in: trace)) }
        .filter { $0.1 != .absent }
      guard !shown.isEmpty else { return }
      json.field("attributes") { json in
        json.array(of: shown) { Self.entry($1.0.unscopedName, $1.1, &$0) }
      }
    }
  }

  /// All but what a span or its trace tells in a member of its own.
  private var shownFields: [TraceField] {
    let elsewhere: Set<TraceIntrinsic> = [
      .name, .duration, .spanID, .traceID, .traceDuration, .rootName, .rootServiceName,
    ]
    return fields.filter { field in
      if case .intrinsic(let intrinsic) = field { !elsewhere.contains(intrinsic) } else { true }
    }
  }

  private func serviceStats(_ trace: Trace, _ json: inout JSONWriter) {
    var stats = [String: (spans: Int, errors: Int)]()
    for span in trace.spans {
      let isError = span.status == .error
      stats[trace.service(of: span), default: (0, 0)].spans += 1
      if isError { stats[trace.service(of: span), default: (0, 0)].errors += 1 }
    }
    json.object { json in
      for (service, counts) in stats.sorted(by: { $0.key < $1.key }) {
        json.field(service) { json in
          json.object { json in
            json.field("spanCount", counts.spans)
            if counts.errors > 0 { json.field("errorCount", counts.errors) }
          }
        }
      }
    }
  }

  /// `{key, value}` with the value typed.
  static func entry(_ name: String, _ value: FieldValue, _ json: inout JSONWriter) {
    json.object { json in
      json.field("key", name)
      json.field("value") { OTLPTraceWriter.value(value.attributeValue, &$0) }
    }
  }
}

extension FieldValue {
  /// As an AnyValue: numbers and booleans typed, all else as text.
  var attributeValue: AttributeValue {
    switch self {
    case .int(let value): .int(value)
    case .float(let value): .double(value)
    case .bool(let value): .bool(value)
    default: .string(text)
    }
  }
}
