public import Telemetry

/// Guesses how grave a log line is from its text, for lines whose level nobody stated.
public enum LevelGuess {
  /// Only so much of a line is looked at: levels stand at the front.
  private static let looked = 400

  /// In order of trust: a `level` field (JSON or logfmt), a level in brackets (`[WRN]`), a level that
  /// stands alone near the front. `.unknown` when there is nothing to go by.
  public static func level(of line: String) -> LogLevel {
    let front = line.utf8.prefix(looked)
    let words = front.split { !isWordByte($0) }.map { Substring($0) }
    return field(in: words, of: line) ?? standing(in: words) ?? .unknown
  }

  private static let keys: Set<String> = ["level", "lvl", "severity", "loglevel", "severity_text"]

  private static func field(in words: [Substring], of line: String) -> LogLevel? {
    for (key, value) in zip(words, words.dropFirst())
    where key.utf8.count <= 13 && keys.contains(key.lowercased()) {
      let between = line[key.endIndex..<value.startIndex]
      guard between.contains(where: { $0 == "=" || $0 == ":" }) else { continue }
      let level = pinoLevel(value) ?? LogLevel(name: value)
      if level != .unknown { return level }
    }
    return nil
  }

  /// Words a message may well contain count only in capitals (`ERROR`, `WRN`), and only early.
  private static func standing(in words: [Substring]) -> LogLevel? {
    for word in words.prefix(12) where word.utf8.count >= 3 && isCapital(word) {
      let level = LogLevel(name: word)
      if level != .unknown { return level }
    }
    let first = words.first.map { LogLevel(name: $0) } ?? .unknown
    return first == .unknown ? nil : first
  }

  /// Pino and Bunyan write numbers: 10 trace to 60 fatal.
  private static func pinoLevel(_ text: Substring) -> LogLevel? {
    switch text {
    case "10": .trace
    case "20": .debug
    case "30": .info
    case "40": .warn
    case "50": .error
    case "60": .critical
    default: nil
    }
  }

  private static func isCapital(_ word: Substring) -> Bool {
    word.utf8.allSatisfy { (65...90).contains($0) }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
  }
}
