internal import Languages
internal import Telemetry

/// Reads the fields that a query can name from the spans of one loaded trace.
struct SpanFieldReader {
  let tree: TraceTree
  private let idText: String
  private let rootSpan: Span?
  private let traceDurationNs: Int64

  init(_ tree: TraceTree) {
    self.tree = tree
    idText = Self.withoutZeros(tree.trace.id.description)
    let root = tree.mainRoot.map { tree.span(at: $0) }
    rootSpan = root?.parentID == nil ? root : nil
    traceDurationNs = tree.durationNs
  }

  /// Tempo compares ids without leading zeros, so that both forms of one match.
  static func withoutZeros(_ hex: String) -> String { String(hex.drop { $0 == "0" }) }

  /// The field's value; of several (events, links, arrays) the first.
  func value(of field: TraceField, row: Int) -> SpanValue? {
    var found: SpanValue?
    _ = contains(field, row: row) { value in
      found = value
      return true
    }
    return found
  }

  /// Whether any of the field's values passes; an absent field has none.
  func contains(_ field: TraceField, row: Int, where test: (SpanValue) -> Bool) -> Bool {
    switch field {
    case .intrinsic(let intrinsic): return contains(intrinsic, row: row, where: test)
    case .attribute(let scope?, let key): return contains(scope, key, row: row, where: test)
    case .attribute(nil, let key):
      // The innermost scope that has the key decides.
      for scope in [TraceField.Scope.span, .resource, .event, .link, .instrumentation] {
        var isPresent = false
        let passed = contains(scope, key, row: row) { value in
          isPresent = true
          return test(value)
        }
        if isPresent { return passed }
      }
      return false
    }
  }

  private func contains(
    _ scope: TraceField.Scope, _ key: String, row: Int, where test: (SpanValue) -> Bool
  ) -> Bool {
    let spans = tree.trace.spans
    let place = tree.rows[row].span
    switch scope {
    case .span: return Self.contains(key, spans[place].attributes, where: test)
    case .resource:
      guard tree.trace.resources.indices.contains(spans[place].resource) else { return false }
      return Self.contains(key, tree.trace.resources[spans[place].resource].attributes, where: test)
    case .event: return spans[place].events.contains { Self.contains(key, $0.attributes, where: test) }
    case .link: return spans[place].links.contains { Self.contains(key, $0.attributes, where: test) }
    case .instrumentation:
      return self.scope(of: spans[place]).map { Self.contains(key, $0.attributes, where: test) } ?? false
    }
  }

  private static func contains(
    _ key: String, _ attributes: [Attribute], where test: (SpanValue) -> Bool
  ) -> Bool {
    guard let found = attributes.first(where: { $0.key == key }) else { return false }
    if case .array(let values) = found.value {
      return values.contains { SpanValue($0).map(test) ?? false }
    }
    return SpanValue(found.value).map(test) ?? false
  }

  private func scope(of span: Span) -> InstrumentationScope? {
    tree.trace.scopes.indices.contains(span.scope) ? tree.trace.scopes[span.scope] : nil
  }
}

extension SpanFieldReader {
  private func contains(
    _ intrinsic: TraceIntrinsic, row: Int, where test: (SpanValue) -> Bool
  ) -> Bool {
    let span = tree.span(at: row)
    switch intrinsic {
    case .eventName: return span.events.contains { test(.string($0.name)) }
    case .eventTime:
      return span.events.contains { test(.duration(($0.time - span.start).wholeNanoseconds)) }
    case .linkTraceID:
      return span.links.contains { test(.string(Self.withoutZeros($0.traceID.description))) }
    case .linkSpanID:
      return span.links.contains { $0.spanID.map { test(.string($0.description)) } ?? false }
    default: return single(intrinsic, row: row, span).map(test) ?? false
    }
  }

  private func single(_ intrinsic: TraceIntrinsic, row: Int, _ span: Span) -> SpanValue? {
    switch intrinsic {
    case .duration: .duration(span.durationNanoseconds)
    case .name: .string(span.name)
    case .status: .status(span.status)
    case .statusMessage: .string(span.statusMessage)
    case .kind: .kind(span.kind)
    case .childCount: .int(Int64(tree.children(of: row).count))
    case .spanID: .string(span.id.description)
    case .parentID: .string(span.parentID?.description ?? "")
    case .traceID: .string(idText)
    case .traceDuration: .duration(traceDurationNs)
    case .rootName: rootSpan.map { .string($0.name) }
    case .rootServiceName: rootSpan.map { .string(tree.trace.service(of: $0)) }
    // Rows stand in the order in which Tempo numbers nested sets, which begin at 1.
    case .nestedSetParent: .int(span.parentID == nil ? -1 : Int64(tree.rows[row].parent ?? -1) + 1)
    case .instrumentationName: scope(of: span).map { .string($0.name) }
    case .instrumentationVersion: scope(of: span).map { .string($0.version) }
    case .eventName, .eventTime, .linkTraceID, .linkSpanID: nil
    }
  }
}
