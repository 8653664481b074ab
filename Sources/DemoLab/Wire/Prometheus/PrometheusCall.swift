internal import Backends
internal import Languages
internal import Telemetry

/// A request with its parameters in reach: those of the URL and of a POSTed form alike.
struct PrometheusCall {
  let path: [String]
  let isRead: Bool
  let now: Instant
  private let fields: [HTTPRequest.Field]

  init(_ request: HTTPRequest, now: Instant) {
    path = request.path.split(separator: "/").map { Self.decoded($0) }
    isRead = request.method == .get
    self.now = now
    var fields = request.query
    if case .form(let form) = request.body { fields += form }
    self.fields = fields
  }

  subscript(name: String) -> String? {
    fields.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  /// The expression under `name`, read as Prometheus would.
  func expression(_ name: String = "query") throws -> PromExpression {
    try Self.expression(self[name] ?? "", named: name)
  }

  static func expression(_ text: String, named name: String) throws -> PromExpression {
    do throws(SyntaxError) {
      return try PromQL.parse(text)
    } catch {
      throw PromFailure.badData("invalid parameter \"\(name)\": \(PromQL.report(error, in: text))")
    }
  }

  /// A moment in float seconds or RFC 3339; `nil` when the parameter is absent.
  func instant(_ name: String) throws -> Instant? {
    guard let text = self[name] else { return nil }
    if let seconds = Double(text), let instant = Instant(secondsWithFraction: seconds) {
      return instant
    }
    if let instant = RFC3339.instant(text) { return instant }
    let prefix = name == "time" ? "Invalid time value for 'time': " : ""
    throw PromFailure.badData(
      "invalid parameter \"\(name)\": \(prefix)cannot parse \"\(text)\" to a valid timestamp")
  }

  /// A moment that must be given.
  func requiredInstant(_ name: String) throws -> Instant {
    if let instant = try instant(name) { return instant }
    throw PromFailure.badData(
      "invalid parameter \"\(name)\": cannot parse \"\" to a valid timestamp")
  }

  /// Float seconds or `1h30m`.
  func step() throws -> Duration {
    let text = self["step"] ?? ""
    if let seconds = Double(text), let milliseconds = Int64(exactly: (seconds * 1000).rounded()),
      milliseconds.magnitude < 9_223_372_036_854
    {
      return .milliseconds(milliseconds)
    }
    if let milliseconds = PromDuration.milliseconds(text) { return .milliseconds(milliseconds) }
    throw PromFailure.badData(
      "invalid parameter \"step\": cannot parse \"\(text)\" to a valid duration")
  }

  /// `start` and `end`, by default the last `retention`.
  func range(retention: Duration) throws -> TimeRange {
    let end = try instant("end") ?? now
    let range = TimeRange(start: try instant("start") ?? min(now, end) - retention, end: end)
    guard range.start <= range.end else {
      throw PromFailure.badData(
        "invalid parameter \"end\": end timestamp must not be before start time")
    }
    return range
  }

  /// 0 stands for no limit.
  func limit(_ name: String = "limit") throws -> Int? {
    guard let text = self[name] else { return nil }
    guard let limit = Int(text), limit >= 0 else {
      throw PromFailure.badData(
        "invalid parameter \"\(name)\": cannot parse \"\(text)\" to a valid limit")
    }
    return limit == 0 ? nil : limit
  }

  /// The matchers of every `match[]`.
  func selectors() throws -> [[Matcher]] { try matchers("match[]") }

  /// The matchers of every selector under a name.
  func matchers(_ name: String) throws -> [[Matcher]] {
    try all(name).map { text in
      let expression = try Self.expression(text, named: name)
      guard case .vector(let selector) = expression.node else {
        throw PromFailure.badData(
          "invalid parameter \"\(name)\": 1:1: parse error: unexpected expression, expected a "
            + "series selector")
      }
      return selector.allMatchers
    }
  }

  private static func decoded(_ segment: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(segment.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
