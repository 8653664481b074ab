/// The loaded lines in which a search matches.
///
/// Kept while lines come at either end: `update` looks at the new ones only.
public struct LogMatches: Sendable {
  public let search: LogSearch
  /// Ascending.
  public private(set) var lines: [LogPosition] = []
  /// Matches counted one by one, several in a line; of a regular expression, lines.
  public private(set) var occurrences = 0
  private var counts: [UInt32] = []
  private var searched: Range<LogPosition>?
  private var arrangement = 0

  /// Nothing is searched yet.
  public init(_ search: LogSearch) { self.search = search }

  public init(_ search: LogSearch, in buffer: LogBuffer) {
    self.init(search)
    update(buffer)
  }

  /// Searches the lines that came since, and forgets those that are gone.
  public mutating func update(_ buffer: LogBuffer) {
    advance(in: buffer, from: buffer.position(at: 0), lines: .max)
  }

  /// Searches on, and forgets the lines that are gone; for searches that take longer than a frame.
  ///
  /// ```
  ///   first ─────────┤◀─ lines ─┤ searched ├─ lines ─▶├───────── end
  ///                              ▲ start
  /// ```
  /// - Parameters:
  ///   - start: Where it begins while nothing is searched.
  ///   - lines: How many are searched to either side at most.
  public mutating func advance(in buffer: LogBuffer, from start: LogPosition, lines: Int) {
    if buffer.arrangement != arrangement {
      self = LogMatches(search)
      arrangement = buffer.arrangement
    }
    let (first, end) = (buffer.position(at: 0), buffer.position(at: buffer.count))
    let reach = max(0, min(lines, buffer.count))
    forget(outside: first..<end)
    guard let old = searched, !old.isEmpty else {
      let middle = max(first.number, min(end.number, start.number))
      let range = max(first.number, middle - reach)..<min(end.number, middle + reach)
      searched = LogPosition(range.lowerBound)..<LogPosition(range.upperBound)
      find(in: buffer, range)
      return
    }
    let low = max(first.number, old.lowerBound.number - reach)
    let high = min(end.number, old.upperBound.number + reach)
    if low < old.lowerBound.number {
      var front = LogMatches(search)
      front.find(in: buffer, low..<old.lowerBound.number)
      self.lines.insert(contentsOf: front.lines, at: 0)
      counts.insert(contentsOf: front.counts, at: 0)
      occurrences += front.occurrences
    }
    find(in: buffer, old.upperBound.number..<high)
    searched = LogPosition(low)..<LogPosition(high)
  }

  /// How many loaded lines were not searched yet.
  public func remaining(in buffer: LogBuffer) -> Int {
    guard buffer.arrangement == arrangement, let searched else { return buffer.count }
    let all = buffer.position(at: 0)..<buffer.position(at: buffer.count)
    let known = searched.clamped(to: all)
    return buffer.count - (known.upperBound.number - known.lowerBound.number)
  }

  private mutating func forget(outside kept: Range<LogPosition>) {
    guard let old = searched else { return }
    searched = old.clamped(to: kept)
    let range = rank(of: kept.lowerBound)..<rank(of: kept.upperBound)
    guard range.count < lines.count else { return }
    lines = Array(lines[range])
    counts = Array(counts[range])
    occurrences = counts.reduce(0) { $0 + Int($1) }
  }

  private mutating func find(in buffer: LogBuffer, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let offset = buffer.position(at: 0).number
    let indices = (range.lowerBound - offset)..<(range.upperBound - offset)
    buffer.find(search, in: indices) { index, count in
      lines.append(LogPosition(index + offset))
      counts.append(UInt32(clamping: count))
      occurrences += count
    }
  }

  /// How many lines match before a position.
  private func rank(of position: LogPosition) -> Int {
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle] < position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The next matching line, `nil` behind the last.
  public func next(after position: LogPosition) -> LogPosition? {
    let place = rank(of: LogPosition(position.number + 1))
    return place < lines.count ? lines[place] : nil
  }

  public func previous(before position: LogPosition) -> LogPosition? {
    let place = rank(of: position)
    return place > 0 ? lines[place - 1] : nil
  }

  /// `3` of `3 of 17`: the rank, from 1, of a matching line; `nil` for others.
  public func number(of position: LogPosition) -> Int? {
    let place = rank(of: position)
    return place < lines.count && lines[place] == position ? place + 1 : nil
  }
}
