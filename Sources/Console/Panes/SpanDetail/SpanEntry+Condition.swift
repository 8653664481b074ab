internal import Languages
internal import Reports
internal import Telemetry

extension SpanEntry {
  /// What a search asks for to find spans like this one; `nil` for what no search compares.
  func condition(of span: Span) -> (field: TraceField, value: TraceLiteral)? {
    switch subject {
    case .name: (.intrinsic(.name), .string(span.name))
    case .kind: TraceLiteral.Kind(rawValue: span.kind.name).map { (.intrinsic(.kind), .kind($0)) }
    case .status: TraceLiteral.Status(rawValue: span.status.name).map { (.intrinsic(.status), .status($0)) }
    case .statusMessage: (.intrinsic(.statusMessage), .string(span.statusMessage))
    case .scopeName: (.intrinsic(.instrumentationName), .string(text))
    case .scopeVersion: (.intrinsic(.instrumentationVersion), .string(text))
    case .event: (.intrinsic(.eventName), .string(text))
    case .link(let index):
      span.links.indices.contains(index)
        ? (.intrinsic(.linkTraceID), .string(span.links[index].traceID.description)) : nil
    case .exception(let index):
      span.events.indices.contains(index)
        ? span.events[index].attributes["exception.type"].flatMap { TraceLiteral($0) }
          .map { (.attribute(.event, "exception.type"), $0) } : nil
    case .attribute(let scope, let key, _):
      value.flatMap { TraceLiteral($0) }.map { (.attribute(scope.field, key), $0) }
    case .fact, .stack, .linkedFrom, .note: nil
    }
  }
}

extension SpanEntry.Subject.Scope {
  fileprivate var field: TraceField.Scope {
    switch self {
    case .span: .span
    case .resource: .resource
    case .instrumentation: .instrumentation
    case .event: .event
    case .link: .link
    }
  }
}

extension TraceLiteral {
  /// `nil` for values that TraceQL compares with nothing: bytes, arrays, maps.
  fileprivate init?(_ value: AttributeValue) {
    switch value {
    case .string(let text): self = .string(text)
    case .int(let number): self = .int(number)
    case .double(let number):
      guard number.isFinite else { return nil }
      self = .float(number)
    case .bool(let flag): self = .bool(flag)
    case .bytes, .array, .map, .empty: return nil
    }
  }
}
