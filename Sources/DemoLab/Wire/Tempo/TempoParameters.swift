internal import Backends
internal import Languages
internal import Telemetry

/// A Tempo request's parameters, read as the server reads them.
struct TempoParameters {
  private let fields: [HTTPRequest.Field]
  let now: Instant

  init(_ fields: [HTTPRequest.Field], now: Instant) {
    self.fields = fields
    self.now = now
  }

  /// The first value of a parameter; `nil` when missing or empty.
  subscript(name: String) -> String? {
    fields.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  /// A whole number from 1; `nil` when missing.
  func positive(_ name: String) throws(TraceRefusal) -> Int? {
    guard let text = self[name] else { return nil }
    guard let value = Int(text) else {
      throw TraceRefusal(
        "invalid \(name): strconv.Atoi: parsing \"\(text)\": invalid syntax")
    }
    guard value > 0 else { throw TraceRefusal("invalid \(name): must be a positive number") }
    return value
  }

  // MARK: Time

  /// Whole seconds, both or neither, as search and tags take them; `nil` for neither.
  func searchRange() throws(TraceRefusal) -> TimeRange? {
    let (start, end) = (try seconds("start"), try seconds("end"))
    guard let start, let end else {
      guard start == nil, end == nil else {
        throw TraceRefusal("please provide both \"start\" and \"end\"")
      }
      return nil
    }
    guard start < end else {
      throw TraceRefusal(
        "http parameter start must be before end. received start=\(start) end=\(end)")
    }
    guard end - start <= 168 * 3600 else {
      throw TraceRefusal(
        "range specified by start and end exceeds 168h0m0s. received start=\(start) end=\(end)")
    }
    return TimeRange(start: Instant(seconds: start), end: Instant(seconds: end))
  }

  private func seconds(_ name: String) throws(TraceRefusal) -> Int64? {
    guard let text = self[name] else { return nil }
    guard let value = UInt32(text) else {
      throw TraceRefusal("invalid \(name): strconv.ParseInt: parsing \"\(text)\": invalid syntax")
    }
    return Int64(value)
  }

  /// Seconds, nanoseconds, fractions or RFC 3339, or `since`; the last hour by default.
  func metricsRange() throws(TraceRefusal) -> TimeRange {
    var since: Int64 = 3_600_000_000_000
    if let text = self["since"] {
      guard let length = GoDuration.nanoseconds(text) else {
        throw TraceRefusal("invalid since: not a duration: \"\(text)\"")
      }
      since = length
    }
    let end = try moment("end") ?? now
    let start = try moment("start") ?? end - .nanoseconds(since)
    guard start < end else { throw TraceRefusal("invalid start: end must be after start") }
    guard end - start <= .hours(24) else {
      throw TraceRefusal("metrics query time range exceeds the maximum allowed duration of 24h0m0s")
    }
    return TimeRange(start: start, end: end)
  }

  private func moment(_ name: String) throws(TraceRefusal) -> Instant? {
    guard let text = self[name] else { return nil }
    if let whole = Int64(text) {
      return text.utf8.count <= 10 ? Instant(seconds: whole) : Instant(nanoseconds: whole)
    }
    if let seconds = Double(text), let instant = Instant(secondsWithFraction: seconds) {
      return instant
    }
    if let instant = RFC3339.instant(text) { return instant }
    throw TraceRefusal("invalid \(name): cannot parse \"\(text)\" to a valid timestamp")
  }

  /// Nanoseconds between samples; chosen for about 300 samples when not given.
  func step(in range: TimeRange) throws(TraceRefusal) -> Int64 {
    let length = range.duration.wholeNanoseconds
    guard let text = self["step"] else {
      let second: Int64 = 1_000_000_000
      return max(second, (length / 300 + second - 1) / second * second)
    }
    let step =
      Double(text).flatMap { Int64(exactly: ($0 * 1e9).rounded()) }
      ?? GoDuration.nanoseconds(text)
    guard let step, step > 0 else { throw TraceRefusal("invalid step: \"\(text)\"") }
    guard length / step <= 10_000 else {
      throw TraceRefusal(
        "step of \(GoDuration.text(nanoseconds: step)) is too small, maximum 10000 samples exceeded")
    }
    return step
  }

  // MARK: Queries

  /// Reads and checks a query; what Tempo would not read is refused in its words.
  static func expression(_ text: String) throws(TraceRefusal) -> TraceExpression {
    let expression: TraceExpression
    do {
      expression = try TraceQL.parse(text)
    } catch {
      let (line, column) = Self.position(of: error.range.start, in: text)
      throw TraceRefusal(
        "invalid TraceQL query: parse error at line \(line), col \(column): "
          + Self.complaint(error, in: text))
    }
    do {
      try TraceQL.check(expression)
    } catch {
      throw TraceRefusal("invalid TraceQL query: \(error.message)")
    }
    return expression
  }

  /// Tempo counts columns in code points, from 1.
  private static func position(of offset: Int, in text: String) -> (line: Int, column: Int) {
    let before = String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    return (lines.count, (lines.last?.count ?? 0) + 1)
  }

  private static func complaint(_ error: SyntaxError, in text: String) -> String {
    guard error.message.hasPrefix("unexpected") else { return error.message }
    let bytes = Array(text.utf8)
    let (start, end) = (min(error.range.start, bytes.count), min(error.range.end, bytes.count))
    guard start < end else { return "syntax error: unexpected $end" }
    return "syntax error: unexpected " + String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
