public import Telemetry

/// Gatus's own API, for those who do not scrape its metrics: the latest results of every endpoint, under the
/// names its metrics have.
public struct GatusDialect: Dialect {
  /// Results asked of each endpoint.
  static let results = 60

  /// Appended to the URL of every request.
  public var extraParameters: [HTTPRequest.Field]

  public init(extraParameters: [HTTPRequest.Field] = []) { self.extraParameters = extraParameters }

  public func request(for query: Query) throws -> HTTPRequest {
    switch query {
    case .probeResults:
      let page = [HTTPRequest.Field("page", "1"), HTTPRequest.Field("pageSize", "\(Self.results)")]
      return HTTPRequest(.get, "/api/v1/endpoints/statuses", query: page + extraParameters)
    case .identity: return HTTPRequest(.get, "/health", query: extraParameters)
    default: throw QueryFailure.unsupported(query, by: "Gatus")
    }
  }

  public func answer(to query: Query, from response: HTTPResponse) throws -> Answer {
    switch query {
    case .probeResults:
      return try response.readJSON { root in
        guard root.isArray else { throw QueryFailure.shape("endpoints", expected: "an array") }
        return Answer(.series(root.elements.flatMap(Self.series)))
      }
    case .identity:
      return try response.readJSON { root in
        guard root["status"]?.string == "UP" else {
          throw QueryFailure(.serverFault, "Gatus says that it is not up")
        }
        return Answer(.identity(ServerIdentity(product: "Gatus", version: "")))
      }
    default: throw QueryFailure.unsupported(query, by: "Gatus")
    }
  }

  /// Success, seconds and status code of one endpoint; none of one that has no key or no result.
  private static func series(_ endpoint: JSONValue) -> [Series] {
    guard let key = endpoint["key"]?.string, let name = endpoint["name"]?.string else { return [] }
    var successes = [Sample]()
    var durations = [Sample]()
    var codes = [Sample]()
    for result in endpoint["results"]?.elements.map({ $0 }) ?? [] {
      guard let time = result["timestamp"]?.textInstant, let success = result["success"]?.bool else { continue }
      successes.append(Sample(time, success ? 1 : 0))
      // Nanoseconds; what failed before it began took none.
      if let duration = result["duration"]?.double, duration > 0 { durations.append(Sample(time, duration / 1e9)) }
      codes.append(Sample(time, result["status"]?.double ?? 0))
    }
    let labels = Labels([
      Labels.Pair("key", key), Labels.Pair("name", name), Labels.Pair("group", endpoint["group"]?.string ?? ""),
    ])
    let all = [
      ("gatus_results_endpoint_success", successes), ("gatus_results_duration_seconds", durations),
      ("probe_http_status_code", codes),
    ]
    return all.compactMap { metric, samples in
      samples.isEmpty
        ? nil
        : Series(
          labels: labels.merging(["__name__": metric]), samples: samples.sorted { $0.time < $1.time })
    }
  }
}
