public import Telemetry

/// The newest lines of a log that is followed, in order of time, within bounds; what was dropped for them
/// is counted. Paused, it keeps what comes aside, so that the lines being read stand still.
public struct LogTail: Sendable {
  public struct Bounds: Hashable, Sendable {
    public var lines: Int
    /// Of text, with what each line needs besides.
    public var bytes: Int

    public init(lines: Int = 200_000, bytes: Int = 256 << 20) {
      self.lines = max(1, lines)
      self.bytes = max(1, bytes)
    }
  }

  /// Both the shown and the held part keep within them.
  public let bounds: Bounds
  /// Ascending in time; lines of one nanosecond in the order they came.
  public var lines: [LogLine] { shown.lines }
  /// Ascending in time; those that touch and have one cause are one.
  public private(set) var gaps: [LogGap] = []
  public private(set) var isPaused = false
  /// Lines that were dropped, in all.
  public private(set) var dropped = 0
  /// No line before this moment is complete any more; `nil` while none was dropped from the top.
  public private(set) var droppedUntil: Instant?

  private var shown = LogRun()
  private var held = LogRun()
  private var heldGaps: [LogGap] = []

  public init(bounds: Bounds = Bounds(), lines: [LogLine] = []) {
    self.bounds = bounds
    take(LogBatch(lines: lines.sorted { $0.time < $1.time }))
  }

  /// How many lines came since the pause and wait.
  public var heldCount: Int { held.lines.count }

  /// Approximately what it holds, in bytes.
  public var bytes: Int { shown.bytes + held.bytes }

  /// - Parameter batch: Lines in order of time, as a follower gives them; late ones find their place.
  public mutating func take(_ batch: LogBatch) {
    guard isPaused else {
      shown.insert(batch.lines)
      for gap in batch.gaps { Self.insert(gap, in: &gaps) }
      return dropShown()
    }
    held.insert(batch.lines)
    for gap in batch.gaps { Self.insert(gap, in: &heldGaps) }
    dropHeld()
  }

  /// How many more lines fit; older ones beyond them would be dropped again by the next that comes.
  public var room: Int { bytes >= bounds.bytes ? 0 : max(0, bounds.lines - lines.count) }

  /// Lines read backward, newest first, as a pager gives them; they take their place above, even while
  /// paused, for nothing below them moves.
  public mutating func takeOlder(_ batch: LogBatch) {
    shown.insert(batch.lines.reversed())
    for gap in batch.gaps { Self.insert(gap, in: &gaps) }
  }

  public mutating func pause() { isPaused = true }

  /// Shows what came meanwhile.
  public mutating func resume() {
    isPaused = false
    let (lines, late) = (held.lines, heldGaps)
    (held, heldGaps) = (LogRun(), [])
    take(LogBatch(lines: lines, gaps: late))
  }

  private mutating func dropShown() {
    guard let gone = shown.trim(to: bounds) else { return }
    dropped += gone.count
    droppedUntil = gone.range.end
    gaps.removeAll { $0.range.end <= gone.range.end }
  }

  /// What is missing between the lines shown and those held will be seen as a gap.
  private mutating func dropHeld() {
    guard let gone = held.trim(to: bounds) else { return }
    dropped += gone.count
    var gap = LogGap(gone.range, .dropped(gone.count))
    heldGaps.removeAll { known in
      guard known.range.end <= gone.range.end else { return false }
      if case .dropped(let count) = known.reason {
        gap = LogGap(TimeRange(start: known.range.start, end: gone.range.end), .dropped(count + gone.count))
      }
      return true
    }
    Self.insert(gap, in: &heldGaps)
  }

  private static func insert(_ gap: LogGap, in gaps: inout [LogGap]) {
    if let index = gaps.lastIndex(where: { $0.joined(with: gap) != nil }),
      let both = gaps[index].joined(with: gap)
    {
      gaps[index] = both
      return
    }
    let index = gaps.lastIndex { $0.range.start <= gap.range.start }.map { $0 + 1 } ?? 0
    gaps.insert(gap, at: index)
  }
}
