internal import Languages
public import Telemetry

/// The traces behind a point of a chart that has no exemplars: searched by duration and labels.
public struct ExemplarSearch: Hashable, Sendable {
  /// The point, to be searched around.
  public var moment: Instant
  /// The value there, in `unit`.
  public var value: Double
  /// Durations bound the search; values of any other unit do not.
  public var unit: MetricUnit
  /// Of the series.
  public var labels: Labels
  /// The query that drew the chart; its matchers count where the labels say nothing.
  public var query: String?
  /// How far around the moment to look.
  public var step: Duration
  /// Job or label value to `service.name`, where names differ between signals.
  public var renames: [String: String]

  public init(
    moment: Instant, value: Double, unit: MetricUnit, labels: Labels, query: String? = nil,
    step: Duration, renames: [String: String] = [:]
  ) {
    self.moment = moment
    self.value = value
    self.unit = unit
    self.labels = labels
    self.query = query
    self.step = step
    self.renames = renames
  }

  /// A step, but at least a minute, on either side of the point.
  public var range: TimeRange { TimeRange(around: moment, margin: max(step, .minutes(1))) }

  /// The searches to try in this order, each looser than the one before: with all that the labels
  /// say, without the route, without the duration. Empty when no label speaks of a service, an
  /// operation, a namespace or a pod.
  public var traceQL: [String] {
    let all = told
    guard let identity = place(in: all) else { return [] }
    let operation = operation(in: all) ?? .binary(.equal, .field(.intrinsic(.kind)), .literal(.kind(.server)))
    let kept = [identity, status(in: all)].compactMap { $0 }
    let attempts = [
      kept + [operation] + [route(in: all), duration].compactMap { $0 },
      kept + [operation] + [duration].compactMap { $0 },
      kept + [operation],
    ]
    var texts = [String]()
    for conditions in attempts {
      let text = Self.spanset(conditions)
      if texts.last != text { texts.append(text) }
    }
    return texts
  }

  /// The labels with the query's own matchers behind them.
  private var told: Labels { QueryMatchers.equalities(in: query ?? "").merging(labels) }

  private func place(in all: Labels) -> FieldExpression? {
    let anchor = Anchor(signal: .metrics, query: query, labels: labels, range: range)
    if let service = ServiceNames(renames: renames).service(of: anchor) {
      return .equals(.attribute(.resource, "service.name"), service)
    }
    for (label, key) in Self.places {
      if let value = all[label], !value.isEmpty { return .equals(.attribute(.resource, key), value) }
    }
    return nil
  }

  private static let places = [
    ("k8s_pod_name", "k8s.pod.name"), ("pod", "k8s.pod.name"),
    ("k8s_namespace_name", "k8s.namespace.name"), ("namespace", "k8s.namespace.name"),
  ]

  private func operation(in all: Labels) -> FieldExpression? {
    ["span_name", "operation"].lazy.compactMap { all[$0] }.first { !$0.isEmpty }
      .map { .equals(.intrinsic(.name), $0) }
  }

  private func route(in all: Labels) -> FieldExpression? {
    ["http_route", "route", "endpoint", "handler"].lazy.compactMap { all[$0] }
      .first { $0.hasPrefix("/") }.map { .equals(.attribute(.span, "http.route"), $0) }
  }

  private func status(in all: Labels) -> FieldExpression? {
    let names = ["status_code", "http_response_status_code", "code", "status"]
    let failed = names.contains { all[$0]?.hasPrefix("5") == true || all[$0] == "STATUS_CODE_ERROR" }
    return failed ? .binary(.equal, .field(.intrinsic(.status)), .literal(.status(.error))) : nil
  }

  /// At least as long as the value; `nil` when the value is no duration.
  private var duration: FieldExpression? {
    let scale: Double? = unit == .seconds ? 1e6 : unit == .milliseconds ? 1e3 : nil
    guard let scale, value > 0, let micros = Int64(exactly: (value * scale).rounded(.down)), micros > 0,
      micros < Int64.max / 1000
    else { return nil }
    // A chart's value is rounded anyway; whole milliseconds read better.
    let nanoseconds = micros < 10_000 ? micros * 1000 : micros / 1000 * 1_000_000
    return .binary(.greaterOrEqual, .field(.intrinsic(.duration)), .literal(.duration(nanoseconds)))
  }

  private static func spanset(_ conditions: [FieldExpression]) -> String {
    "{ " + conditions.map(\.description).joined(separator: " && ") + " }"
  }
}

extension FieldExpression {
  fileprivate static func equals(_ field: TraceField, _ value: String) -> FieldExpression {
    .binary(.equal, .field(field), .literal(.string(value)))
  }
}
