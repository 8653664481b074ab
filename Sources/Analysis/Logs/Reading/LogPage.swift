public import Telemetry

/// One question for lines, as small as servers answer without trouble.
public struct LogPage: Hashable, Sendable {
  /// Beyond this silence an answer will not come any more: Loki drops what passes its 4 MiB between its
  /// parts and never says so. Whoever sends the question tells the reader of a `.timedOut` then.
  public static let deadline = Duration.seconds(12)

  /// Start included, end excluded.
  public var range: TimeRange
  /// At least 1, over all streams.
  public var limit: Int
  public var direction: LogDirection

  public init(range: TimeRange, limit: Int, direction: LogDirection) {
    self.range = range
    self.limit = limit
    self.direction = direction
  }

  public func query(_ logQL: String) -> Query {
    .logs(LogQL: logQL, range: range, limit: limit, direction: direction)
  }
}

/// What a reader of lines wants done next.
public enum LogStep: Hashable, Sendable {
  case ask(LogPage)
  /// Nothing before `until`; `because` of what went wrong, where it is a pause and not the usual pace.
  case wait(until: Instant, because: QueryFailure?)
  /// As many lines as were wanted, or all there are.
  case finished
  /// Given up; `resume` goes on where it stopped.
  case stopped(LogStop)
}

/// Why a reader gave up.
public struct LogStop: Hashable, Sendable {
  public var failure: QueryFailure
  /// How often it was asked in a row without an answer.
  public var tries: Int
  /// The last question.
  public var page: LogPage

  public init(failure: QueryFailure, tries: Int, page: LogPage) {
    self.failure = failure
    self.tries = tries
    self.page = page
  }

  /// The server's words, and how hard it was tried: `gave up after 8 tries, the last for 7 lines: …`.
  public var reason: String {
    guard tries > 1 else { return failure.message }
    let lines = page.limit == 1 ? "1 line" : "\(page.limit) lines"
    return "gave up after \(tries) tries, the last for \(lines): \(failure.message)"
  }
}

/// What one answer brought.
public struct LogBatch: Hashable, Sendable {
  /// In the order they were asked in.
  public var lines: [LogLine]
  public var gaps: [LogGap]

  public init(lines: [LogLine] = [], gaps: [LogGap] = []) {
    self.lines = lines
    self.gaps = gaps
  }

  public var isEmpty: Bool { lines.isEmpty && gaps.isEmpty }
}
