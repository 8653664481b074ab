public import Telemetry

/// Lines that a pattern miner takes for the same but for some words.
public struct PatternGroup: Hashable, Sendable {
  static let placeholder = "<_>"

  /// `nil` where its lines differ.
  private var words: [String?]
  private var numbers: [UInt64]
  /// One more than there are words.
  private let between: [String]
  private var hasMore: Bool
  public let level: LogLevel
  public private(set) var count = 0
  /// Lines by number of the step since the epoch.
  private(set) var steps: [Int64: Int] = [:]
  /// One of its lines, to be shown.
  public let example: LogPosition

  init(
    _ line: UnsafeBufferPointer<UInt8>, _ tokens: LogTokens, level: LogLevel, example: LogPosition
  ) {
    var scanner = LogWordScanner(line)
    var (words, between): ([String?], [String]) = ([], [])
    while let (before, word) = scanner.next() {
      between.append(String(decoding: scanner.row[before], as: UTF8.self))
      let isMasked = tokens.words[words.count] == LogTokens.mask
      words.append(isMasked ? nil : String(decoding: scanner.row[word], as: UTF8.self))
    }
    between.append(String(decoding: scanner.row[scanner.rest], as: UTF8.self))
    self.words = words
    self.between = between
    numbers = tokens.words
    hasMore = tokens.hasMore
    self.level = level
    self.example = example
  }

  /// Words in which a line agrees, of those that are the same in all lines of the group.
  func agreement(with tokens: LogTokens) -> (agreeing: Int, fixed: Int) {
    var (agreeing, fixed) = (0, 0)
    for (own, other) in zip(numbers, tokens.words) where own != LogTokens.mask {
      fixed += 1
      if own == other { agreeing += 1 }
    }
    return (agreeing, fixed)
  }

  /// Counts a line with as many words; where it differs there is a placeholder from now on.
  mutating func take(_ tokens: LogTokens, step: Int64) {
    for (index, number) in tokens.words.enumerated() where index < numbers.count && numbers[index] != number {
      numbers[index] = LogTokens.mask
      words[index] = nil
    }
    hasMore = hasMore || tokens.hasMore
    count += 1
    steps[step, default: 0] += 1
  }

  /// The group as a pattern, neighbouring placeholders made one.
  public var template: LogTemplate {
    var text = between[0]
    for (index, word) in words.enumerated() {
      if let word {
        text += word
      } else if text.hasSuffix(Self.placeholder + between[index]),
        [":", " ", ",", ", "].contains(between[index])
      {
        text.removeLast(between[index].count)
      } else {
        text += Self.placeholder
      }
      text += between[index + 1]
    }
    return LogTemplate(hasMore ? text + Self.placeholder : text)
  }
}
