public import Telemetry

/// Grafana Loki's HTTP API.
public struct LokiDialect: Dialect {
  /// Appended to the URL of every request (Grafana's `customQueryParameters`).
  public var extraParameters: [HTTPRequest.Field]

  public init(extraParameters: [HTTPRequest.Field] = []) {
    self.extraParameters = extraParameters
  }

  public func request(for query: Query) throws -> HTTPRequest {
    switch query {
    case .logs(let text, let range, let limit, let direction):
      var request = get(
        "query_range",
        [Field("query", text), Field("limit", String(limit)), Field("direction", direction.rawValue)],
        range)
      // Keeps index labels, structured metadata and parsed labels apart; old servers ignore it.
      request.headers = [Field("X-Loki-Response-Encoding-Flags", "categorize-labels")]
      return request
    case .logMetricInstant(let text, let time):
      return get("query", [Field("query", text), Field("time", ParameterTime.nanoseconds(time))])
    case .logMetricRange(let text, let range, let step):
      return get("query_range", [Field("query", text), stepField(step)], range)
    case .logVolume(let selector, let range, let step, let labels):
      // A lower limit would also lower the values, not only their number.
      let fields = [Field("query", selector), stepField(step), Field("limit", "100")]
      let targets = labels.isEmpty ? [] : [Field("targetLabels", labels.joined(separator: ","))]
      return get("index/volume_range", fields + targets, range)
    case .logPatterns(let selector, let range, let step):
      return get("patterns", [Field("query", selector), stepField(step)], range)
    case .logStats(let selector, let range):
      return get("index/stats", [Field("query", selector)], range)
    case .logSeries(let selector, let range):
      return get("series", [Field("match[]", selector)], range)
    case .identity: return get("status/buildinfo")
    default: return try vocabularyRequest(for: query)
    }
  }

  /// Label and field names and their values.
  private func vocabularyRequest(for query: Query) throws -> HTTPRequest {
    switch query {
    case .logLabelNames(let selector, let range):
      return get("labels", optional(selector), range)
    case .logLabelValues(let label, let selector, let range):
      let name = HTTPRequest.percentEncoded(label)
      return get("label/\(name)/values", optional(selector), range)
    case .logFields(let text, let range):
      return get("detected_fields", [Field("query", text), Field("line_limit", "100")], range)
    case .logDetectedLabels(let selector, let range):
      return get("detected_labels", [Field("query", selector)], range)
    case .logFieldValues(let field, let text, let range):
      let name = HTTPRequest.percentEncoded(field)
      return get("detected_field/\(name)/values", [Field("query", text)], range)
    default: throw QueryFailure.unsupported(query, by: "Loki")
    }
  }

  public func answer(to query: Query, from response: HTTPResponse) throws -> Answer {
    guard response.isSuccess else { throw failure(response, query) }
    if response.status == 204 {
      return Answer(try body(for: query, from: nil, SampleLift(leaving: response.body)))
    }
    let payload = try response.json()
    let lift =
      switch query {
      case .logMetricRange, .logVolume: SampleLift(payload)
      default: SampleLift(leaving: payload)
      }
    return try JSONDocument.read(repairing: lift.rest) { root in
      guard root.isObject else {
        throw QueryFailure.shape("the answer", expected: "a JSON object")
      }
      return Answer(
        try body(for: query, from: root, lift), warnings: root["warnings"]?.strings ?? [])
    }
  }

  /// Loki explains itself in plain text and counts columns in code points.
  private func failure(_ response: HTTPResponse, _ query: Query) -> QueryFailure {
    var failure = QueryFailure(response)
    failure.position = query.text.flatMap {
      TextPosition(worded: failure.message, in: $0, columns: .scalars)
    }
    return failure
  }
}

extension LokiDialect {
  private typealias Field = HTTPRequest.Field

  private func get(_ path: String, _ fields: [Field] = [], _ range: TimeRange? = nil) -> HTTPRequest {
    let bounds = range.map {
      [
        Field("start", ParameterTime.nanoseconds($0.start)), Field("end", ParameterTime.nanoseconds($0.end)),
      ]
    }
    return HTTPRequest(
      .get, "/loki/api/v1/" + path, query: fields + (bounds ?? []) + extraParameters)
  }

  private func stepField(_ step: Duration) -> Field { Field("step", ParameterTime.seconds(step)) }

  private func optional(_ selector: String?) -> [Field] {
    selector.map { [Field("query", $0)] } ?? []
  }
}
