internal import Telemetry

extension PrometheusDialect {
  /// The failure an error envelope (or whatever came in its place) tells of.
  func failure(_ response: HTTPResponse, _ query: Query) -> QueryFailure {
    var words = ServerWords(response)
    let prefix = "invalid parameter \"query\": "
    if words.text.hasPrefix(prefix) { words.text.removeFirst(prefix.count) }
    var failure = QueryFailure(response, saying: words)
    if let reason = words.errorType.flatMap(Self.reason) { failure.reason = reason }
    if let text = query.text {
      failure.position = TextPosition(leading: words.text, in: text, columns: .bytes)
    }
    return failure
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
