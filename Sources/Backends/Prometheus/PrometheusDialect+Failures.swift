internal import Telemetry

extension PrometheusDialect {
  /// The failure an error envelope (or whatever came in its place) tells of.
  func failure(_ response: HTTPResponse, _ query: Query) -> QueryFailure {
    var words = ServerWords(response)
    let prefix = "invalid parameter \"query\": "
    if words.text.hasPrefix(prefix) { words.text.removeFirst(prefix.count) }
    var failure = QueryFailure(response, saying: words)
    if let reason = words.errorType.flatMap(Self.reason) { failure.reason = reason }
    // A query that runs out of time while it waits for the storage is told as a failed execution.
    if failure.reason == .refused, words.text.contains("context deadline exceeded") {
      failure.reason = .timedOut
    }
    if words.errorType == nil, let missing = missingPage(response, query, words) { return missing }
    if let text = query.text {
      failure.position = TextPosition(leading: words.text, in: text, columns: .bytes)
    }
    return failure
  }

  /// Thanos, Mimir and VictoriaMetrics leave out some of Prometheus' pages, with a text or HTML page
  /// of some gateway in their place.
  private func missingPage(
    _ response: HTTPResponse, _ query: Query, _ words: ServerWords
  ) -> QueryFailure? {
    guard [404, 405, 501].contains(response.status) || words.text.hasPrefix("unsupported path"),
      let what = Self.optionalSubject(of: query), let path = try? request(for: query).path
    else { return nil }
    return QueryFailure(
      .unsupported, "this server does not tell \(what): it has no \(path) (HTTP \(response.status))",
      status: response.status)
  }

  /// What only Prometheus itself is sure to tell.
  private static func optionalSubject(of query: Query) -> String? {
    switch query {
    case .scrapeTargets, .allScrapeTargets: "its scrape targets"
    case .rules: "its rules"
    case .alerts: "its alerts"
    case .metricMetadata, .metadata: "the type and help of metrics"
    case .targetMetadata: "which targets expose a metric"
    case .tsdbStatus: "what its TSDB holds"
    case .serverFlags: "its flags"
    case .serverRuntime: "how it runs"
    case .exemplars: "exemplars"
    case .limited(let query, _): optionalSubject(of: query)
    default: nil
    }
  }

  private static func reason(errorType: String) -> QueryFailure.Reason? {
    switch errorType {
    case "bad_data", "execution", "not_acceptable": .refused
    case "canceled": .cancelled
    case "timeout": .timedOut
    case "unavailable", "internal": .serverFault
    case "not_found": .notFound
    default: nil
    }
  }
}
