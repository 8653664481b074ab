internal import Languages
public import Telemetry

/// A search that the span metrics can answer too: conditions on service, operation, kind and status
/// alone, all joined by `&&`.
public struct SpanMetricFilter: Hashable, Sendable {
  /// What is counted, each one question.
  public enum Part: String, Hashable, Sendable, CaseIterable {
    case rate, errors, p99
  }

  private let builder: TraceSearchBuilder

  /// - Returns: `nil` when the query asks for what span metrics do not know.
  public init?(TraceQL text: String) {
    guard let builder = TraceSearchBuilder(TraceQL: text), builder.rows.allSatisfy(Self.isKnown) else {
      return nil
    }
    self.builder = builder
  }

  /// - Parameters:
  ///   - family: One of the span metrics' families.
  ///   - window: What rates are taken over.
  /// - Returns: `nil` for a family without spans.
  public func query(
    _ part: Part, of family: ServiceMetricFamily, over range: TimeRange, window: Duration, step: Duration
  ) -> Query? {
    guard family != .httpServer else { return nil }
    var matchers = builder.rows.compactMap { Self.matcher($0, family) }
    if part == .errors { matchers.append(family.failed) }
    let selector = "{" + matchers.joined(separator: ", ") + "}"
    let length = DurationText.prometheus(window)
    let text =
      part == .p99
      ? family.quantile(0.99, selector: selector, window: length, by: ["le"])
      : "sum(rate(\(family.counter)\(selector)[\(length)]))"
    return .metricsRange(PromQL: text, range: range, step: step)
  }

  private static func isKnown(_ row: TraceSearchBuilder.Row) -> Bool {
    guard !row.value.isEmpty, row.value != "nil", !row.value.hasPrefix("\""), row.problem == nil else {
      return false
    }
    switch row.subject {
    case .service, .operation: return [.equal, .notEqual, .matches, .notMatches].contains(row.op)
    case .status, .kind: return [.equal, .notEqual].contains(row.op)
    case .duration, .attribute: return false
    }
  }

  private static func matcher(_ row: TraceSearchBuilder.Row, _ family: ServiceMetricFamily) -> String? {
    let (label, value): (String, String)
    switch row.subject {
    case .service: (label, value) = (family.serviceLabel, row.value)
    case .operation: (label, value) = (family.operationLabel ?? "span_name", row.value)
    case .status: (label, value) = ("status_code", "STATUS_CODE_" + row.value.uppercased())
    case .kind: (label, value) = ("span_kind", "SPAN_KIND_" + row.value.uppercased())
    case .duration, .attribute: return nil
    }
    return "\(label)\(row.op.rawValue)\"\(Labels.escaped(value))\""
  }
}
