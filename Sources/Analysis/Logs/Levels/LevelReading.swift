public import Telemetry

/// A line's level, and how it was known.
public struct LevelReading: Hashable, Sendable {
  public enum Origin: UInt8, Hashable, Sendable {
    /// Nobody said, and the line does not look like anything.
    case none
    /// Made out from how the line looks; a screen marks it.
    case guessed
    /// A key of the line, JSON or logfmt, says so, or the query's own parser found it.
    case parsed
    /// The server (`detected_level`), a label or structured metadata says so.
    case stated
  }

  public var level: LogLevel
  public var origin: Origin

  public init(_ level: LogLevel, _ origin: Origin) {
    self.level = level
    self.origin = origin
  }

  public var isGuessed: Bool { origin == .guessed }

  private static let names = ["level", "severity_text", "severity", "lvl", "loglevel", "log_level"]

  /// In order of trust: `detected_level`, labels and metadata by name, what parsers found, a key of the
  /// line, its looks.
  public init(of line: LogLine) {
    if let level = line.field("detected_level").map({ LogLevel(name: $0) }), level != .unknown {
      self.init(level, .stated)
      return
    }
    for (labels, origin) in [(line.metadata, Origin.stated), (line.labels, .stated), (line.parsed, .parsed)] {
      if let level = Self.level(in: labels) {
        self.init(level, origin)
        return
      }
    }
    self = LevelGuess.reading(of: line.line)
  }

  private static func level(in labels: Labels) -> LogLevel? {
    guard !labels.isEmpty else { return nil }
    for name in names {
      if let value = labels[name], let level = LevelName.level(of: value.utf8) { return level }
    }
    return labels["severity_number"].flatMap { Int($0) }.flatMap(LevelName.level(ofOTelNumber:))
  }
}
