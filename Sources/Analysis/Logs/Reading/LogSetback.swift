internal import Telemetry

/// What a failed question means for the next one.
enum LogSetback: Hashable {
  /// The answer was, or may have been, more than gets through.
  case tooMuch
  /// Asking the same again after a pause may help.
  case busy
  /// The server gives at most so many lines; `nil`: it does not say how many.
  case limited(to: Int?)
  /// The server looks at no longer range; `nil`: it does not say how long.
  case tooLong(longest: Duration?)
  /// Asking again changes nothing.
  case final

  init(_ failure: QueryFailure) {
    let words = failure.message.lowercased()
    func says(_ phrases: String...) -> Bool { phrases.contains { words.contains($0) } }
    if says("max entries limit") {
      self = .limited(to: Self.lastNumber(in: words))
    } else if says("time range exceeds the limit", "query length exceeds") {
      self = .tooLong(longest: Self.limit(in: failure.message))
    } else if says("would read too many bytes", "query exceeds maximum data read") {
      self = .tooLong(longest: nil)
    } else {
      self = Self.byReason(
        failure, isCutOff: says("empty reply", "reset", "closed", "broke off", "eof"),
        isTooLarge: says("larger than max", "too large", "resourceexhausted", "resource_exhausted"))
    }
  }

  private static func byReason(_ failure: QueryFailure, isCutOff: Bool, isTooLarge: Bool) -> LogSetback {
    switch failure.reason {
    case .timedOut, .tooLarge: return .tooMuch
    case .unreachable: return isCutOff ? .tooMuch : .busy
    case .undecodable: return isCutOff ? .tooMuch : .final
    case .serverFault: return isTooLarge || failure.status == 504 ? .tooMuch : .busy
    case .refused where failure.status == 413: return .tooMuch
    case .refused where failure.status == 429 || failure.status == 425: return isTooLarge ? .tooMuch : .busy
    case .refused, .unauthorised, .notFound, .cancelled, .unsupported: return .final
    }
  }

  /// By what the next question should be smaller after an answer that was too much. A server that says how much
  /// it was (`message larger than max (12807170 vs. 4194304)`: four times, with some room) is believed; silence
  /// costs so long that it is not risked at every halving.
  static func excess(in failure: QueryFailure) -> Int {
    if let said = failure.message.ranges(of: "larger than max (").first {
      let numbers = failure.message[said.upperBound...].prefix { $0 != ")" }
        .split { !($0.isASCII && $0.isNumber) }.compactMap { Int($0) }
      if numbers.count == 2, numbers[1] > 0, numbers[0] > numbers[1] {
        return max(2, min(1000, numbers[0] / numbers[1] + 1))
      }
    }
    return failure.reason == .timedOut ? 32 : 2
  }

  /// 5000 of `… limit > max_entries_limit_per_query (10000 > 5000)`.
  private static func lastNumber(in words: String) -> Int? {
    words.split { !($0.isASCII && $0.isNumber) }.last.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// 30d1h of `… exceeds the limit (query length: 2160h29m35.444s, limit: 30d1h)`.
  private static func limit(in message: String) -> Duration? {
    guard let found = message.ranges(of: "limit: ").last else { return nil }
    let text = message[found.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "." }
    return DurationText.duration(text).flatMap { $0 > .zero ? $0 : nil }
  }
}
