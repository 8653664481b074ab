public import Telemetry

/// Finds the patterns of log lines as they come: Drain, by He and others (ICWS 2017).
///
/// Lines go down a tree of fixed depth to a leaf that holds few groups, and there to the group they
/// resemble most; a word in which they differ becomes a placeholder.
///
/// ```
///   level, what stands between the words
///        └─ first word                    (those with digits all go the way of <_>)
///              └─ groups:  request <_> took <_> ms
///                          request <_> failed: <_>
/// ```
public struct LogPatternMiner: Sendable {
  private struct Shape: Hashable {
    var between: UInt64
    var words: Int
    var level: LogLevel
  }

  private struct Leaf: Hashable {
    var shape: Shape
    var lead: UInt64
  }

  /// First words of one shape that are told apart.
  private static let leadLimit = 50

  /// The width of the counts over time.
  public let step: Duration
  /// The share of words in which a line must agree with a group, 0 to 1.
  let similarity: Double
  private let limit: Int
  public private(set) var groups: [PatternGroup] = []
  /// Lines looked at.
  public private(set) var lines = 0
  /// Lines that were of no group when there were too many groups already.
  public private(set) var leftOut = 0
  private var leaves: [Leaf: [Int]] = [:]
  private var leads: [Shape: Int] = [:]
  private var seen: Range<LogPosition>?
  private var arrangement = 0

  /// - Parameters:
  ///   - step: The width of the counts over time.
  ///   - limit: Groups at most.
  public init(step: Duration, similarity: Double = 0.5, limit: Int = 2000) {
    self.step = step
    self.similarity = similarity
    self.limit = limit
  }

  /// Takes the lines that came since at either end; those that were dropped stay counted.
  public mutating func update(_ buffer: LogBuffer) {
    if arrangement != buffer.arrangement {
      self = LogPatternMiner(step: step, similarity: similarity, limit: limit)
      arrangement = buffer.arrangement
    }
    let (first, end) = (buffer.position(at: 0).number, buffer.position(at: buffer.count).number)
    let old = seen.map { $0.lowerBound.number..<$0.upperBound.number } ?? end..<end
    let front = first..<max(first, min(end, old.lowerBound))
    let back = max(first, old.upperBound)..<max(first, end, old.upperBound)
    for number in [front, back].joined() { add(number - first, of: buffer) }
    seen = LogPosition(min(first, old.lowerBound))..<LogPosition(max(end, old.upperBound))
  }

  private mutating func add(_ index: Int, of buffer: LogBuffer) {
    let level = buffer.level(at: index).level
    let step = buffer.time(at: index).nanoseconds.dividedFloor(by: max(1, step.wholeNanoseconds))
    let position = buffer.position(at: index)
    buffer.withText(at: index) { line in
      let tokens = LogTokens(line)
      lines += 1
      let leaf = leaf(of: tokens, level)
      if let number = nearest(to: tokens, among: leaves[leaf] ?? []) {
        groups[number].take(tokens, step: step)
      } else if groups.count < limit {
        leaves[leaf, default: []].append(groups.count)
        groups.append(PatternGroup(line, tokens, level: level, example: position))
        groups[groups.count - 1].take(tokens, step: step)
      } else {
        leftOut += 1
      }
    }
  }

  /// A shape with very many first words sends new ones the common way.
  private mutating func leaf(of tokens: LogTokens, _ level: LogLevel) -> Leaf {
    let shape = Shape(between: tokens.shape, words: tokens.words.count, level: level)
    let leaf = Leaf(shape: shape, lead: tokens.lead)
    guard tokens.lead != LogTokens.mask, leaves[leaf] == nil else { return leaf }
    guard leads[shape, default: 0] < Self.leadLimit else { return Leaf(shape: shape, lead: LogTokens.mask) }
    leads[shape, default: 0] += 1
    return leaf
  }

  /// The group that agrees in the most words; of equals the oldest.
  private func nearest(to tokens: LogTokens, among candidates: [Int]) -> Int? {
    var best: (number: Int, agreeing: Int)?
    for number in candidates {
      let (agreeing, fixed) = groups[number].agreement(with: tokens)
      guard Double(agreeing) >= similarity * Double(fixed), agreeing > 0 || fixed == 0,
        agreeing > best?.agreeing ?? -1
      else { continue }
      best = (number, agreeing)
    }
    return best?.number
  }

  /// The patterns with their counts a step, the most frequent first.
  public func patterns() -> [LogPattern] {
    let unit = max(1, step.wholeNanoseconds)
    return groups.sorted { ($1.count, $0.example) < ($0.count, $1.example) }.map { group in
      let counts = group.steps.sorted { $0.key < $1.key }.map { entry in
        let (time, overflow) = entry.key.multipliedReportingOverflow(by: unit)
        return Sample(Instant(nanoseconds: overflow ? .max : time), Double(entry.value))
      }
      return LogPattern(pattern: group.template.text, level: group.level, counts: counts)
    }
  }
}
