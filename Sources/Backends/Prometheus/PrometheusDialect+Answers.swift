internal import Telemetry

extension PrometheusDialect {
  /// The `data` of an envelope; missing data is an empty answer.
  func body(for query: Query, from data: JSONValue?, _ lift: SampleLift) throws -> Answer.Body {
    switch query {
    case .metricsInstant, .metricsRange:
      var reader = ResultReader(scalarTime: .seconds, lift: lift)
      return try data.map { try reader.body($0) } ?? .series([])
    case .exemplars: return .exemplars(try exemplars(data))
    case .metricLabelNames, .metricLabelValues: return .names(data?.strings ?? [])
    case .metricSeries: return .labelSets(data?.elements.map(\.labels) ?? [])
    case .metricMetadata, .metadata: return .metadata(StatusReader.metadata(data))
    case .targetMetadata(let metric):
      return .targetMetadata(StatusReader.targetMetadata(data, metric: metric))
    case .alerts:
      return .alerts(try data?["alerts"]?.elements.map(RuleReader.alert) ?? [])
    case .rules: return .rules(try data.map(RuleReader.rules) ?? [])
    case .scrapeTargets, .allScrapeTargets: return .scrapeTargets(StatusReader.targets(data))
    case .tsdbStatus: return .tsdbStatus(try StatusReader.tsdb(data))
    case .serverFlags: return .serverFlags(try StatusReader.flags(data))
    case .serverRuntime: return .serverRuntime(try StatusReader.runtime(data))
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
}
