internal import Analysis

/// A search through loaded lines as far as it came, and what it goes on in.
public struct LogSearching: Equatable, Sendable {
  /// Lines to either side at a time. An expression takes a thousand times as long as a text does.
  private static let lines = (text: 4_000_000, expression: 5000)

  let matches: LogMatches
  let buffer: LogBuffer
  /// Where it begins.
  let start: LogPosition

  init(_ matches: LogMatches, in buffer: LogBuffer, from start: LogPosition) {
    (self.matches, self.buffer, self.start) = (matches, buffer, start)
  }

  /// Whether what is left takes less than a frame.
  var isShort: Bool {
    let left = matches.remaining(in: buffer)
    let bytes = left * (buffer.bytes / max(1, buffer.count) + 1)
    return matches.search.mode == .regex ? bytes <= 1 << 15 : bytes <= 1 << 22
  }

  /// A part further.
  func advanced() -> LogMatches {
    var matches = matches
    let lines = matches.search.mode == .regex ? Self.lines.expression : Self.lines.text
    matches.advance(in: buffer, from: start, lines: lines)
    return matches
  }

  /// The same question of the same lines.
  public static func == (a: LogSearching, b: LogSearching) -> Bool {
    a.matches.search == b.matches.search && a.start == b.start && a.buffer.count == b.buffer.count
      && a.buffer.arrangement == b.buffer.arrangement
      && a.matches.remaining(in: a.buffer) == b.matches.remaining(in: b.buffer)
  }
}
