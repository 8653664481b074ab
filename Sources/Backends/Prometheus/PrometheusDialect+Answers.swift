internal import Telemetry

extension PrometheusDialect {
  /// The `data` of an envelope; missing data is an empty answer.
  func body(for query: Query, from data: JSONValue?) throws -> Answer.Body {
    switch query {
    case .metricsInstant, .metricsRange:
      return try data.map { try ResultReader(scalarTime: .seconds).body($0) } ?? .series([])
    case .exemplars: return .exemplars(try exemplars(data))
    case .metricLabelNames, .metricLabelValues: return .names(data?.strings ?? [])
    case .metricSeries: return .labelSets(data?.elements.map(\.labels) ?? [])
    case .metricMetadata: return .metadata(metadata(data))
    case .alerts:
      return .alerts(try data?["alerts"]?.elements.map(RuleReader.alert) ?? [])
    case .rules: return .rules(try data.map(RuleReader.rules) ?? [])
    case .scrapeTargets: return .scrapeTargets(data?["activeTargets"]?.elements.map(target) ?? [])
    case .identity:
      return .identity(
        ServerIdentity(
          product: data?["application"]?.string ?? "Prometheus",
          version: data?["version"]?.string ?? ""))
    default: throw QueryFailure.unsupported(query, by: "Prometheus")
    }
  }

  private func exemplars(_ data: JSONValue?) throws -> [Exemplar] {
    guard let data else { return [] }
    return try data.elements.flatMap { entry -> [Exemplar] in
      let series = entry["seriesLabels"]?.labels ?? [:]
      return try entry["exemplars"]?.elements.map { try exemplar($0, on: series) } ?? []
    }
  }

  private func exemplar(_ value: JSONValue, on series: Labels) throws -> Exemplar {
    guard let time = value["timestamp"]?.secondsInstant, let measured = value["value"]?.double else {
      throw QueryFailure.shape("an exemplar of \(series)", expected: "labels, value and timestamp")
    }
    let labels = value["labels"]?.labels ?? [:]
    return Exemplar(
      series: series, labels: labels, time: time, value: measured,
      traceID: TraceIDNames.traceID(in: labels, preferred: exemplarLabels),
      spanID: TraceIDNames.spanID(in: labels))
  }

  /// Exporters may disagree about a metric; each distinct opinion is one entry.
  private func metadata(_ data: JSONValue?) -> [MetricMetadata] {
    guard let data else { return [] }
    return data.fields.flatMap { name, entries in
      entries.elements.map {
        MetricMetadata(
          name: name, type: $0["type"]?.string ?? "unknown", help: $0["help"]?.string ?? "",
          unit: $0["unit"]?.string ?? "")
      }
    }
  }

  private func target(_ value: JSONValue) -> ScrapeTarget {
    ScrapeTarget(
      labels: value["labels"]?.labels ?? [:], pool: value["scrapePool"]?.string ?? "",
      url: value["scrapeUrl"]?.string ?? "", health: value["health"]?.string ?? "unknown",
      lastError: value["lastError"]?.string ?? "", lastScrape: value["lastScrape"]?.textInstant,
      lastScrapeSeconds: value["lastScrapeDuration"]?.double ?? 0)
  }
}
