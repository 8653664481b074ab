/// A question to one source. Which server language it is in follows from the case.
public enum Query: Hashable, Sendable {
  // Prometheus
  case metricsInstant(PromQL: String, at: Instant)
  case metricsRange(PromQL: String, range: TimeRange, step: Duration)
  case exemplars(PromQL: String, range: TimeRange)
  case metricLabelNames(matching: [String], range: TimeRange)
  case metricLabelValues(label: String, matching: [String], range: TimeRange)
  /// Series label sets for matchers.
  case metricSeries(matching: [String], range: TimeRange)
  case metricMetadata
  /// The type and help of one metric.
  case metadata(metric: String)
  /// Which targets expose a metric, and what each says about it.
  case targetMetadata(metric: String)
  case alerts
  case rules
  /// The targets that are scraped.
  case scrapeTargets
  /// Those and the ones that relabelling dropped.
  case allScrapeTargets
  /// - `top`: How long each list may be, at most 10,000.
  case tsdbStatus(top: Int)
  case serverFlags
  case serverRuntime
  /// Another question of Prometheus' answered with at most so many names, series or metrics. Older
  /// servers do not know the limit, so longer answers are cut on arrival.
  indirect case limited(Query, to: Int)

  // Loki
  case logs(LogQL: String, range: TimeRange, limit: Int, direction: LogDirection)
  case logMetricInstant(LogQL: String, at: Instant)
  case logMetricRange(LogQL: String, range: TimeRange, step: Duration)
  case logVolume(selector: String, range: TimeRange, step: Duration, by: [String])
  case logLabelNames(selector: String?, range: TimeRange)
  case logLabelValues(label: String, selector: String?, range: TimeRange)
  case logFields(LogQL: String, range: TimeRange)
  /// The labels of streams with their cardinality.
  case logDetectedLabels(selector: String, range: TimeRange)
  case logFieldValues(field: String, LogQL: String, range: TimeRange)
  case logPatterns(selector: String, range: TimeRange, step: Duration)
  case logStats(selector: String, range: TimeRange)
  case logSeries(selector: String, range: TimeRange)

  // Tempo
  case traceSearch(TraceQL: String, range: TimeRange, limit: Int, spansPerSet: Int)
  /// `hint` narrows the server's search; give a generous one or none.
  case trace(TraceID, hint: TimeRange?)
  case traceMetricsRange(TraceQL: String, range: TimeRange, step: Duration)
  case traceMetricsInstant(TraceQL: String, range: TimeRange)
  case traceTags(filter: String?, range: TimeRange)
  case traceTagValues(tag: String, filter: String?, range: TimeRange)

  // Alertmanager
  case managedAlerts
  /// The same alerts as they are grouped and sent.
  case alertGroups
  case silences

  // ntfy
  /// Messages after a moment or message, as ntfy writes it: `12h`, unix seconds, a message's id, `all`.
  case notifications(since: String)

  // Gatus
  /// The latest results of every endpoint, as series under the names of its metrics.
  case probeResults

  // The machine's own
  /// Each of these sources and every tie between them, tried over a range.
  case examination(of: [SourceID], range: TimeRange)
  /// The runbook whose file is called so, without folder and ending.
  case runbook(key: String)

  // Any
  /// Version and readiness; the cheapest question a source answers.
  case identity
}

public enum LogDirection: String, Hashable, Sendable {
  case backward, forward
}

extension Query {
  /// The query text a person could type, where there is one.
  public var text: String? {
    switch self {
    case .metricsInstant(let q, _), .metricsRange(let q, _, _), .exemplars(let q, _): q
    case .logs(let q, _, _, _), .logMetricInstant(let q, _), .logMetricRange(let q, _, _),
      .logFields(let q, _), .logFieldValues(_, let q, _):
      q
    case .logVolume(let q, _, _, _), .logPatterns(let q, _, _), .logStats(let q, _),
      .logSeries(let q, _), .logDetectedLabels(let q, _):
      q
    case .traceSearch(let q, _, _, _), .traceMetricsRange(let q, _, _),
      .traceMetricsInstant(let q, _):
      q
    case .trace(let id, _): id.description
    case .limited(let query, _): query.text
    default: nil
    }
  }

  /// The range asked for, where there is one.
  public var range: TimeRange? {
    switch self {
    case .metricsRange(_, let r, _), .exemplars(_, let r), .metricLabelNames(_, let r),
      .metricLabelValues(_, _, let r), .metricSeries(_, let r), .logs(_, let r, _, _),
      .logMetricRange(_, let r, _), .logVolume(_, let r, _, _), .logLabelNames(_, let r),
      .logLabelValues(_, _, let r), .logFields(_, let r), .logFieldValues(_, _, let r),
      .logPatterns(_, let r, _), .logStats(_, let r), .logSeries(_, let r),
      .logDetectedLabels(_, let r),
      .traceSearch(_, let r, _, _), .traceMetricsRange(_, let r, _), .traceMetricsInstant(_, let r),
      .traceTags(_, let r), .traceTagValues(_, _, let r):
      r
    case .trace(_, let hint): hint
    case .limited(let query, _): query.range
    default: nil
    }
  }

  /// The distance of points asked for, where there is one.
  public var step: Duration? {
    switch self {
    case .metricsRange(_, _, let step), .logMetricRange(_, _, let step),
      .logVolume(_, _, let step, _), .logPatterns(_, _, let step), .traceMetricsRange(_, _, let step):
      step
    case .limited(let query, _): query.step
    default: nil
    }
  }

  /// How many results are asked for at most, where there is a limit.
  public var limit: Int? {
    switch self {
    case .logs(_, _, let limit, _), .traceSearch(_, _, let limit, _), .limited(_, let limit): limit
    case .tsdbStatus(let top): top
    default: nil
    }
  }
}
