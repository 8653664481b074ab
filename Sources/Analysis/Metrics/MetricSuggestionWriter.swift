internal import Languages

/// Writes the queries through the syntax tree, so that names with dots or blanks come out quoted.
struct MetricSuggestionWriter {
  let metric: String
  let kind: MetricKind
  let unit: MetricUnit
  let labels: [String]
  let matchers: [Matcher]

  var suggestions: [MetricSuggestion] {
    switch kind {
    case .counter: counter
    case .gauge: gauge
    case .classicHistogram: histogram(grouping: ["le"])
    case .nativeHistogram: histogram(grouping: [])
    case .summary: summary
    case .info: info
    case .timestamp: timestamp
    }
  }

  private var selector: PromExpression { .metric(metric, matchers) }

  private var counter: [MetricSuggestion] {
    guard let rate = over("rate"), let increase = over("increase", .variable("$__range")) else {
      return [asItIs]
    }
    let perSecond = unit.rate(of: metric)
    var all = by(subject).map { labels in
      suggestion("rate" + named(labels), rate.aggregated(.sum, by: labels), perSecond)
    }
    all += outcomes.map { suggestion("rate by \($0)", rate.aggregated(.sum, by: [$0]), perSecond) }
    let labels = subject.map { [$0] } ?? []
    all.append(
      suggestion("increase over the range" + named(labels), increase.aggregated(.sum, by: labels), unit))
    return all
  }

  private var gauge: [MetricSuggestion] {
    guard let subject else { return [asItIs, suggestion("mean", selector.aggregated(.avg), unit)] }
    let named: [(String, PromAggregator)] = [("mean", .avg), ("largest", .max), ("sum", .sum)]
    return [asItIs]
      + named.map { suggestion("\($0.0) by \(subject)", selector.aggregated($0.1, by: [subject]), unit) }
  }

  /// Quantiles of the whole and of each subject, the heat map, and how much is observed.
  private func histogram(grouping: [String]) -> [MetricSuggestion] {
    guard let rate = over("rate") else { return [asItIs] }
    let summed = rate.aggregated(.sum, by: grouping)
    var all = [(0.99, "p99"), (0.9, "p90"), (0.5, "p50")].compactMap { quantile, title in
      self.quantile(quantile, of: summed).map { suggestion(title, $0, unit) }
    }
    if let subject, let each = self.quantile(0.99, of: rate.aggregated(.sum, by: grouping + [subject])) {
      all.append(suggestion("p99 by \(subject)", each, unit))
    }
    all.append(
      MetricSuggestion(title: "heat map", query: summed.description, unit: unit, isHeatmap: true))
    if let count = observations(rate) { all.append(count) }
    return all
  }

  /// Classic histograms count in a series of its own, native ones inside the histogram.
  private func observations(_ rate: PromExpression) -> MetricSuggestion? {
    let unit = MetricUnit.none.rate(of: metric)
    let labels = subject.map { [$0] } ?? []
    if kind == .nativeHistogram {
      return PromExpression.calling("histogram_count", [rate.aggregated(.sum, by: labels)])
        .map { suggestion("observations" + named(labels), $0, unit) }
    }
    guard metric.hasSuffix("_bucket") else { return nil }
    let counter = String(metric.dropLast("_bucket".count)) + "_count"
    return ranged("rate", counter, .variable("$__rate_interval"))
      .map { suggestion("observations" + named(labels), $0.aggregated(.sum, by: labels), unit) }
  }

  private var summary: [MetricSuggestion] {
    let labels = ["quantile"] + (subject.map { [$0] } ?? [])
    return [
      suggestion("largest by quantile", selector.aggregated(.max, by: ["quantile"]), unit),
      suggestion("mean" + named(labels), selector.aggregated(.avg, by: labels), unit), asItIs,
    ]
  }

  private var info: [MetricSuggestion] {
    let telling = ["version", "revision", "goversion", "sync_status", "health_status", "phase"]
    let found = telling.filter(labels.contains) + (subject.map { [$0] } ?? [])
    return found.prefix(3).map { suggestion("how many by \($0)", selector.aggregated(.count, by: [$0])) }
      + [suggestion("how many", selector.aggregated(.count)), asItIs]
  }

  private var timestamp: [MetricSuggestion] {
    guard let now = PromExpression.calling("time", []) else { return [asItIs] }
    let age = now.combined(.minus, selector)
    return [
      suggestion("time since", age, .seconds),
      suggestion("least time since", age.aggregated(.min), .seconds),
    ]
  }

  private var asItIs: MetricSuggestion {
    suggestion("as it is", selector, kind == .timestamp ? .none : unit)
  }

  // MARK: Pieces

  private func over(
    _ function: String, _ range: PromDuration = .variable("$__rate_interval")
  ) -> PromExpression? {
    ranged(function, metric, range)
  }

  private func ranged(_ function: String, _ metric: String, _ range: PromDuration) -> PromExpression? {
    let selector = PromSelector(name: metric, matchers: matchers)
    return .calling(function, [PromExpression(.matrix(selector, range))])
  }

  private func quantile(_ quantile: Double, of buckets: PromExpression) -> PromExpression? {
    .calling("histogram_quantile", [.number(quantile), buckets])
  }

  private func suggestion(
    _ title: String, _ expression: PromExpression, _ unit: MetricUnit = .none
  ) -> MetricSuggestion {
    MetricSuggestion(title: title, query: expression.description, unit: unit)
  }

  private func named(_ labels: [String]) -> String {
    labels.isEmpty ? "" : " by " + labels.joined(separator: ", ")
  }

  /// By the label first where there is one, then altogether.
  private func by(_ label: String?) -> [[String]] { label.map { [[$0], []] } ?? [[]] }

  /// The label that tells who is measured.
  private var subject: String? {
    let names = [
      "service_name", "service", "service.name", "exported_job", "job", "app", "namespace", "instance",
    ]
    return names.first { labels.contains($0) }
  }

  /// Labels that tell how it went.
  private var outcomes: [String] {
    let names = [
      "status_code", "http_response_status_code", "code", "status", "response_code", "phase", "result",
      "reason", "mode", "span_name",
    ]
    return Array(names.filter { labels.contains($0) }.prefix(2))
  }
}
