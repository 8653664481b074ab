import Synchronization
import Telemetry

/// Sources answer at the same time; their lines are written one batch after another.
final class Turns: Sendable {
  private let write: Mutex<@Sendable ([LogLine]) -> Void>

  init(_ write: @escaping @Sendable ([LogLine]) -> Void) { self.write = Mutex(write) }

  func take(_ lines: [LogLine]) { write.withLock { $0(lines) } }
}
