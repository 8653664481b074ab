internal import Telemetry

/// Jumps that lead to metrics.
extension Correlator {
  private static let margin = Duration.minutes(30)

  func metricsFromTrace(_ anchor: Anchor) throws(Refusal) -> [Jump] {
    let rule = origins(of: anchor, kind: .tempo).lazy.compactMap(\.correlation.toMetrics).first
    let targets = try targets(.prometheus, for: .metrics, configured: rule?.source)
    if let rule, !rule.queries.isEmpty {
      let variables = SpanVariables(anchor, tags: rule.tags)
      let filled = rule.queries.compactMap { query in
        variables.fill(query.query).map { (name: query.name, text: $0) }
      }
      if !filled.isEmpty {
        return targets.flatMap { target in
          filled.map { metrics($0.text, anchor, target, "\($0.name) (tracesToMetrics)", rule: rule) }
        }
      }
    }
    guard let service = names.service(of: anchor) else {
      if let rule, let query = rule.queries.first {
        let missing = SpanVariables(anchor, tags: rule.tags).filled(query.query).missing
        let told = missing.map { $0 == "__tags" ? "tag \(rule.tags.map(\.key).joined(separator: ", "))" : $0 }
        throw Refusal(
          to: .metrics,
          reason: "the span has no \(told.joined(separator: ", ")), which \(query.name) of"
            + " tracesToMetrics asks for")
      }
      throw Refusal(
        to: .metrics, reason: "the span has no service.name to look up its service's metrics by")
    }
    return requests(anchor, service: service, in: targets)
  }

  func metricsFromLog(_ anchor: Anchor) throws(Refusal) -> [Jump] {
    let targets = try targets(.prometheus, for: .metrics)
    if let service = names.service(of: anchor) {
      return requests(anchor, service: service, in: targets)
    }
    var selector = SelectorText()
    for (label, candidates) in Self.kubernetesLabels {
      if let value = candidates.lazy.compactMap({ anchor.labels[$0] }).first {
        selector.add(label, equals: value)
      }
    }
    if selector.isEmpty {
      throw Refusal(
        to: .metrics, reason: "no label that metrics share (service_name, job, namespace, pod)")
    }
    let text = "sum by (pod) (rate(container_cpu_usage_seconds_total\(selector.text)[$__rate_interval]))"
    return targets.map { metrics(text, anchor, $0, "processor time of the same pod or namespace") }
  }

  private static let kubernetesLabels = [
    ("namespace", ["namespace", "k8s_namespace_name"]), ("pod", ["pod", "k8s_pod_name"]),
  ]

  /// The p99 by service and operation, from each place where span metrics come from.
  private func requests(_ anchor: Anchor, service: String, in targets: [Source]) -> [Jump] {
    let operation = anchor.signal == .traces ? anchor.operation : nil
    return targets.flatMap { target in
      ServiceMetricFamily.allCases.map { family in
        var selector = SelectorText()
        selector.add(family.serviceLabel, anyOf: names.aliases(of: service))
        if let operation, let label = family.operationLabel { selector.add(label, equals: operation) }
        let told = operation != nil && family.operationLabel != nil ? "service and operation" : "service"
        var jump = metrics(
          family.quantile(0.99, selector: selector.text, window: "$__rate_interval", by: ["le"]),
          anchor, target, "p99 of the same \(told), \(family.title)")
        jump.match = LabelMatch(label: family.serviceLabel, values: names.aliases(of: service))
        return jump
      }
    }
  }

  /// The span with enough on both sides to see what is usual; configured shifts can only add to that.
  private func chartRange(of anchor: Anchor, _ rule: Correlation.SpanDestination?) -> TimeRange {
    let before = min(rule?.startShift ?? .zero, .zero - Self.margin)
    let after = max(rule?.endShift ?? .zero, Self.margin)
    return TimeRange(start: anchor.range.start + before, end: anchor.range.end + after)
  }

  private func metrics(
    _ text: String, _ anchor: Anchor, _ target: Source, _ reason: String,
    rule: Correlation.SpanDestination? = nil
  ) -> Jump {
    let range =
      anchor.signal == .traces ? chartRange(of: anchor, rule) : window(of: anchor, margin: Self.margin)
    let choice = StepRules(
      scrapeInterval: target.correlation.scrapeInterval, maxDataPoints: 300
    ).choose(for: range)
    return Jump(
      to: .metrics, source: target.id,
      query: .metricsRange(
        PromQL: choice.substitute(in: text), range: choice.alignedRange, step: choice.step),
      strength: .labels, reason: reason,
      landing: Landing(moment: anchor.moment ?? anchor.range.start))
  }
}
