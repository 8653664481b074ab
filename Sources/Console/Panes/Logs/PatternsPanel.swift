internal import Analysis
internal import Canvas
internal import Telemetry

/// The patterns of a query over its range and what became of them since the range before.
struct PatternsPanel: Sendable {
  let range: TimeRange
  let step: Duration
  private(set) var list = PatternList(server: [])
  private(set) var scroll = ScrollPosition()
  private var now: [SourceID: [LogPattern]] = [:]
  private var before: [SourceID: [LogPattern]] = [:]
  private var linesBefore: [SourceID: [LogLine]] = [:]
  /// Of the loaded lines, where no server tells of patterns.
  private(set) var mined = MinedPatterns()
  /// Whether that was begun.
  var isMining = false

  init(over range: TimeRange, step: Duration) { (self.range, self.step) = (range, step) }

  /// Of the same length, right before.
  var rangeBefore: TimeRange { TimeRange(start: range.start - range.duration, end: range.start) }

  /// Whether any server told of patterns.
  var isFromServer: Bool { now.values.contains { !$0.isEmpty } }

  mutating func take(_ patterns: [LogPattern], isBefore: Bool, from source: SourceID) {
    if isBefore { before[source] = patterns } else { now[source] = patterns }
    arrange()
  }

  /// Some lines of the range before, of one source.
  mutating func take(linesBefore lines: [LogLine], from source: SourceID) { linesBefore[source] = lines }

  /// What is to be found in the loaded lines.
  func mining(_ buffer: LogBuffer) -> PatternMining {
    let lines = linesBefore.sorted { $0.key < $1.key }.flatMap(\.value)
    return PatternMining(
      buffer: buffer, before: lines.sorted { $0.time < $1.time }, range: range, step: step)
  }

  mutating func take(_ found: MinedPatterns) {
    mined = found
    arrange()
  }

  private mutating func arrange() {
    let chosen = entry?.template
    let then = isFromServer ? before.values.flatMap(\.self) : mined.before
    let isCompared = isFromServer ? !before.isEmpty : mined.linesBefore > 0
    list = PatternList(
      server: now.values.flatMap(\.self), loaded: mined.now, before: isCompared ? then : nil)
    let kept = list.entries.firstIndex { $0.template == chosen }
    scroll.move(to: kept ?? scroll.cursor, count: list.entries.count, height: 1)
  }

  var entry: PatternList.Entry? {
    list.entries.indices.contains(scroll.cursor) ? list.entries[scroll.cursor] : nil
  }

  mutating func move(by rows: Int, height: Int) {
    scroll.move(by: rows, count: list.entries.count, height: height)
  }
}
