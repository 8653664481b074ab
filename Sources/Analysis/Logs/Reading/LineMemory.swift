internal import Telemetry

/// Which lines were told already, of the last seconds: bounded, 16 bytes a line and a little more,
/// however long the lines are.
///
/// ```
/// seconds    40        41        42        43
///            {a b c}   {d}       {e f}     {g h}      forget(before: 42) drops the first two
/// ```
struct LineMemory {
  private struct Count {
    var told: UInt32
    /// In the reading under way.
    var now: UInt32
    var reading: UInt32
  }

  let capacity: Int
  private var seconds: [Int64: [LogFingerprint: Count]] = [:]
  private(set) var count = 0
  private var reading: UInt32 = 0
  /// Lines before this moment are not recognised any more.
  private(set) var horizon = Instant(nanoseconds: .min)

  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// From here on every line counts anew: one told twice before is new when it comes a third time.
  mutating func beginReading() { reading &+= 1 }

  /// - Returns: The lines not told before.
  mutating func fresh(_ lines: [LogLine]) -> [LogLine] {
    lines.filter { tell($0) }
  }

  private mutating func tell(_ line: LogLine) -> Bool {
    let print = LogFingerprint(line)
    let before = seconds[line.time.seconds]?[print]
    var entry = before ?? Count(told: 0, now: 0, reading: reading)
    if entry.reading != reading { (entry.now, entry.reading) = (0, reading) }
    entry.now &+= 1
    let isNew = entry.now > entry.told
    if isNew { entry.told = entry.now }
    if before == nil { count += 1 }
    seconds[line.time.seconds, default: [:]][print] = entry
    return isNew
  }

  /// Drops whole seconds before `moment`, and older ones than its capacity allows, though none that
  /// `needed` and later moments belong to.
  mutating func forget(before moment: Instant, needed: Instant) {
    for second in seconds.keys where second < moment.seconds && second < needed.seconds { drop(second) }
    guard count > capacity else { return }
    for second in seconds.keys.sorted() where second < needed.seconds && count > capacity {
      drop(second)
      horizon = max(horizon, Instant(seconds: second &+ 1))
    }
  }

  private mutating func drop(_ second: Int64) {
    count -= seconds.removeValue(forKey: second)?.count ?? 0
  }
}
