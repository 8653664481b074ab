public import Languages
public import Telemetry

/// Where the lab's LogQL reads its lines. Pure: the same question has the same answer.
public protocol LogStore: Sendable {
  /// All lines of streams that match, in `range` (start included, end excluded), ascending in
  /// time. `labels` are the index labels, `metadata` the structured metadata.
  func lines(matching matchers: [Matcher], in range: TimeRange) -> [LogLine]
  /// Index label sets of streams that match and have a line in `range`.
  func streams(matching matchers: [Matcher], in range: TimeRange) -> [Labels]
}
