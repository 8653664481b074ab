public import Telemetry

/// Finds the patterns of log lines as they come: Drain, by He and others (ICWS 2017).
///
/// Lines go down a tree of fixed depth to a leaf that holds few groups, and there to the group they
/// resemble most; a word in which they differ becomes a placeholder.
///
/// ```
///   number of words, what stands between them, level
///        └─ first word                    (those with digits all go the way of <_>)
///              └─ groups:  request <_> took <_> ms
///                          request <_> failed: <_>
/// ```
public struct LogPatternMiner: Sendable {
  public struct Group: Hashable, Sendable {
    public fileprivate(set) var words: [String]
    fileprivate let between: [String]
    fileprivate var hasMore: Bool
    public let level: LogLevel
    public fileprivate(set) var count = 0
    /// Lines by number of the step since the epoch.
    fileprivate var steps: [Int64: Int] = [:]
    /// One of its lines, to be shown.
    public fileprivate(set) var example: LogPosition
  }

  private struct Branch: Hashable {
    var between: [String]
    var level: LogLevel
    var path: [String]
  }

  public let step: Duration
  /// The share of words in which a line must agree with a group, 0 to 1.
  let similarity: Double
  private let depth: Int
  private let limit: Int
  public private(set) var groups: [Group] = []
  /// Lines looked at.
  public private(set) var lines = 0
  /// Lines that were of no group when there were too many groups already.
  public private(set) var leftOut = 0
  private var leaves: [Branch: [Int]] = [:]
  private var children: [Branch: Int] = [:]
  private var seen: Range<LogPosition>?
  private var arrangement = 0

  /// - Parameters:
  ///   - step: The width of the counts over time.
  ///   - limit: Groups at most.
  public init(step: Duration, similarity: Double = 0.5, depth: Int = 1, limit: Int = 2000) {
    self.step = step
    self.similarity = similarity
    self.depth = depth
    self.limit = limit
  }

  /// Takes the lines that came since at either end; those that were dropped stay counted.
  public mutating func update(_ buffer: LogBuffer) {
    if arrangement != buffer.arrangement {
      self = LogPatternMiner(step: step, similarity: similarity, depth: depth, limit: limit)
      arrangement = buffer.arrangement
    }
    let (first, end) = (buffer.position(at: 0), buffer.position(at: buffer.count))
    let old = seen ?? end..<end
    let front = first.number..<max(first.number, min(end.number, old.lowerBound.number))
    let back = max(first.number, old.upperBound.number)..<max(first.number, end.number, old.upperBound.number)
    for number in [front, back].joined() { add(number - first.number, of: buffer) }
    seen = min(first, old.lowerBound)..<max(end, old.upperBound)
  }

  private mutating func add(_ index: Int, of buffer: LogBuffer) {
    let tokens = buffer.withText(at: index) { LogTokens($0) }
    add(tokens, level: buffer.level(at: index).level, at: buffer.time(at: index), buffer.position(at: index))
  }

  mutating func add(_ tokens: LogTokens, level: LogLevel, at time: Instant, _ position: LogPosition) {
    lines += 1
    let leaf = self.leaf(of: tokens, level: level)
    let number: Int
    if let found = nearest(to: tokens, among: leaves[leaf] ?? []) {
      number = found
      groups[number].generalise(for: tokens)
    } else {
      guard groups.count < limit else {
        leftOut += 1
        return
      }
      number = groups.count
      groups.append(
        Group(
          words: tokens.words, between: tokens.between, hasMore: tokens.hasMore, level: level,
          example: position))
      leaves[leaf, default: []].append(number)
    }
    groups[number].count += 1
    let unit = max(1, step.wholeNanoseconds)
    groups[number].steps[time.nanoseconds.dividedFloor(by: unit), default: 0] += 1
  }

  /// Follows the first words; a branch with very many children sends new ones the common way.
  private mutating func leaf(of tokens: LogTokens, level: LogLevel) -> Branch {
    var branch = Branch(between: tokens.between, level: level, path: [])
    for word in tokens.words.prefix(depth) {
      let hasDigit = word.utf8.contains { (48...57).contains($0) }
      var next = branch
      next.path.append(hasDigit ? LogTokens.mask : word)
      if word != LogTokens.mask, !hasDigit, leaves[next] == nil, children[next] == nil {
        if children[branch, default: 0] >= 50 {
          next.path[next.path.count - 1] = LogTokens.mask
        } else {
          children[branch, default: 0] += 1
        }
      }
      children[next, default: 0] += 0
      branch = next
    }
    return branch
  }

  /// The group that agrees in the most words; of equals the one with more of its own, then the oldest.
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
    groups.sorted { ($1.count, $0.example) < ($0.count, $1.example) }.map { group in
      let counts = group.steps.sorted { $0.key < $1.key }.map { entry in
        let (time, overflow) = entry.key.multipliedReportingOverflow(by: max(1, step.wholeNanoseconds))
        return Sample(Instant(nanoseconds: overflow ? .max : time), Double(entry.value))
      }
      return LogPattern(pattern: group.template.text, level: group.level, counts: counts)
    }
  }
}

extension LogPatternMiner.Group {
  /// Words in which a line agrees, of those that are the same in all of the group's lines.
  fileprivate func agreement(with tokens: LogTokens) -> (agreeing: Int, fixed: Int) {
    var (agreeing, fixed) = (0, 0)
    for (own, other) in zip(words, tokens.words) where own != LogTokens.mask {
      fixed += 1
      if own == other { agreeing += 1 }
    }
    return (agreeing, fixed)
  }

  fileprivate mutating func generalise(for tokens: LogTokens) {
    for index in words.indices where words[index] != tokens.words[index] { words[index] = LogTokens.mask }
    hasMore = hasMore || tokens.hasMore
  }

  /// The group as a pattern, neighbouring placeholders made one.
  public var template: LogTemplate {
    var text = between[0]
    for (index, word) in words.enumerated() {
      if word == LogTokens.mask, text.hasSuffix(LogTokens.mask + between[index]),
        [":", " ", ",", ", "].contains(between[index])
      {
        text.removeLast(between[index].count)
      } else {
        text += word
      }
      text += between[index + 1]
    }
    return LogTemplate(hasMore ? text + LogTokens.mask : text)
  }
}
