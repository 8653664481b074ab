internal import Analysis
internal import Telemetry

/// The lines to find patterns in, and some of the range before to compare with.
public struct PatternMining: Equatable, Sendable {
  /// Lines that take less than a frame.
  private static let few = 3000

  let buffer: LogBuffer
  /// Oldest first.
  let before: [LogLine]
  let range: TimeRange
  let step: Duration

  var isShort: Bool { buffer.count + before.count <= Self.few }

  /// One miner takes both, so that a pattern has the same words now and then.
  func mined() -> MinedPatterns {
    var miner = LogPatternMiner(step: step)
    var all = buffer
    all.prepend(before)
    miner.update(all)
    let start = range.start.floored(to: step)
    let patterns = miner.patterns()
    return MinedPatterns(
      now: Self.part(of: patterns) { $0 >= start }, before: Self.part(of: patterns) { $0 < start },
      lines: buffer.count, linesBefore: before.count)
  }

  private static func part(of patterns: [LogPattern], _ isIn: (Instant) -> Bool) -> [LogPattern] {
    patterns.compactMap { pattern in
      var pattern = pattern
      pattern.counts = pattern.counts.filter { isIn($0.time) }
      return pattern.counts.isEmpty ? nil : pattern
    }
  }

  /// The same question of the same lines.
  public static func == (a: PatternMining, b: PatternMining) -> Bool {
    a.buffer.count == b.buffer.count && a.buffer.arrangement == b.buffer.arrangement && a.before == b.before
      && a.range == b.range && a.step == b.step
  }
}

/// What was found in the loaded lines.
struct MinedPatterns: Sendable {
  var now: [LogPattern] = []
  var before: [LogPattern] = []
  var lines = 0
  var linesBefore = 0
}
