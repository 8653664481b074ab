internal import Analysis
internal import Telemetry

/// The loaded lines as a list: which of them can be seen, and where the cursor stands.
///
/// Lines keep their position while others come before or behind them, so nothing here moves when a
/// page arrives. Every step costs what it passes, never what is loaded.
struct LogList: Sendable {
  private(set) var buffer: LogBuffer
  private(set) var folding = LogFolding(LogBuffer())
  private(set) var matches: LogMatches?
  /// Entries whose folded lines are shown.
  private(set) var unfolded: Set<LogPosition> = []
  /// Lines that are shown taken apart.
  private(set) var expanded: [LogPosition: StructuredLine] = [:]
  private(set) var marks: Set<LogPosition> = []
  private(set) var gaps: [LogGap] = []
  /// Newer lines that went to make room for older ones and were not read again yet.
  private(set) var missingNewer = 0
  /// In the order they were first seen, which decides their colours.
  private(set) var services: [String] = []
  var cursor = LogPosition(0)
  /// The line at the top of the screen.
  var top = LogPosition(0)
  /// Rows of it above the screen: none but where it is taller than that.
  var skipped = 0

  /// - Parameter buffer: Empty; it says how much memory lines may take.
  init(_ buffer: LogBuffer = LogBuffer(limit: 768 << 20)) { self.buffer = buffer }

  var isEmpty: Bool { buffer.isEmpty }
  var lacksNewer: Bool { missingNewer > 0 }
  /// Whether another page fits before lines at the other end must go.
  var hasRoom: Bool { !lacksNewer && buffer.memory + (8 << 20) < buffer.limit }
  /// Whether somebody marked or opened lines, which new ones in their place would undo.
  var isWorkedOn: Bool { !marks.isEmpty || !expanded.isEmpty || !unfolded.isEmpty }
  var cursorIndex: Int? { buffer.index(of: cursor) }
  var first: LogPosition? { isEmpty ? nil : visible(buffer.position(at: 0)) }
  var last: LogPosition? { isEmpty ? nil : visible(buffer.position(at: buffer.count - 1)) }

  // MARK: Lines

  /// Everything anew, newest first.
  mutating func replace(_ batch: LogBatch) {
    let search = matches?.search
    buffer.removeAll()
    (unfolded, expanded, marks, gaps, services) = ([], [:], [], [], [])
    missingNewer = 0
    buffer.append(batch.lines.reversed())
    matches = search.map { LogMatches($0) }
    arrived(batch)
  }

  /// Older lines, newest first.
  mutating func addOlder(_ batch: LogBatch) {
    let dropped = buffer.droppedNewer
    buffer.prepend(batch.lines.reversed())
    missingNewer += buffer.droppedNewer - dropped
    arrived(batch)
  }

  /// Newer lines, oldest first; late ones among them find their place.
  ///
  /// - Returns: Whether older lines went to make room for them.
  @discardableResult
  mutating func addNewer(_ batch: LogBatch) -> Bool {
    let dropped = buffer.droppedOlder
    if let first = batch.lines.first, let span = buffer.span, first.time < span.last {
      shift(for: batch.lines)
      buffer.insert(batch.lines)
    } else {
      buffer.append(batch.lines)
    }
    arrived(batch)
    return buffer.droppedOlder > dropped
  }

  /// Lines that had gone are loaded again.
  ///
  /// - Parameter isAll: Whether the newest of the range is among them. Until then some are missing: the
  ///   server may have got more meanwhile.
  mutating func foundAgain(_ count: Int, isAll: Bool) { missingNewer = isAll ? 0 : max(1, missingNewer - count) }

  private mutating func arrived(_ batch: LogBatch) {
    folding.update(buffer)
    searchOn()
    gaps = Array((gaps + batch.gaps).sorted { $0.range.start < $1.range.start }.suffix(200))
    for line in batch.lines where services.count < 40 {
      let service = line.service
      if !services.contains(service) { services.append(service) }
    }
    if let first, cursorIndex == nil { cursor = cursor < first ? first : last ?? first }
    cursor = visible(cursor)
  }

  /// Where the known places go when lines come in between.
  private mutating func shift(for lines: [LogLine]) {
    func moved(_ position: LogPosition) -> LogPosition {
      guard let index = buffer.index(of: position) else { return position }
      let time = buffer.time(at: index)
      return LogPosition(position.number + lines.count { $0.time < time })
    }
    (cursor, top) = (moved(cursor), moved(top))
    unfolded = Set(unfolded.map(moved))
    marks = Set(marks.map(moved))
    expanded = Dictionary(expanded.map { (moved($0.key), $0.value) }) { a, _ in a }
  }

  // MARK: What is seen

  /// Whether a line is folded into another.
  func isHidden(_ position: LogPosition) -> Bool {
    folding.head(of: position).map { !unfolded.contains($0) } ?? false
  }

  /// The line that stands for a hidden one.
  func visible(_ position: LogPosition) -> LogPosition {
    guard let head = folding.head(of: position), !unfolded.contains(head) else { return position }
    return buffer.index(of: head) == nil ? position : head
  }

  func next(after position: LogPosition) -> LogPosition? { step(from: position, by: 1) }
  func previous(before position: LogPosition) -> LogPosition? { step(from: position, by: -1) }

  private func step(from position: LogPosition, by step: Int) -> LogPosition? {
    var place = LogPosition(position.number + step)
    while buffer.index(of: place) != nil {
      if !isHidden(place) { return place }
      place.number += step
    }
    return nil
  }

  /// How many lines are folded into this one, and not shown.
  func foldedCount(at position: LogPosition) -> Int {
    unfolded.contains(position) ? 0 : folding.members(of: position).count
  }

  /// The gaps that end between a line and the one before it; for the end of the list those after all.
  func gaps(before index: Int) -> [LogGap] {
    guard !gaps.isEmpty else { return [] }
    let from = index > 0 ? buffer.time(at: index - 1) : Instant(nanoseconds: .min)
    let to = index < buffer.count ? buffer.time(at: index) : Instant(nanoseconds: .max)
    return gaps.filter { $0.range.end > from && $0.range.end <= to }
  }

  // MARK: Changing what is seen

  /// Shows a line even if it is folded away.
  mutating func reveal(_ position: LogPosition) {
    if let head = folding.head(of: position) { unfolded.insert(head) }
    cursor = position
  }

  /// Opens the line under the cursor, or closes it.
  ///
  /// - Returns: Why there is nothing to open.
  mutating func toggle() -> String? {
    guard let index = cursorIndex else { return "no line is under the cursor" }
    let head = folding.head(of: cursor) ?? cursor
    if !folding.members(of: head).isEmpty {
      if unfolded.remove(head) == nil { unfolded.insert(head) }
      cursor = visible(cursor)
      return nil
    }
    if expanded.removeValue(forKey: cursor) == nil {
      expanded[cursor] = StructuredLine(buffer.text(at: index, prefix: 1 << 20))
    }
    return nil
  }

  mutating func mark() {
    if marks.remove(cursor) == nil { marks.insert(cursor) }
  }

  /// The next marked line, or the one at the other end.
  func mark(backwards: Bool) -> LogPosition? {
    backwards
      ? marks.filter { $0 < cursor }.max() ?? marks.max()
      : marks.filter { $0 > cursor }.min() ?? marks.min()
  }

  // MARK: Searching

  mutating func search(_ search: LogSearch?) {
    matches = search.map { LogMatches($0) }
    searchOn()
  }

  /// What is left of the search, to be done beside the keys; `nil` when every line was searched.
  var searching: LogSearching? {
    guard let matches, matches.remaining(in: buffer) > 0 else { return nil }
    return LogSearching(matches, in: buffer, from: cursor)
  }

  /// Takes what was searched beside the keys; nothing when another search began since.
  mutating func take(_ found: LogMatches) {
    guard found.search == matches?.search else { return }
    matches = found
    searchOn()
  }

  /// Searches what takes no longer than a frame, and forgets lines that are gone.
  private mutating func searchOn() {
    guard let searching else { return }
    matches?.advance(in: buffer, from: cursor, lines: searching.isShort ? .max : 0)
  }

  /// The next match, or from the other end.
  func match(backwards: Bool) -> LogPosition? {
    guard let matches else { return nil }
    return backwards
      ? matches.previous(before: cursor) ?? matches.lines.last
      : matches.next(after: cursor) ?? matches.lines.first
  }

  /// The next line at least as grave, or from the other end.
  func trouble(backwards: Bool, atLeast level: LogLevel = .warn) -> LogPosition? {
    guard let index = cursorIndex else { return nil }
    let found =
      backwards
      ? buffer.previous(before: index, atLeast: level)
        ?? buffer.previous(before: buffer.count, atLeast: level)
      : buffer.next(after: index, atLeast: level) ?? buffer.next(after: -1, atLeast: level)
    return found.map { buffer.position(at: $0) }
  }

  var hasTrouble: Bool { buffer.next(after: -1, atLeast: .warn) != nil }
}

extension LogBuffer {
  /// As `LogLine.service`.
  func service(at index: Int) -> String {
    for name in ["service_name", "service", "app", "container", "job"] {
      if let value = field(name, at: index), !value.isEmpty { return value }
    }
    return ""
  }
}
