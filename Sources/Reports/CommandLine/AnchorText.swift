public import Telemetry

/// An anchor as people type it: `metric:PROMQL@T`, `trace:ID`, `trace:ID/SPANID`, `log:TRACEID@T` or
/// `log:LOGQL@NANOSECONDS`.
public enum AnchorText: Hashable, Sendable {
  case metric(PromQL: String, at: Instant)
  case trace(TraceID, SpanID?)
  case logOfTrace(TraceID, at: Instant)
  case log(LogQL: String, at: Instant)

  /// The last `@` parts the time off, since PromQL has modifiers of that sign; without a time an
  /// anchor is about `now`.
  public init(_ text: String, now: Instant) throws(UsageFailure) {
    guard let colon = text.firstIndex(of: ":") else { throw Self.unknown(text) }
    let rest = String(text[text.index(after: colon)...])
    switch text[..<colon] {
    case "metric":
      let (query, moment) = try Self.split(rest, now: now)
      self = .metric(PromQL: query, at: moment ?? now)
    case "trace": self = try Self.trace(rest)
    case "log":
      let (query, moment) = try Self.split(rest, now: now)
      // Some write ids without their leading zeros; no LogQL is a word of hexadecimal digits.
      if query.utf8.count >= 16, let id = TraceID(hex: query) {
        self = .logOfTrace(id, at: moment ?? now)
      } else {
        self = .log(LogQL: query, at: moment ?? now)
      }
    default: throw Self.unknown(text)
    }
  }

  private static func trace(_ text: String) throws(UsageFailure) -> AnchorText {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let id = parts.first.flatMap({ TraceID(hex: $0) }) else {
      throw UsageFailure("trace:\(text): expected up to 32 hexadecimal digits")
    }
    guard parts.count > 1 else { return .trace(id, nil) }
    guard let span = SpanID(hex: parts[1]) else {
      throw UsageFailure("trace:\(text): expected up to 16 hexadecimal digits after the slash")
    }
    return .trace(id, span)
  }

  private static func split(
    _ text: String, now: Instant
  ) throws(UsageFailure) -> (query: String, moment: Instant?) {
    guard let at = text.lastIndex(of: "@"),
      let moment = moment(text[text.index(after: at)...], now: now)
    else {
      if text.isEmpty { throw UsageFailure("an anchor needs a query after its colon") }
      return (text, nil)
    }
    if at == text.startIndex { throw UsageFailure("an anchor needs a query before its @") }
    return (String(text[..<at]), moment)
  }

  /// Whole numbers of more than eleven digits are nanoseconds.
  private static func moment(_ text: Substring, now: Instant) -> Instant? {
    if text.utf8.count > 11, let nanoseconds = Int64(text) { return Instant(nanoseconds: nanoseconds) }
    return TimeText.instant(text, now: now)
  }

  private static func unknown(_ text: String) -> UsageFailure {
    UsageFailure("\(text): expected metric:PROMQL@T, trace:ID, trace:ID/SPANID, log:TRACEID@T or log:LOGQL@NS")
  }
}
