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
      if filled.isEmpty {
        throw Refusal(to: .metrics, reason: "the span lacks what the queries of tracesToMetrics ask for")
      }
      return targets.flatMap { target in
        filled.map { metrics($0.text, anchor, target, "\($0.name) (tracesToMetrics)") }
      }
    }
    guard let service = names.service(of: anchor) else {
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
        return metrics(
          family.quantile(0.99, selector: selector.text, window: "$__rate_interval", by: ["le"]),
          anchor, target, "p99 of the same \(told), \(family.title)")
      }
    }
  }

  private func metrics(
    _ text: String, _ anchor: Anchor, _ target: Source, _ reason: String
  ) -> Jump {
    let range =
      anchor.signal == .traces
      ? anchor.range.padded(by: Self.margin) : window(of: anchor, margin: Self.margin)
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
