internal import Languages
internal import Telemetry

/// Reads one field of a span.
struct FieldReader {
  let field: TraceField

  init(_ field: TraceField) { self.field = field }

  /// The field's value; of several (events, links, arrays) the first.
  func value(of span: Int, in trace: IndexedTrace) -> FieldValue {
    var found = FieldValue.absent
    _ = contains(in: trace, span) { value in
      found = value
      return true
    }
    return found
  }

  /// Whether any of the field's values passes; absent fields have none.
  func contains(in trace: IndexedTrace, _ place: Int, where test: (FieldValue) -> Bool) -> Bool {
    let span = trace.trace.spans[place]
    switch field {
    case .intrinsic(let intrinsic):
      return Self.contains(intrinsic, trace, place, span, where: test)
    case .attribute(let scope?, let key):
      return Self.contains(scope, key, trace.trace, span, where: test)
    case .attribute(nil, let key):
      // The innermost scope that has the key decides.
      for scope in [TraceField.Scope.span, .resource, .event, .link, .instrumentation] {
        var present = false
        let passed = Self.contains(scope, key, trace.trace, span) { value in
          present = true
          return test(value)
        }
        if present { return passed }
      }
      return false
    }
  }

  private static func contains(
    _ scope: TraceField.Scope, _ key: String, _ trace: Trace, _ span: Span,
    where test: (FieldValue) -> Bool
  ) -> Bool {
    switch scope {
    case .span: return contains(key, span.attributes, where: test)
    case .resource:
      guard trace.resources.indices.contains(span.resource) else { return false }
      return contains(key, trace.resources[span.resource].attributes, where: test)
    case .event: return span.events.contains { contains(key, $0.attributes, where: test) }
    case .link: return span.links.contains { contains(key, $0.attributes, where: test) }
    case .instrumentation:
      guard trace.scopes.indices.contains(span.scope) else { return false }
      return contains(key, trace.scopes[span.scope].attributes, where: test)
    }
  }

  private static func contains(
    _ key: String, _ attributes: [Attribute], where test: (FieldValue) -> Bool
  ) -> Bool {
    for attribute in attributes where attribute.key == key {
      if case .array(let values) = attribute.value {
        return values.contains { test(FieldValue($0)) }
      }
      let value = FieldValue(attribute.value)
      return value != .absent && test(value)
    }
    return false
  }

  private static func contains(
    _ intrinsic: TraceIntrinsic, _ trace: IndexedTrace, _ place: Int, _ span: Span,
    where test: (FieldValue) -> Bool
  ) -> Bool {
    switch intrinsic {
    case .eventName: return span.events.contains { test(.string($0.name)) }
    case .eventTime:
      return span.events.contains {
        test(.duration($0.time.nanoseconds &- span.start.nanoseconds))
      }
    case .linkTraceID:
      return span.links.contains {
        test(.string(IndexedTrace.stripped($0.traceID.description)))
      }
    case .linkSpanID:
      return span.links.contains { $0.spanID.map { test(.string($0.description)) } ?? false }
    default:
      let value = single(intrinsic, trace, place, span)
      return value != .absent && test(value)
    }
  }

  private static func single(
    _ intrinsic: TraceIntrinsic, _ trace: IndexedTrace, _ place: Int, _ span: Span
  ) -> FieldValue {
    switch intrinsic {
    case .duration: .duration(span.durationNanoseconds)
    case .name: .string(span.name)
    case .status: .status(span.status)
    case .statusMessage: .string(span.statusMessage)
    case .kind: .kind(span.kind)
    case .childCount: .int(Int64(trace.childCounts[place]))
    case .spanID: .string(span.id.description)
    case .parentID: .string(span.parentID?.description ?? "")
    case .traceID: .string(trace.idText)
    case .traceDuration: .duration(trace.duration)
    case .rootName: trace.root.map { .string($0.name) } ?? .absent
    case .rootServiceName: trace.rootService.map { .string($0) } ?? .absent
    case .nestedSetParent: .int(span.parentID == nil ? -1 : Int64(trace.parents[place]) + 1)
    case .instrumentationName: scope(of: span, trace).map { .string($0.name) } ?? .absent
    case .instrumentationVersion: scope(of: span, trace).map { .string($0.version) } ?? .absent
    case .eventName, .eventTime, .linkTraceID, .linkSpanID: .absent
    }
  }

  private static func scope(of span: Span, _ trace: IndexedTrace) -> InstrumentationScope? {
    let scopes = trace.trace.scopes
    return scopes.indices.contains(span.scope) ? scopes[span.scope] : nil
  }
}
