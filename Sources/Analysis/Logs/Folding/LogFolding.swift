internal import Telemetry

/// Which loaded lines are one entry: a message and the stack trace that was sent line by line.
///
/// ```
///   21:14:03.512  app   Unhandled exception: disk gone          head, 3 folded
///   21:14:03.512  app      at Store.Read() in Store.cs:line 41    folded
///   21:14:03.512  web   GET /items 200                          (another stream between)
///   21:14:03.513  app      at Store.Open() in Store.cs:line 12    folded
///   21:14:03.513  app   --- End of stack trace ---                folded
/// ```
///
/// Only lines of one stream, each at nearly the same time as the one before, are folded. Kept while
/// lines come: `update` looks at the new ones only, and again at the first of the old ones.
public struct LogFolding: Sendable {
  /// How far apart in time lines of one entry may be.
  public let reach: Duration
  private var heads: [LogPosition: LogPosition] = [:]
  private var members: [LogPosition: [LogPosition]] = [:]
  private var open: [UInt32: Open] = [:]
  private var seen: Range<LogPosition>?
  private var arrangement = 0

  /// The entry to which the next line of a stream may belong.
  private struct Open {
    var head: LogPosition
    var time: Instant
    var expected: ContinuationLine.Expectation
  }

  public init(_ buffer: LogBuffer, reach: Duration = .milliseconds(50)) {
    self.reach = reach
    update(buffer)
  }

  /// Folds lines that came since; of those seen before only the few are looked at again that may
  /// continue an entry which has only now been loaded.
  public mutating func update(_ buffer: LogBuffer) {
    let (first, end) = (buffer.position(at: 0), buffer.position(at: buffer.count))
    if arrangement != buffer.arrangement || seen.map({ $0.upperBound > end }) ?? true {
      heads = [:]
      members = [:]
      open = [:]
      seen = nil
      arrangement = buffer.arrangement
    }
    if let seen, first < seen.lowerBound { foldFront(of: buffer, before: seen) }
    let start = max(seen?.upperBound ?? first, first)
    forget(before: first)
    for number in start.number..<max(start.number, end.number) { look(at: number - first.number, in: buffer) }
    seen = first..<max(first, end)
  }

  /// Older lines came in front of those seen.
  ///
  /// ```
  ///   ├── new, in front ──┤├ again ┤ as before …
  ///                               └ every stream has begun an entry of its own, or too long has passed
  /// ```
  private mutating func foldFront(of buffer: LogBuffer, before seen: Range<LogPosition>) {
    let first = buffer.position(at: 0).number
    let last = open
    open = [:]
    for number in first..<seen.lowerBound.number { look(at: number - first, in: buffer) }
    var (place, latest) = (seen.lowerBound, open.values.map(\.time).max())
    while place < seen.upperBound, !open.isEmpty, let until = latest {
      let index = place.number - first
      if buffer.time(at: index) - until > reach { break }
      let stream = buffer.streamNumber(at: index)
      if open[stream] != nil {
        let wasHead = leave(place)
        look(at: index, in: buffer)
        latest = max(until, open[stream]?.time ?? until)
        // From an entry of its own on all of the stream was known already.
        if wasHead, heads[place] == nil { open[stream] = nil }
      }
      place.number += 1
    }
    // What is the newest entry of a stream may now be part of an older one.
    open = last.merging(open) { old, new in heads[old.head] == nil ? old : new }
  }

  /// Takes a line out of its entry.
  ///
  /// - Returns: Whether it began one.
  private mutating func leave(_ position: LogPosition) -> Bool {
    guard let head = heads.removeValue(forKey: position) else { return true }
    members[head]?.removeAll { $0 == position }
    if members[head]?.isEmpty == true { members[head] = nil }
    return false
  }

  private mutating func look(at index: Int, in buffer: LogBuffer) {
    let (stream, time) = (buffer.streamNumber(at: index), buffer.time(at: index))
    let position = buffer.position(at: index)
    buffer.withText(at: index) { line in
      if var entry = open[stream], time - entry.time <= reach,
        ContinuationLine.continues(line, &entry.expected)
      {
        entry.time = time
        open[stream] = entry
        heads[position] = entry.head
        members[entry.head, default: []].append(position)
      } else {
        open[stream] = Open(
          head: position, time: time, expected: ContinuationLine.expectation(after: line))
      }
    }
  }

  /// An entry whose head was dropped is shown line by line.
  private mutating func forget(before first: LogPosition) {
    guard let seen, seen.lowerBound < first else { return }
    for (head, folded) in members where head < first {
      for position in folded { heads[position] = nil }
      members[head] = nil
    }
    open = open.filter { $0.value.head >= first }
  }

  /// The line of which this one is a part; `nil` for lines that stand for themselves.
  public func head(of position: LogPosition) -> LogPosition? { heads[position] }

  /// The lines folded into an entry, without its first.
  public func members(of head: LogPosition) -> [LogPosition] { members[head] ?? [] }

  /// How many lines are folded into others.
  public var foldedCount: Int { heads.count }

  /// The next line that is not folded away, `nil` at the end.
  public func next(after position: LogPosition, in buffer: LogBuffer) -> LogPosition? {
    step(from: position, by: 1, in: buffer)
  }

  public func previous(before position: LogPosition, in buffer: LogBuffer) -> LogPosition? {
    step(from: position, by: -1, in: buffer)
  }

  private func step(from position: LogPosition, by step: Int, in buffer: LogBuffer) -> LogPosition? {
    var place = LogPosition(position.number + step)
    while buffer.index(of: place) != nil {
      if heads[place] == nil { return place }
      place.number += step
    }
    return nil
  }
}

/// A line of several rows shown as its first and how many follow.
public struct MultilineText: Hashable, Sendable {
  public var head: Substring
  /// Rows behind the first, the empty ones at the end not counted.
  public var more: Int

  public init(_ text: String) {
    let end = text.utf8.lastIndex { $0 != 10 && $0 != 13 }.map { text.utf8.index(after: $0) }
    let body = text[..<(end ?? text.startIndex)]
    let cut = body.utf8.firstIndex { $0 == 10 }
    var head = body[..<(cut ?? body.endIndex)]
    if head.utf8.last == 13 { head = Substring(head.unicodeScalars.dropLast()) }
    self.head = head
    more = cut == nil ? 0 : body.utf8.reduce(0) { $0 + ($1 == 10 ? 1 : 0) }
  }
}
