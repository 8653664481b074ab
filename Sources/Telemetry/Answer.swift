/// What a source answered, decoded.
public struct Answer: Equatable, Sendable {
  public enum Body: Equatable, Sendable {
    case series([Series])
    /// An instant string result, such as PromQL `"text"`, or the id of what was written.
    case text(String)
    case exemplars([Exemplar])
    case names([String])
    case labelSets([Labels])
    case metadata([MetricMetadata])
    case alerts([Alert])
    case rules([Rule])
    case scrapeTargets([ScrapeTarget])
    case targetMetadata([TargetMetadata])
    case tsdbStatus(TSDBStatus)
    case serverFlags(ServerFlags)
    case serverRuntime(ServerRuntime)
    case logs([LogLine])
    case logFields([LogField])
    case logPatterns([LogPattern])
    case logStats(LogStats)
    case traces([TraceSummary])
    /// `nil`: the server does not have the trace.
    case trace(Trace?)
    case traceTags([TraceTag])
    case traceTagValues([TraceTagValue])
    case silences([Silence])
    case alertGroups([AlertGroup])
    case notifications([Notification])
    case runbook(Runbook)
    case checks([DoctorCheck])
    case identity(ServerIdentity)
  }

  public var body: Body
  /// In the server's own words.
  public var warnings: [String]
  /// The server says that it left something out.
  public var partial: Bool
  /// TraceQL metrics carry their exemplars beside the series.
  public var exemplars: [Exemplar]

  public init(
    _ body: Body, warnings: [String] = [], partial: Bool = false, exemplars: [Exemplar] = []
  ) {
    self.body = body
    self.warnings = warnings
    self.partial = partial
    self.exemplars = exemplars
  }

  /// Has every log line say which source told it.
  public mutating func stamp(_ source: SourceID) {
    guard case .logs(var lines) = body else { return }
    // Held once only, the lines are changed where they are.
    body = .logs([])
    for index in lines.indices { lines[index].source = source }
    body = .logs(lines)
  }
}

public struct MetricMetadata: Hashable, Sendable {
  public var name: String
  /// counter, gauge, histogram, gaugehistogram, summary, info, stateset or unknown.
  public var type: String
  public var help: String
  public var unit: String

  public init(name: String, type: String, help: String, unit: String) {
    self.name = name
    self.type = type
    self.help = help
    self.unit = unit
  }
}

/// A field Loki found in lines, or a label of its streams.
public struct LogField: Hashable, Sendable {
  public var name: String
  /// string, int, float, boolean, duration or bytes.
  public var type: String
  public var cardinality: Int
  public var parsers: [String]
  /// The keys that lead to it in JSON, the outermost first; empty where the server does not tell.
  public var path: [String]

  public init(name: String, type: String, cardinality: Int, parsers: [String], path: [String] = []) {
    self.name = name
    self.type = type
    self.cardinality = cardinality
    self.parsers = parsers
    self.path = path
  }
}

public struct LogPattern: Hashable, Sendable {
  public var pattern: String
  public var level: LogLevel
  public var counts: [Sample]

  public init(pattern: String, level: LogLevel, counts: [Sample]) {
    self.pattern = pattern
    self.level = level
    self.counts = counts
  }
}

/// Loki's estimate of what a selector would read.
public struct LogStats: Hashable, Sendable {
  public var streams: Int64
  public var chunks: Int64
  public var entries: Int64
  public var bytes: Int64

  public init(streams: Int64, chunks: Int64, entries: Int64, bytes: Int64) {
    self.streams = streams
    self.chunks = chunks
    self.entries = entries
    self.bytes = bytes
  }
}

public struct TraceTag: Hashable, Sendable {
  /// resource, span, intrinsic, event, link or instrumentation; empty from v1.
  public var scope: String
  public var name: String

  public init(scope: String, name: String) {
    self.scope = scope
    self.name = name
  }
}

public struct TraceTagValue: Hashable, Sendable {
  /// string, int, float, bool, duration or keyword.
  public var type: String
  public var value: String

  public init(type: String, value: String) {
    self.type = type
    self.value = value
  }
}

public struct ServerIdentity: Hashable, Sendable {
  public var product: String
  /// Empty where the server does not tell.
  public var version: String

  public init(product: String, version: String) {
    self.product = product
    self.version = version
  }
}
