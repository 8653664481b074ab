public import Telemetry

/// Loaded log lines, oldest first, in little more memory than their own bytes.
///
/// Lines of all streams and sources stand in one order of time. They lie end to end in large pieces,
/// so that a search runs over memory without stopping at each; what lines share is kept once.
///
/// ```
///   prepend ─▶ ┌─────────┬─────────┬─────────┬──────┐ ◀─ append
///     older    │ segment │ segment │ segment │ …    │    newer
///              └─────────┴─────────┴─────────┴──────┘
///     index      0 …                        count-1       moves when older lines come
///     position   -2000 …   0 …                            stays
/// ```
public struct LogBuffer: Sendable {
  /// Memory that lines may take; beyond it those at the far end are dropped, a segment at a time.
  public let limit: Int
  /// The bytes of text a segment is filled to.
  let segmentBytes: Int
  private(set) var segments: [LogSegment] = []
  /// The index of each segment's first line.
  private(set) var starts: [Int] = []
  private(set) var names: LogNames
  public private(set) var count = 0
  /// The text of all lines, in bytes.
  public private(set) var bytes = 0
  /// Lines that were dropped at the front to make room for newer ones.
  public private(set) var droppedOlder = 0
  /// Lines that were dropped at the back to make room for older ones.
  public private(set) var droppedNewer = 0
  private var firstNumber = 0
  /// Counts how often lines lost their positions; what was kept by position is worthless then.
  public private(set) var arrangement = 0

  /// - Parameters:
  ///   - limit: Memory that lines may take, in bytes.
  ///   - segmentBytes: What is dropped, and copied when a buffer is shared, at a time.
  public init(limit: Int = 1 << 30, segmentBytes: Int = 1 << 20) {
    self.limit = limit
    self.segmentBytes = max(1, min(segmentBytes, Int(Int32.max)))
    names = LogNames()
  }

  /// Lines in order of time, as a page of an answer has them.
  public init(_ lines: some Collection<LogLine>, limit: Int = 1 << 30, segmentBytes: Int = 1 << 20) {
    self.init(limit: limit, segmentBytes: segmentBytes)
    append(lines)
  }

  public var isEmpty: Bool { count == 0 }
  public var indices: Range<Int> { 0..<count }

  /// What the lines take in memory, in bytes.
  public var memory: Int { segments.reduce(0) { $0 + $1.memory } }

  // MARK: Places

  public func position(at index: Int) -> LogPosition { LogPosition(firstNumber + index) }

  /// `nil` for a line that is not, or no longer, loaded.
  public func index(of position: LogPosition) -> Int? {
    let index = position.number - firstNumber
    return indices.contains(index) ? index : nil
  }

  /// The first line at or after a moment; `count` when there is none.
  public func index(atOrAfter moment: Instant) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if time(at: middle) < moment { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func place(of index: Int) -> (segment: Int, record: Int) {
    var (low, high) = (0, starts.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    return (low, index - starts[low])
  }

  // MARK: Changing

  /// Adds lines newer than all others, in order of time.
  public mutating func append(_ lines: some Collection<LogLine>) {
    for line in lines {
      if segments.last.map({ !hasRoom($0, for: line) }) ?? true { open() }
      segments[segments.count - 1].append(line, level: LevelReading(of: line), names: &names)
      bytes += line.line.utf8.count
    }
    renumber()
    while memory > limit, segments.count > 1 { droppedOlder += dropFirst() }
  }

  /// Adds lines older than all others, in order of time.
  public mutating func prepend(_ lines: some Collection<LogLine>) {
    var front: [LogSegment] = []
    for line in lines {
      if front.last.map({ !hasRoom($0, for: line) }) ?? true {
        if let last = front.indices.last { front[last].seal() }
        front.append(LogSegment())
      }
      front[front.count - 1].append(line, level: LevelReading(of: line), names: &names)
      bytes += line.line.utf8.count
    }
    if let last = front.indices.last { front[last].seal() }
    segments.insert(contentsOf: front, at: 0)
    firstNumber -= lines.count
    renumber()
    while memory > limit, segments.count > 1 { droppedNewer += dropLast() }
  }

  /// Adds lines in order of time wherever they belong; of equal times the older residents stay first.
  ///
  /// Costs as much as there are lines behind the first of them, and their positions change.
  public mutating func insert(_ lines: [LogLine]) {
    guard let first = lines.first else { return }
    var tail: [LogLine] = []
    let start = index(atOrAfter: Instant(nanoseconds: first.time.nanoseconds.addingOne))
    for index in start..<count { tail.append(line(at: index)) }
    removeLast(count - start)
    let merged = (tail + lines).enumerated()
      .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    if !tail.isEmpty { arrangement += 1 }
    append(merged.map(\.element))
  }

  public mutating func removeAll() {
    let old = arrangement
    self = LogBuffer(limit: limit, segmentBytes: segmentBytes)
    arrangement = old + 1
  }

  private func hasRoom(_ segment: LogSegment, for line: LogLine) -> Bool {
    segment.text.count + line.line.utf8.count <= segmentBytes && segment.fields.count < segmentBytes * 4
      && segment.records.count < segmentBytes / 16 + 1
  }

  private mutating func open() {
    if let last = segments.indices.last { segments[last].seal() }
    segments.append(LogSegment())
  }

  private mutating func dropFirst() -> Int {
    let gone = segments.removeFirst()
    bytes -= gone.text.count
    firstNumber += gone.records.count
    renumber()
    return gone.records.count
  }

  private mutating func dropLast() -> Int {
    let gone = segments.removeLast()
    bytes -= gone.text.count
    renumber()
    return gone.records.count
  }

  private mutating func removeLast(_ number: Int) {
    var rest = number
    while rest > 0, let last = segments.indices.last {
      if segments[last].records.count <= rest {
        rest -= dropLast()
      } else {
        let kept = segments[last].records.count - rest
        bytes -= segments[last].text.count
        segments[last].cut(to: kept)
        bytes += segments[last].text.count
        rest = 0
      }
    }
    renumber()
  }

  private mutating func renumber() {
    starts.removeAll(keepingCapacity: true)
    count = 0
    for segment in segments {
      starts.append(count)
      count += segment.records.count
    }
  }
}

extension LogSegment {
  /// Keeps the first lines only.
  fileprivate mutating func cut(to kept: Int) {
    guard kept < records.count else { return }
    text.removeSubrange(Int(records[kept].textStart)...)
    fields.removeSubrange(Int(records[kept].fieldsStart)...)
    records.removeSubrange(kept...)
  }
}

extension Int64 {
  fileprivate var addingOne: Int64 { self == .max ? self : self + 1 }
}
