internal import Backends
internal import Languages
internal import Telemetry

extension TempoServer {
  /// `/api/search`
  func search(_ parameters: TempoParameters) throws(TraceRefusal) -> HTTPResponse {
    let limit = try parameters.positive("limit") ?? 20
    let spansPerSet = try parameters.positive("spss") ?? 3
    guard spansPerSet <= 100 else {
      throw TraceRefusal("invalid spss: requested spss \(spansPerSet) exceeds maximum 100")
    }
    let range = searched(try parameters.searchRange(), now: parameters.now)
    let query = try Self.searchQuery(parameters)
    let tags = try Self.tagQuery(parameters)
    let expression = try TempoParameters.expression(query ?? tags)
    let search = try TraceSearch(expression)
    let matches = search.matches(in: store, range: range, limit: limit)
      .sorted { $0.trace.start > $1.trace.start }
    let writer = TempoSearchWriter(
      fields: search.fields, spansPerSet: spansPerSet, isDetailed: query != nil)
    return .tempoJSON { json in
      json.object { json in
        json.field("traces") { $0.array(of: matches) { writer.match($1, &$0) } }
        json.field("metrics") { json in
          json.object { json in
            if !matches.isEmpty { json.field("inspectedTraces", matches.count) }
            json.field("inspectedBytes", String(matches.count * 4096))
            json.field("completedJobs", 1)
            json.field("totalJobs", 1)
          }
        }
      }
    }
  }

  /// The range asked for without the newest stretch; the last hour when none was asked for.
  func searched(_ range: TimeRange?, now: Instant) -> TimeRange {
    let newest = now - endCutoff
    let range = range ?? TimeRange(start: now - .hours(1), end: now)
    return TimeRange(start: range.start, end: min(range.end, newest))
  }

  /// The TraceQL text; `nil` when the request filters by tags or not at all.
  private static func searchQuery(_ parameters: TempoParameters) throws(TraceRefusal) -> String? {
    if parameters["q"] != nil, parameters["tags"] != nil {
      throw TraceRefusal("invalid request: can't specify tags and q in the same query")
    }
    return parameters["q"]
  }

  /// The old parameters (`tags` in logfmt, `minDuration`, `maxDuration`) as TraceQL.
  private static func tagQuery(_ parameters: TempoParameters) throws(TraceRefusal) -> String {
    var conditions = logfmt(parameters["tags"] ?? "").map { name, value in
      "\(TraceField.attribute(nil, name)) = \(TraceLiteral.string(value))"
    }
    for (name, op) in [("minDuration", ">="), ("maxDuration", "<=")] {
      guard let text = parameters[name] else { continue }
      guard let length = GoDuration.nanoseconds(text) else {
        throw TraceRefusal("invalid \(name): time: invalid duration \"\(text)\"")
      }
      conditions.append("traceDuration \(op) \(TraceLiteral.duration(length))")
    }
    return "{ \(conditions.joined(separator: " && ")) }"
  }

  /// `a=b c="d e"`
  private static func logfmt(_ text: String) -> [(String, String)] {
    var pairs = [(String, String)]()
    var rest = text.drop { $0 == " " }
    while let equals = rest.firstIndex(of: "=") {
      let name = String(rest[..<equals])
      rest = rest[rest.index(after: equals)...]
      let quoted = rest.first == "\""
      if quoted { rest = rest.dropFirst() }
      let value = rest.prefix { $0 != (quoted ? "\"" : " ") }
      pairs.append((name, String(value)))
      rest = rest.dropFirst(value.count + (quoted ? 1 : 0)).drop { $0 == " " }
    }
    return pairs
  }
}
