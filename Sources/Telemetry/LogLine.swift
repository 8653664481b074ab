/// How grave a log line is, worst last so that `max` finds trouble.
public enum LogLevel: Int, Hashable, Comparable, Sendable, CaseIterable {
  case unknown, trace, debug, info, warn, error, critical

  public static func < (a: LogLevel, b: LogLevel) -> Bool { a.rawValue < b.rawValue }

  /// Reads the names in use: Loki's `detected_level`, syslog, OTel severity text, Serilog's
  /// three letters (`INF`, `WRN` …). Anything else is `.unknown`.
  public init(name: some StringProtocol) {
    switch name.lowercased() {
    case "trace", "trc", "verbose", "vrb": self = .trace
    case "debug", "dbg": self = .debug
    case "info", "inf", "information", "notice", "informational": self = .info
    case "warn", "wrn", "warning": self = .warn
    case "error", "err", "eror": self = .error
    case "critical", "crit", "fatal", "ftl", "alert", "emerg", "panic", "emergency": self = .critical
    default: self = .unknown
    }
  }

  /// The name as `detected_level` spells it.
  public var name: String {
    switch self {
    case .unknown: "unknown"
    case .trace: "trace"
    case .debug: "debug"
    case .info: "info"
    case .warn: "warn"
    case .error: "error"
    case .critical: "critical"
    }
  }
}

/// One entry of a log stream.
public struct LogLine: Hashable, Sendable {
  public var time: Instant
  /// As the server sent it, unsanitised; may hold newlines and escape sequences.
  public var line: String
  /// Index labels of the stream (all labels where the server does not categorise them).
  public var labels: Labels
  /// Structured metadata, when the server tells it apart.
  public var metadata: Labels
  /// Labels made by the query's own parsers.
  public var parsed: Labels
  public var source: SourceID?

  public init(
    time: Instant, line: String, labels: Labels, metadata: Labels = [:], parsed: Labels = [:],
    source: SourceID? = nil
  ) {
    self.time = time
    self.line = line
    self.labels = labels
    self.metadata = metadata
    self.parsed = parsed
    self.source = source
  }

  /// The value of a field wherever it stands: parsed, then metadata, then index labels.
  public func field(_ name: String) -> String? { parsed[name] ?? metadata[name] ?? labels[name] }

  /// The level the server or the query's parser found; guessing from text is `LevelGuess`'s.
  public var statedLevel: LogLevel {
    for name in ["detected_level", "level", "severity_text", "severity", "lvl"] {
      if let level = field(name).map({ LogLevel(name: $0) }), level != .unknown { return level }
    }
    return .unknown
  }

  /// Loki's `service_name`, or the nearest label that plays its part.
  public var service: String {
    for name in ["service_name", "service", "app", "container", "job"] {
      if let value = field(name), !value.isEmpty { return value }
    }
    return ""
  }
}
