public import Telemetry

/// Puts the lines of several followed logs into one order of time, holding each back until every other log
/// was read past it, though never longer than a moment.
///
/// ```
/// loki-a  ──1────3──────┤ read to          told: 1 2 3      held: 5
/// loki-b  ─────2──────────────5──┤ read to          └ a may still have one before 5
/// ```
/// A line that arrives later than that is told at once, out of its order: late is better than never.
public struct LogReordering: Sendable {
  private struct Held {
    var line: LogLine
    var input: Int
    var due: Instant
  }

  /// How long a line waits for a log that does not answer.
  public let patience: Duration
  private var readTo: [Instant]
  /// Ascending in time; of one nanosecond in the order of the inputs, then as they came.
  private var held: [Held] = []

  public init(inputs: Int, patience: Duration = .seconds(2)) {
    readTo = Array(repeating: Instant(nanoseconds: .min), count: max(0, inputs))
    self.patience = patience
  }

  /// How many lines wait.
  public var heldCount: Int { held.count }

  /// - Parameters:
  ///   - lines: New ones of this log, in order of time.
  ///   - moment: Everything of this log before it was asked for at least once.
  public mutating func add(_ lines: [LogLine], from input: Int, readTo moment: Instant, at now: Instant) {
    guard readTo.indices.contains(input) else { return }
    readTo[input] = max(readTo[input], moment)
    guard !lines.isEmpty else { return }
    let due = now + patience
    held += lines.map { Held(line: $0, input: input, due: due) }
    held = held.enumerated().sorted { a, b in
      (a.element.line.time, a.element.input, a.offset) < (b.element.line.time, b.element.input, b.offset)
    }.map(\.element)
  }

  /// The lines that nothing earlier can come before any more, or that waited long enough, in order.
  public mutating func take(at now: Instant) -> [LogLine] {
    // What waited long enough takes everything before it along.
    let late = held.lastIndex { $0.due <= now }.map { $0 + 1 } ?? 0
    let ready = held[late...].prefix { entry in
      readTo.indices.allSatisfy { $0 == entry.input || readTo[$0] > entry.line.time }
    }
    return release(late + ready.count)
  }

  /// All that is held, in order: nothing more will come.
  public mutating func takeAll() -> [LogLine] { release(held.count) }

  private mutating func release(_ count: Int) -> [LogLine] {
    defer { held.removeFirst(count) }
    return held[..<count].map(\.line)
  }
}
