internal import Analysis
internal import Canvas
internal import Telemetry

/// The patterns of a query over its range and what became of them since the range before.
struct PatternsPanel: Sendable {
  let range: TimeRange
  let step: Duration
  private(set) var list = PatternList(server: [])
  private(set) var scroll = ScrollPosition()
  private(set) var minedLines = 0
  private var now: [SourceID: [LogPattern]] = [:]
  private var before: [SourceID: [LogPattern]] = [:]
  private var mined: [LogPattern] = []

  init(over range: TimeRange, step: Duration) { (self.range, self.step) = (range, step) }

  /// Of the same length, right before.
  var rangeBefore: TimeRange { TimeRange(start: range.start - range.duration, end: range.start) }

  /// Whether any server told of patterns.
  var isFromServer: Bool { now.values.contains { !$0.isEmpty } }

  mutating func take(_ patterns: [LogPattern], isBefore: Bool, from source: SourceID) {
    if isBefore { before[source] = patterns } else { now[source] = patterns }
    arrange()
  }

  /// Finds patterns in the loaded lines, once.
  mutating func mine(_ buffer: LogBuffer) {
    guard minedLines == 0, !buffer.isEmpty else { return }
    var miner = LogPatternMiner(step: step)
    miner.update(buffer)
    (mined, minedLines) = (miner.patterns(), miner.lines)
    arrange()
  }

  private mutating func arrange() {
    let chosen = entry?.template
    let then = isFromServer && !before.isEmpty ? before.values.flatMap(\.self) : nil
    list = PatternList(server: now.values.flatMap(\.self), loaded: mined, before: then)
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
