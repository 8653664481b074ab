public import Backends
public import Telemetry

/// Answers as a Loki server does, byte for byte where it matters, from a store.
///
/// Pure: the same request at the same `now` has the same answer.
public struct LokiServer: Sendable {
  let store: any LogStore

  public init(store: any LogStore) { self.store = store }

  /// `now` stands in for missing end times.
  public func respond(_ request: HTTPRequest, now: Instant) -> HTTPResponse {
    do throws(LogFailure) {
      return try route(LokiRequest(request, now: now))
    } catch {
      return .plain(error.message, status: 400)
    }
  }

  private func route(_ request: LokiRequest) throws(LogFailure) -> HTTPResponse {
    if request.path == "/ready" { return .plain("ready\n") }
    let prefix = "/loki/api/v1/"
    guard request.path.hasPrefix(prefix) else { return .plain("404 page not found\n", status: 404) }
    let parts = request.path.dropFirst(prefix.count).split(separator: "/").map(String.init)
    switch (parts.first ?? "", parts.count) {
    case ("query_range", 1): return try queryRange(request)
    case ("query", 1): return try query(request)
    case ("labels", 1), ("label", 1): return try labelNames(request)
    case ("label", 3) where parts[2] == "values": return try labelValues(of: parts[1], request)
    case ("series", 1): return try series(request)
    case ("index", 2): return try index(parts[1], request)
    case ("patterns", 1): return try patterns(request)
    case ("detected_labels", 1): return try detectedLabels(request)
    case ("detected_fields", 1): return try detectedFields(request)
    case ("detected_field", 3) where parts[2] == "values": return try detectedValues(of: parts[1], request)
    case ("format_query", 1): return formatQuery(request)
    case ("status", 2) where parts[1] == "buildinfo": return buildInfo()
    default: return .plain("404 page not found\n", status: 404)
    }
  }

  private func index(_ name: String, _ request: LokiRequest) throws(LogFailure) -> HTTPResponse {
    switch name {
    case "stats": return try indexStats(request)
    case "volume": return try volume(request)
    case "volume_range": return try volumeRange(request)
    default: return .plain("404 page not found\n", status: 404)
    }
  }
}

extension HTTPResponse {
  static func plain(_ text: String, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, headers: ["content-type": "text/plain; charset=utf-8"], body: Payload(text))
  }

  /// Loki ends its JSON with a line break.
  static func lokiJSON(status: Int = 200, _ body: (inout JSONWriter) -> Void) -> HTTPResponse {
    let text = JSONWriter.text(body)
    return HTTPResponse(
      status: status, headers: ["content-type": "application/json; charset=UTF-8"],
      body: Payload(text + "\n"))
  }
}
