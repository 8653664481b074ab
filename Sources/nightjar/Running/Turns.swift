import Analysis
import Synchronization
import Telemetry

/// Sources answer at the same time; their lines are written in one order, one batch after another.
final class Turns: Sendable {
  private struct Waiting {
    var lines: LogReordering
    let write: @Sendable ([LogLine]) -> Void
  }

  private let waiting: Mutex<Waiting>

  init(sources: Int, _ write: @escaping @Sendable ([LogLine]) -> Void) {
    waiting = Mutex(Waiting(lines: LogReordering(inputs: sources), write: write))
  }

  /// Takes lines of one source, and writes what may be written now.
  func take(_ lines: [LogLine], from source: Int, readTo: Instant, at now: Instant) {
    waiting.withLock { waiting in
      waiting.lines.add(lines, from: source, readTo: readTo, at: now)
      Self.write(waiting.lines.take(at: now), by: waiting.write)
    }
  }

  /// Writes what waited long enough for a source that says nothing.
  func passTime(to now: Instant) {
    waiting.withLock { Self.write($0.lines.take(at: now), by: $0.write) }
  }

  /// Writes all that waits.
  func finish() {
    waiting.withLock { Self.write($0.lines.takeAll(), by: $0.write) }
  }

  private static func write(_ lines: [LogLine], by write: ([LogLine]) -> Void) {
    if !lines.isEmpty { write(lines) }
  }
}
