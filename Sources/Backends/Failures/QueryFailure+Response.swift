internal import Telemetry

extension QueryFailure {
  /// The failure an answer with an error status tells of.
  init(_ response: HTTPResponse) { self.init(response, saying: ServerWords(response)) }

  init(_ response: HTTPResponse, saying words: ServerWords) {
    var text = words.text
    if text.isEmpty {
      text = "HTTP \(response.status) without a word of explanation"
      if let location = response.headers["location"] {
        text = "HTTP \(response.status): the server redirects to \(URLUsers.withoutQuery(location))"
      }
    }
    self.init(Reason(status: response.status), text, status: response.status)
  }

  /// The question is another system's.
  static func unsupported(_ query: Query, by product: String) -> QueryFailure {
    QueryFailure(.unsupported, "\(product) cannot answer a question about \(query.subject)")
  }

  /// The answer is valid JSON of another shape than the protocol promises.
  static func shape(_ what: String, expected: String) -> QueryFailure {
    QueryFailure(.undecodable, "\(what) has another shape than expected: \(expected)")
  }
}

extension QueryFailure.Reason {
  /// What an HTTP status means for the person who asked.
  init(status: Int) {
    switch status {
    case 401, 403, 407: self = .unauthorised
    case 404, 405, 410: self = .notFound
    case 408, 504: self = .timedOut
    case 499: self = .cancelled
    // What redirects is another address, or wants a login.
    case 300..<500: self = .refused
    default: self = .serverFault
    }
  }
}

extension Query {
  /// What the question is about, for a sentence.
  var subject: String {
    switch self {
    case .metricsInstant, .metricsRange, .exemplars, .metricLabelNames, .metricLabelValues,
      .metricSeries, .metricMetadata, .metadata, .targetMetadata, .scrapeTargets, .allScrapeTargets,
      .tsdbStatus:
      "metrics"
    case .alerts, .rules, .managedAlerts, .alertGroups: "alerts"
    case .notifications: "messages"
    case .probeResults: "probes"
    case .runbook: "the runbook"
    case .examination: "the examination"
    case .silences: "silences"
    case .logs, .logMetricInstant, .logMetricRange, .logVolume, .logLabelNames, .logLabelValues,
      .logFields, .logDetectedLabels, .logFieldValues, .logPatterns, .logStats, .logSeries:
      "logs"
    case .traceSearch, .trace, .traceMetricsRange, .traceMetricsInstant, .traceTags,
      .traceTagValues:
      "traces"
    case .identity, .serverFlags, .serverRuntime: "itself"
    case .limited(let query, _): query.subject
    }
  }
}
