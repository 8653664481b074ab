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

  public init(_ search: LogSearch, in buffer: LogBuffer) {
    self.search = search
    update(buffer)
  }

  /// Searches the lines that came since, and forgets those that are gone.
  public mutating func update(_ buffer: LogBuffer) {
    if buffer.arrangement != arrangement {
      self = LogMatches(search: search)
      arrangement = buffer.arrangement
    }
    let (first, end) = (buffer.position(at: 0), buffer.position(at: buffer.count))
    forget(outside: first..<max(first, end))
    guard let old = searched, old.lowerBound < old.upperBound else {
      find(in: buffer, first..<end)
      searched = first..<end
      return
    }
    if first < old.lowerBound {
      var front = LogMatches(search: search)
      front.find(in: buffer, first..<old.lowerBound)
      lines.insert(contentsOf: front.lines, at: 0)
      counts.insert(contentsOf: front.counts, at: 0)
      occurrences += front.occurrences
    }
    if old.upperBound < end { find(in: buffer, old.upperBound..<end) }
    searched = first..<end
  }

  private init(search: LogSearch) { self.search = search }

  private mutating func forget(outside kept: Range<LogPosition>) {
    guard let old = searched else { return }
    searched = old.clamped(to: kept)
    let range = rank(of: kept.lowerBound)..<rank(of: kept.upperBound)
    guard range.count < lines.count else { return }
    lines = Array(lines[range])
    counts = Array(counts[range])
    occurrences = counts.reduce(0) { $0 + Int($1) }
  }

  private mutating func find(in buffer: LogBuffer, _ range: Range<LogPosition>) {
    let offset = buffer.position(at: 0).number
    let indices = (range.lowerBound.number - offset)..<(range.upperBound.number - offset)
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
