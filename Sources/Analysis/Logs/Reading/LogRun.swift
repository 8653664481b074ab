internal import Telemetry

/// Lines in order of time that grow at their end, mostly.
struct LogRun {
  /// What a line needs besides its text: the value itself and the head of its string.
  private static let overhead = MemoryLayout<LogLine>.stride + 32

  private(set) var lines: [LogLine] = []
  private(set) var bytes = 0

  /// - Parameter added: In order of time. Where times are equal, what was there stands first.
  mutating func insert(_ added: [LogLine]) {
    guard let first = added.first else { return }
    bytes += added.reduce(0) { $0 + Self.cost($1) }
    let start = firstIndex(after: first.time)
    guard start < lines.count else {
      lines += added
      return
    }
    let tail = Array(lines[start...])
    lines.removeSubrange(start...)
    lines.reserveCapacity(start + tail.count + added.count)
    var rest = tail[...]
    for line in added {
      while let next = rest.first, next.time <= line.time {
        lines.append(next)
        rest = rest.dropFirst()
      }
      lines.append(line)
    }
    lines += rest
  }

  /// - Returns: How many of the oldest were dropped and the time they spanned; `nil` when all fit.
  mutating func trim(to bounds: LogTail.Bounds) -> (count: Int, range: TimeRange)? {
    guard lines.count > bounds.lines || bytes > bounds.bytes else { return nil }
    let (mostLines, mostBytes) = (bounds.lines - bounds.lines / 10, bounds.bytes - bounds.bytes / 10)
    var count = 0
    // The newest line stays, however long it is.
    while count < lines.count - 1, lines.count - count > mostLines || bytes > mostBytes {
      bytes -= Self.cost(lines[count])
      count += 1
    }
    guard count > 0 else { return nil }
    let range = TimeRange(start: lines[0].time, end: lines[count - 1].time + .nanoseconds(1))
    lines.removeFirst(count)
    return (count, range)
  }

  private func firstIndex(after time: Instant) -> Int {
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func cost(_ line: LogLine) -> Int {
    overhead + line.line.utf8.count + cost(line.metadata) + cost(line.parsed)
  }

  private static func cost(_ labels: Labels) -> Int {
    labels.pairs.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 32 }
  }
}
