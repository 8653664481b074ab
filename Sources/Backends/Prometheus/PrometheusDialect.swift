public import Telemetry

/// Prometheus' HTTP API v1, as Prometheus, Thanos, Mimir and VictoriaMetrics speak it.
public struct PrometheusDialect: Dialect {
  /// Exemplar labels to look for a trace id in before the usual names.
  public var exemplarLabels: [String]
  /// Whether queries go as POSTed forms, which have no length limit.
  public var usesPost: Bool
  /// Appended to the URL of every request (Grafana's `customQueryParameters`).
  public var extraParameters: [HTTPRequest.Field]

  public init(
    exemplarLabels: [String] = [], usesPost: Bool = true,
    extraParameters: [HTTPRequest.Field] = []
  ) {
    self.exemplarLabels = exemplarLabels
    self.usesPost = usesPost
    self.extraParameters = extraParameters
  }

  public func request(for query: Query) throws -> HTTPRequest {
    switch query {
    case .metricsInstant(let text, let time):
      return ask("query", [Field("query", text), Field("time", ParameterTime.seconds(time))])
    case .metricsRange(let text, let range, let step):
      return ask(
        "query_range", [Field("query", text)] + bounds(range) + [Field("step", ParameterTime.seconds(step))])
    case .exemplars(let text, let range):
      return ask("query_exemplars", [Field("query", text)] + bounds(range))
    case .metricLabelNames(let matchers, let range):
      return get("labels", matching(matchers) + bounds(range))
    case .metricLabelValues(let label, let matchers, let range):
      let name = LabelNameEscaping.pathSegment(label)
      return get("label/\(name)/values", matching(matchers) + bounds(range))
    case .metricSeries(let matchers, let range):
      return get("series", matching(matchers) + bounds(range))
    case .metricMetadata: return get("metadata")
    case .alerts: return get("alerts")
    case .rules: return get("rules")
    case .scrapeTargets: return get("targets", [Field("state", "active")])
    case .allScrapeTargets: return get("targets", [Field("state", "any")])
    case .metadata(let metric): return get("metadata", [Field("metric", metric)])
    case .targetMetadata(let metric): return get("targets/metadata", [Field("metric", metric)])
    case .tsdbStatus(let top): return get("status/tsdb", [Field("limit", String(top))])
    case .serverFlags: return get("status/flags")
    case .serverRuntime: return get("status/runtimeinfo")
    case .identity: return get("status/buildinfo")
    case .limited(let query, let limit): return try request(for: query).limited(to: limit)
    default: throw QueryFailure.unsupported(query, by: "Prometheus")
    }
  }

  public func answer(to query: Query, from response: HTTPResponse) throws -> Answer {
    if case .limited(let query, let limit) = query {
      return try answer(to: query, from: response).cut(to: limit)
    }
    // 204: nothing to say, as for exemplars of an expression without a selector.
    if response.status == 204 {
      return Answer(try body(for: query, from: nil, SampleLift(leaving: response.body)))
    }
    guard response.isSuccess else { throw failure(response, query) }
    let payload = try response.json()
    let lift = if case .metricsRange = query { SampleLift(payload) } else { SampleLift(leaving: payload) }
    return try JSONDocument.read(lift.rest) { root in
      guard root["status"]?.string == "success" else {
        guard root["status"]?.string == "error" else {
          throw QueryFailure.shape("the answer", expected: "a Prometheus envelope with a status")
        }
        throw failure(response, query)
      }
      let warnings = root["warnings"]?.strings ?? []
      return Answer(
        try body(for: query, from: root["data"], lift),
        warnings: warnings + (root["infos"]?.strings ?? []),
        partial: warnings.contains { $0.contains("truncated") || $0.contains("partial") })
    }
  }

  /// The same question by GET, when the server or a gateway forbids POST.
  public func alternative(to query: Query, after response: HTTPResponse) -> HTTPRequest? {
    guard usesPost, response.status == 405 || response.status == 501 else { return nil }
    let plain = PrometheusDialect(usesPost: false, extraParameters: extraParameters)
    let second = try? plain.request(for: query)
    return second == (try? request(for: query)) ? nil : second
  }
}

extension PrometheusDialect {
  private typealias Field = HTTPRequest.Field

  private func ask(_ path: String, _ fields: [Field]) -> HTTPRequest {
    guard usesPost else { return get(path, fields) }
    return HTTPRequest(.post, "/api/v1/" + path, query: extraParameters, body: .form(fields))
  }

  private func get(_ path: String, _ fields: [Field] = []) -> HTTPRequest {
    HTTPRequest(.get, "/api/v1/" + path, query: fields + extraParameters)
  }

  private func bounds(_ range: TimeRange) -> [Field] {
    [Field("start", ParameterTime.seconds(range.start)), Field("end", ParameterTime.seconds(range.end))]
  }

  private func matching(_ matchers: [String]) -> [Field] { matchers.map { Field("match[]", $0) } }
}
