public import Telemetry

/// Guesses how grave a log line is from its text, for lines whose level nobody stated.
public enum LevelGuess {
  /// Only so much of a line is looked at: levels stand at the front.
  private static let looked = 400

  /// In order of trust: a `level` field (JSON or logfmt), a level in brackets (`[WRN]`), a level that
  /// stands alone near the front. `.unknown` when there is nothing to go by.
  public static func level(of line: String) -> LogLevel { reading(of: line).level }

  /// As `level(of:)`, and how it was known: `.parsed` from a field, else `.guessed`.
  public static func reading(of line: String) -> LevelReading {
    var line = line
    return line.withUTF8 { reading(of: $0) }
  }

  static func reading(of line: UnsafeBufferPointer<UInt8>) -> LevelReading {
    let front = UnsafeBufferPointer(rebasing: line.prefix(looked))
    var words = LineWords(bytes: front)
    var (key, early, number) = (0..<0, LogLevel.unknown, 0)
    while let word = words.next() {
      if !key.isEmpty, isAssigned(front[key.upperBound..<word.lowerBound]),
        let level = LevelName.level(of: front[word])
      {
        return LevelReading(level, .parsed)
      }
      if early == .unknown, number < 12 { early = standing(front[word], isFirst: number == 0) }
      key = isKey(front[word]) ? word : 0..<0
      number += 1
    }
    return early == .unknown ? LevelReading(.unknown, .none) : LevelReading(early, .guessed)
  }

  private static func isAssigned(_ between: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    between.contains { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
  }

  private static func isKey(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = word.first, first | 0x20 == UInt8(ascii: "l") || first | 0x20 == UInt8(ascii: "s"),
      (3...13).contains(word.count)
    else { return false }
    switch String(decoding: word, as: UTF8.self).lowercased() {
    case "level", "lvl", "severity", "loglevel", "log_level", "severity_text": return true
    default: return false
    }
  }

  /// Words a message may well contain count only in capitals (`ERROR`, `WRN`), and only early; the
  /// first word counts however it is written. klog begins lines with a letter and a date: `E0821`.
  private static func standing(_ word: Slice<UnsafeBufferPointer<UInt8>>, isFirst: Bool) -> LogLevel {
    guard let first = word.first else { return .unknown }
    if isFirst, word.count == 5, word.dropFirst().allSatisfy({ (48...57).contains($0) }) {
      return klog(first)
    }
    guard word.count >= 3, isFirst || word.allSatisfy({ (65...90).contains($0) }),
      LevelName.startsLevel(first)
    else { return .unknown }
    return LevelName.level(of: word) ?? .unknown
  }

  private static func klog(_ letter: UInt8) -> LogLevel {
    switch letter {
    case UInt8(ascii: "I"): .info
    case UInt8(ascii: "W"): .warn
    case UInt8(ascii: "E"): .error
    case UInt8(ascii: "F"): .critical
    default: .unknown
    }
  }
}

/// Runs of letters, digits and underscores.
private struct LineWords {
  let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func next() -> Range<Int>? {
    while index < bytes.count, !Self.isWord(bytes[index]) { index += 1 }
    let start = index
    while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
    return start < index ? start..<index : nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 95, 97...122: true
    default: false
    }
  }
}
