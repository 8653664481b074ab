public import Backends
public import Telemetry

/// Tempo as the lab plays it: the HTTP API over a store, in the server's own JSON and words.
public struct TempoServer: Sendable {
  let store: any TraceStore
  let endCutoff: Duration

  /// - Parameter endCutoff: the newest stretch that search and metrics do not return, as Tempo 3
  ///   leaves out the last 30 s by default. Traces by id are not cut.
  public init(store: any TraceStore, endCutoff: Duration = .seconds(30)) {
    self.store = store
    self.endCutoff = endCutoff
  }

  /// Answers one request as of `now`; never fails, refusals are answers too.
  public func respond(_ request: HTTPRequest, now: Instant) -> HTTPResponse {
    do {
      return try route(request, now)
    } catch let refusal as TraceRefusal {
      return .tempoText(refusal.message, status: refusal.status)
    } catch {
      return .tempoText("internal error", status: 500)
    }
  }

  private func route(_ request: HTTPRequest, _ now: Instant) throws -> HTTPResponse {
    let parameters = TempoParameters(request.query, now: now)
    let protobuf = Self.wantsProtobuf(request)
    let segments = request.path.split(separator: "/").map { Self.percentDecoded($0) }
    switch segments {
    case ["ready"]: return .tempoText("ready\n")
    case ["api", "echo"]: return .tempoText("echo\n")
    case ["api", "status", "buildinfo"]: return buildInformation()
    case ["api", "search"]: return try search(parameters)
    case ["api", "search", "tags"]: return try tagNames(parameters)
    case ["api", "v2", "search", "tags"]: return try scopedTags(parameters)
    case ["api", "metrics", "query_range"]: return try metricsRange(parameters)
    case ["api", "metrics", "query"]: return try metricsInstant(parameters)
    default: break
    }
    if segments.count == 3, segments.starts(with: ["api", "traces"]) {
      return try traceV1(segments[2], protobuf: protobuf)
    }
    if segments.count == 4, segments.starts(with: ["api", "v2", "traces"]) {
      return try traceV2(segments[3], parameters, protobuf: protobuf)
    }
    if segments.count == 5, segments.starts(with: ["api", "search", "tag"]), segments[4] == "values" {
      return try tagValues(segments[3], parameters)
    }
    if segments.count == 6, segments.starts(with: ["api", "v2", "search", "tag"]),
      segments[5] == "values"
    {
      return try typedTagValues(segments[4], parameters)
    }
    return .tempoText("404 page not found\n", status: 404)
  }

  /// Tempo looks whether the value has this anywhere in it, so it wins over whatever else is accepted.
  private static func wantsProtobuf(_ request: HTTPRequest) -> Bool {
    request.headers.contains {
      $0.name.lowercased() == "accept" && $0.value.contains("application/protobuf")
    }
  }

  private func buildInformation() -> HTTPResponse {
    .tempoJSON { json in
      json.object { json in
        json.field("version", "3.0.0-lab")
        for name in ["revision", "branch", "buildUser", "buildDate", "goVersion"] {
          json.field(name, "")
        }
      }
    }
  }

  private static func percentDecoded(_ segment: Substring) -> String {
    var bytes = [UInt8]()
    var rest = segment.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension HTTPResponse {
  static func tempoText(_ text: String, status: Int = 200) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: ["content-type": "text/plain; charset=utf-8"], body: Payload(text))
  }

  static func tempoProtobuf(_ bytes: [UInt8]) -> HTTPResponse {
    HTTPResponse(
      status: 200, headers: ["content-type": "application/protobuf"], body: Payload(bytes))
  }

  static func tempoJSON(_ body: (inout JSONWriter) -> Void) -> HTTPResponse {
    HTTPResponse(
      status: 200, headers: ["content-type": "application/json"], body: JSONWriter.payload(body))
  }
}
