public import Telemetry

/// Grafana Tempo's HTTP API: v2 where there is one, v1 when the server does not know v2.
public struct TempoDialect: Dialect {
  /// Appended to the URL of every request.
  public var extraParameters: [HTTPRequest.Field]

  public init(extraParameters: [HTTPRequest.Field] = []) {
    self.extraParameters = extraParameters
  }

  public func request(for query: Query) throws -> HTTPRequest {
    switch query {
    case .traceSearch(let text, let range, let limit, let spansPerSet):
      return search(Self.askingForNewest(text) ?? text, range, limit, spansPerSet)
    case .trace(let id, let hint): return Self.inProtobuf(get("v2/traces/\(id)", [], hint))
    case .traceMetricsRange(let text, let range, let step):
      return get(
        "metrics/query_range", [Field("q", text), Field("step", ParameterTime.goDuration(step))], range)
    case .traceMetricsInstant(let text, let range):
      return get("metrics/query", [Field("q", text)], range)
    case .traceTags(let filter, let range):
      return get("v2/search/tags", optional(filter), range)
    case .traceTagValues(let tag, let filter, let range):
      let name = HTTPRequest.percentEncoded(tag)
      return get("v2/search/tag/\(name)/values", optional(filter), range)
    case .identity: return get("status/buildinfo")
    default: throw QueryFailure.unsupported(query, by: "Tempo")
    }
  }

  public func answer(to query: Query, from response: HTTPResponse) throws -> Answer {
    if case .trace = query, saysNoSuchTrace(response) { return Answer(.trace(nil)) }
    guard response.isSuccess else { throw failure(response, query) }
    if case .trace(let id, _) = query {
      guard response.isProtobuf else { return try trace(id, inJSON: response.json()) }
      return try trace(id, inProtobuf: response.body)
    }
    return try response.readJSON { root in
      guard root.isObject else { throw Self.noObject }
      return try answer(to: query, reading: root)
    }
  }

  /// v1 of the same question, for servers before v2 and for a trace that v2 did not find. The
  /// second look is without the hint, which may have been the reason.
  public func alternative(to query: Query, after response: HTTPResponse) -> HTTPRequest? {
    switch query {
    case .traceSearch(let text, let range, let limit, let spansPerSet):
      // A server before 2.8 refuses the hint; one that refuses the query itself says so again, about
      // the text as it was typed.
      guard response.status == 400, Self.askingForNewest(text) != nil else { return nil }
      return search(text, range, limit, spansPerSet)
    case .trace(let id, let hint):
      // A gateway that takes the header at its word refuses where Tempo would have sent JSON.
      if response.status == 406 { return get("v2/traces/\(id)", [], hint) }
      guard response.status == 404 || isEmptyTrace(response) else { return nil }
      return Self.inProtobuf(get("traces/\(id)"))
    case .traceTags(_, let range):
      return response.status == 404 ? get("search/tags", [], range) : nil
    case .traceTagValues(let tag, _, let range):
      guard response.status == 404 else { return nil }
      let name = HTTPRequest.percentEncoded(Self.unscoped(tag))
      return get("search/tag/\(name)/values", [], range)
    default: return nil
    }
  }

  /// Parts of a trace that is too large, asked of v2 with a filter and with the spans above the matching
  /// ones. A server that knows no filter refuses again, as it refused the whole.
  public func parts(of query: Query, after outcome: Result<Answer, QueryFailure>) -> TraceParts? {
    guard case .trace(let id, _) = query, let reason = TraceParts.reason(outcome) else { return nil }
    return TraceParts(of: id, reason: reason, after: outcome) { filter in
      Self.inProtobuf(get("v2/traces/\(id)", [Field("q", filter), Field("keep_hierarchy", "true")]))
    }
  }
}

extension TempoDialect {
  private typealias Field = HTTPRequest.Field

  private func get(_ path: String, _ fields: [Field] = [], _ range: TimeRange? = nil) -> HTTPRequest {
    var fields = fields
    if let range {
      let (start, end) = ParameterTime.wholeSeconds(range)
      fields += [Field("start", String(start)), Field("end", String(end))]
    }
    return HTTPRequest(.get, "/api/" + path, query: fields + extraParameters)
  }

  /// Asks for a third of the bytes, written in half of the time. Servers that know only JSON ignore it;
  /// old ones want exactly this value, so there is no second choice in it.
  private static func inProtobuf(_ request: HTTPRequest) -> HTTPRequest {
    var request = request
    request.headers.append(Field("Accept", "application/protobuf"))
    return request
  }

  private func search(
    _ text: String, _ range: TimeRange, _ limit: Int, _ spansPerSet: Int
  ) -> HTTPRequest {
    let fields = [Field("limit", String(limit)), Field("spss", String(spansPerSet))]
    return get("search", optional(text) + fields, range)
  }

  /// The query with the hint that makes Tempo return the newest traces rather than the first it
  /// finds, beside the hints it has; `nil` when there is no query or it says itself which it wants.
  static func askingForNewest(_ text: String) -> String? {
    let bare = withoutStrings(text)
    guard text.contains("{"), !bare.contains("most_recent") else { return nil }
    guard let hints = bare.firstRange(of: /\bwith\s*\(/)?.upperBound else { return text + " with (most_recent=true)" }
    let place = text.utf8.index(text.startIndex, offsetBy: bare.utf8.distance(from: bare.startIndex, to: hints))
    return text[..<place] + "most_recent=true, " + text[place...]
  }

  /// The text with every byte of a string literal blanked, so that places stay.
  private static func withoutStrings(_ text: String) -> String {
    var (quote, isEscaped) = (UInt8?.none, false)
    let bytes = text.utf8.map { byte -> UInt8 in
      guard let open = quote else {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") { quote = byte }
        return byte < 0x80 ? byte : UInt8(ascii: "_")
      }
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\"), open != UInt8(ascii: "`") {
        isEscaped = true
      } else if byte == open {
        quote = nil
      }
      return UInt8(ascii: " ")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func optional(_ query: String?) -> [Field] {
    guard let query, !query.isEmpty else { return [] }
    return [Field("q", query)]
  }

  /// v1 names attributes without their scope.
  private static func unscoped(_ tag: String) -> String {
    for scope in ["resource.", "span.", "event.", "link.", "instrumentation.", "."]
    where tag.hasPrefix(scope) {
      return String(tag.dropFirst(scope.count))
    }
    return tag
  }

  /// A 404 of Tempo's own, empty or naming the trace, and not a gateway's for an unknown path.
  private func saysNoSuchTrace(_ response: HTTPResponse) -> Bool {
    guard response.status == 404 else { return false }
    let text = ServerWords(response).text.lowercased()
    return text.isEmpty || text.contains("trace not found") || text.contains("unable to find")
  }

  /// v2 answers 200 with `{"trace":{},"metrics":{}}`, in either encoding, for a trace it does not have. Only a small
  /// body can be that, so a large trace is not parsed twice.
  private func isEmptyTrace(_ response: HTTPResponse) -> Bool {
    guard response.isSuccess, response.body.count <= 4096 else { return false }
    if response.isProtobuf { return ProtobufTraceReader.isEmpty(response.body) }
    let empty = try? JSONDocument.read(response.body) { root in
      root.isObject && !TraceReader.isPartial(root) && !TraceReader.batches(of: root).contains { _ in true }
    }
    return empty ?? false
  }

  /// Tempo explains itself in plain text and counts columns in code points.
  private func failure(_ response: HTTPResponse, _ query: Query) -> QueryFailure {
    var failure = QueryFailure(response)
    failure.position = query.text.flatMap {
      TextPosition(worded: failure.message, in: $0, columns: .scalars)
    }
    return failure
  }
}

extension HTTPResponse {
  fileprivate var isProtobuf: Bool { contentType.contains("protobuf") }
}
