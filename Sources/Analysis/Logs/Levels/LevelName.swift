internal import Telemetry

/// Reads what stands for a level in a field: a name, or one of the numbers in use.
enum LevelName {
  /// `nil` for what is no level. Pino and Bunyan count 10 (trace) to 60 (fatal), syslog and GELF
  /// 7 (debug) to 1; a bare 0 is more often a verbosity than an emergency.
  static func level(of bytes: some Collection<UInt8>) -> LogLevel? {
    guard (1...13).contains(bytes.count), let first = bytes.first else { return nil }
    if (48...57).contains(first) { return number(bytes) }
    guard startsLevel(first) else { return nil }
    let level = LogLevel(name: String(decoding: bytes, as: UTF8.self))
    return level == .unknown ? nil : level
  }

  /// OpenTelemetry's severity number: four steps a level, from 1 (trace) to 24 (fatal).
  static func level(ofOTelNumber number: Int) -> LogLevel? {
    switch number {
    case 1...4: .trace
    case 5...8: .debug
    case 9...12: .info
    case 13...16: .warn
    case 17...20: .error
    case 21...24: .critical
    default: nil
    }
  }

  /// Whether any level's name begins with a letter: most words of a line need no closer look.
  static func startsLevel(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "a"), UInt8(ascii: "c"), UInt8(ascii: "d"), UInt8(ascii: "e"), UInt8(ascii: "f"),
      UInt8(ascii: "i"), UInt8(ascii: "n"), UInt8(ascii: "p"), UInt8(ascii: "t"), UInt8(ascii: "v"),
      UInt8(ascii: "w"):
      true
    default: false
    }
  }

  private static func number(_ bytes: some Collection<UInt8>) -> LogLevel? {
    switch Int(String(decoding: bytes, as: UTF8.self)) {
    case 10: .trace
    case 20: .debug
    case 30: .info
    case 40: .warn
    case 50: .error
    case 60, 1, 2: .critical
    case 3: .error
    case 4: .warn
    case 5, 6: .info
    case 7: .debug
    default: nil
    }
  }
}
