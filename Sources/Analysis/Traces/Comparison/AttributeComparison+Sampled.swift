public import Languages
public import Telemetry

extension AttributeComparison {
  /// Spans of fetched traces against each other.
  ///
  /// - Parameters:
  ///   - isSelected: `nil` for spans that belong to neither side.
  ///   - ignored: What the selection was made by, which differs as a matter of course.
  public init(
    spansOf traces: [Trace], ignoring ignored: Set<TraceField> = [], _ thresholds: Thresholds = Thresholds(),
    isSelected: (Trace, Span) -> Bool?
  ) {
    var tally = AttributeTally()
    for trace in traces {
      for span in trace.spans {
        guard let side = isSelected(trace, span) else { continue }
        tally.add(Self.observations(of: span, in: trace, ignored), isSelected: side)
      }
    }
    self.init(tally, origin: .sampledSpans, thresholds)
  }

  /// Whole traces against each other: a trace has what any of its spans has.
  public init(
    traces: [Trace], ignoring ignored: Set<TraceField> = [], _ thresholds: Thresholds = Thresholds(),
    isSelected: (Trace) -> Bool?
  ) {
    var tally = AttributeTally()
    for trace in traces {
      guard let side = isSelected(trace) else { continue }
      var values: Set<AttributeObservation> = []
      for span in trace.spans { values.formUnion(Self.observations(of: span, in: trace, ignored)) }
      tally.add(values, isSelected: side)
    }
    self.init(tally, origin: .sampledTraces, thresholds)
  }

  private static func observations(
    of span: Span, in trace: Trace, _ ignored: Set<TraceField>
  ) -> Set<AttributeObservation> {
    var values: Set<AttributeObservation> = []
    let insert = { (field: TraceField, value: TraceLiteral?) in
      guard let value, !ignored.contains(field), !value.isLong else { return }
      values.insert(AttributeObservation(field: field, value: value))
    }
    insert(.intrinsic(.name), .string(span.name))
    insert(.intrinsic(.kind), TraceLiteral.Kind(rawValue: span.kind.name).map(TraceLiteral.kind))
    insert(
      .intrinsic(.status), TraceLiteral.Status(rawValue: span.status.name).map(TraceLiteral.status))
    if !span.statusMessage.isEmpty { insert(.intrinsic(.statusMessage), .string(span.statusMessage)) }
    for attribute in span.attributes {
      insert(.attribute(.span, attribute.key), TraceLiteral(attribute.value))
    }
    for attribute in span.events.flatMap(\.attributes) {
      insert(.attribute(.event, attribute.key), TraceLiteral(attribute.value))
    }
    if trace.resources.indices.contains(span.resource) {
      for attribute in trace.resources[span.resource].attributes {
        insert(.attribute(.resource, attribute.key), TraceLiteral(attribute.value))
      }
    }
    return values
  }
}

extension TraceLiteral {
  /// Stack traces and documents tell nothing as values.
  fileprivate var isLong: Bool {
    if case .string(let text) = self { text.utf8.count > 300 } else { false }
  }
}
