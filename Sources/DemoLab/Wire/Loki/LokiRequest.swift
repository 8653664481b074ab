internal import Backends
internal import Languages
internal import Telemetry

/// A request's parameters, read by Loki's rules.
struct LokiRequest {
  let path: String
  let now: Instant
  private let fields: [HTTPRequest.Field]
  private let headers: [HTTPRequest.Field]

  init(_ request: HTTPRequest, now: Instant) {
    path = Self.decoded(request.path)
    self.now = now
    if case .form(let form) = request.body { fields = request.query + form } else { fields = request.query }
    headers = request.headers
  }

  func text(_ name: String) -> String? {
    fields.last { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
  }

  func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  var categorizes: Bool {
    headers.contains {
      $0.name.lowercased() == "x-loki-response-encoding-flags" && $0.value.contains("categorize-labels")
    }
  }

  /// `end` before `start` is refused; without either the last hour is meant.
  func range() throws(LogFailure) -> TimeRange {
    let end = try instant("end") ?? now
    var length = Duration.seconds(3600)
    if let since = text("since") {
      guard let nanoseconds = LogUnits.duration(since) else {
        throw LogFailure("could not parse 'since' parameter: not a valid duration string: \"\(since)\"")
      }
      length = .nanoseconds(nanoseconds)
    }
    let start = try instant("start") ?? end - length
    guard end >= start else { throw LogFailure("end timestamp must not be before or equal to start time") }
    let span = end - start
    guard span <= .seconds(721 * 3600) else {
      throw LogFailure(
        "the query time range exceeds the limit (query length: \(Self.goText(span)), limit: 30d1h)")
    }
    return TimeRange(start: start, end: end)
  }

  /// At most ten digits are seconds, more are nanoseconds; a point means seconds with a fraction.
  func instant(_ name: String) throws(LogFailure) -> Instant? {
    guard let text = text(name) else { return nil }
    if text.contains("."), let seconds = Double(text), let instant = Instant(secondsWithFraction: seconds) {
      return instant
    }
    if let whole = Int64(text) {
      return text.utf8.count <= 10 ? Instant(seconds: whole) : Instant(nanoseconds: whole)
    }
    if let instant = RFC3339.instant(text) { return instant }
    throw LogFailure(
      "could not parse '\(name)' parameter: strconv.ParseInt: parsing \"\(text)\": invalid syntax")
  }

  func limit(_ name: String = "limit", default standard: Int = 100) throws(LogFailure) -> Int {
    guard let text = text(name) else { return standard }
    guard let value = Int(text) else {
      throw LogFailure("strconv.Atoi: parsing \"\(text)\": invalid syntax")
    }
    guard value > 0 else { throw LogFailure("limit must be a positive value") }
    return value
  }

  func isForward() throws(LogFailure) -> Bool {
    switch (text("direction") ?? "backward").lowercased() {
    case "forward": return true
    case "backward": return false
    default: throw LogFailure("invalid direction '\(text("direction") ?? "")'")
    }
  }

  /// A duration or seconds; by default a 250th of the range, at least a second.
  func step(over range: TimeRange) throws(LogFailure) -> Duration {
    guard let text = text("step") else { return .seconds(max(1, range.duration.components.seconds / 250)) }
    let seconds = Double(text).flatMap { Int64(exactly: ($0 * 1e9).rounded()) }
    guard let nanoseconds = seconds ?? LogUnits.duration(text) else {
      throw LogFailure("cannot parse \"\(text)\" to a valid duration")
    }
    guard nanoseconds > 0 else {
      throw LogFailure(
        "zero or negative query resolution step widths are not accepted. Try a positive integer")
    }
    return .nanoseconds(nanoseconds)
  }

  func expression() throws(LogFailure) -> LogExpression {
    let text = text("query") ?? ""
    do throws(SyntaxError) {
      return try LogQL.parse(text)
    } catch {
      throw Self.failure(error, in: text)
    }
  }

  /// The matchers of a query that must be a bare selector.
  func selector(_ text: String) throws(LogFailure) -> [Matcher] {
    let expression: LogExpression
    do throws(SyntaxError) {
      expression = try LogQL.parse(text)
    } catch {
      throw Self.failure(error, in: text)
    }
    guard case .logs(let query) = expression, query.stages.isEmpty else {
      throw LogFailure("parse error : only label matchers are supported")
    }
    try LogPipeline.check(query.matchers)
    return query.matchers
  }

  /// Our message in Loki's words.
  static func failure(_ error: SyntaxError, in text: String) -> LogFailure {
    let (line, column) = error.range.position(in: text)
    let words = error.message.split(separator: "end of query", omittingEmptySubsequences: false)
      .joined(separator: "$end")
      .split(separator: ", expected ", omittingEmptySubsequences: false).joined(separator: ", expecting ")
    return LogFailure("parse error at line \(line), col \(column): syntax error: \(words)")
  }

  private static func goText(_ span: Duration) -> String {
    let seconds = span.components.seconds
    return "\(seconds / 3600)h\(seconds / 60 % 60)m\(seconds % 60)s"
  }

  private static func decoded(_ path: String) -> String {
    var out: [UInt8] = []
    var rest = Array(path.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"),
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        out.append(value)
        rest = rest.dropFirst(2)
      } else {
        out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
