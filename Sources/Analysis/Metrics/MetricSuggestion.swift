public import Languages

/// A first sensible query for a metric, so that nobody has to type it.
public struct MetricSuggestion: Hashable, Sendable {
  /// `rate by job`, `p99`.
  public var title: String
  /// With `$__rate_interval` still in it; valid PromQL for any metric name.
  public var query: String
  public var unit: MetricUnit
  /// Whether its answer is buckets to be drawn as a heat map (`Heatmap`).
  public var isHeatmap: Bool

  public init(title: String, query: String, unit: MetricUnit = .none, isHeatmap: Bool = false) {
    self.title = title
    self.query = query
    self.unit = unit
    self.isHeatmap = isHeatmap
  }

  /// The queries to offer for a metric, the most telling first; never empty.
  ///
  /// - Parameters:
  ///   - metric: As series carry it.
  ///   - type: As the metadata has it; `nil` or `unknown` lets the name decide.
  ///   - unit: As the metadata has it.
  ///   - labels: The names of the labels the metric has.
  ///   - matchers: What to narrow every query to.
  public static func all(
    for metric: String, type: String? = nil, unit: String = "", labels: [String] = [],
    matchers: [Matcher] = []
  ) -> [MetricSuggestion] {
    let writer = MetricSuggestionWriter(
      metric: metric, kind: MetricKind(name: metric, type: type, labels: labels),
      unit: MetricUnit(of: metric, declared: unit), labels: labels, matchers: matchers)
    return writer.suggestions
  }
}
