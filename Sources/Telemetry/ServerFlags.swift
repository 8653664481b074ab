/// A Prometheus' command line flags, by name without dashes.
public struct ServerFlags: Hashable, Sendable {
  public var values: [String: String]

  public init(_ values: [String: String]) { self.values = values }

  /// What `--enable-feature` turns on.
  public var features: [String] {
    (values["enable-feature"] ?? "").split { $0 == "," || $0 == " " }.map(String.init)
  }

  public var keepsExemplars: Bool { features.contains("exemplar-storage") }
  public var keepsNativeHistograms: Bool { features.contains("native-histograms") }
  /// How long a query may take.
  public var queryTimeout: Duration? { values["query.timeout"].flatMap { TimeText.duration($0) } }
  /// How far back an instant looks for a sample.
  public var lookback: Duration? { values["query.lookback-delta"].flatMap { TimeText.duration($0) } }
  /// How many samples one query may hold in memory.
  public var maximumSamples: Int64? { values["query.max-samples"].flatMap { Int64($0) } }
}

/// How a Prometheus runs.
public struct ServerRuntime: Hashable, Sendable {
  public var start: Instant?
  /// When the configuration was last read.
  public var configured: Instant?
  /// Whether that went well; `nil` where the server does not tell.
  public var configuredWell: Bool?
  /// As configured: `15d`, `15d or 20GiB`.
  public var retention: String
  /// Corruptions of the write-ahead log since the start.
  public var corruptions: Int64
  public var goroutines: Int64?

  public init(
    start: Instant?, configured: Instant?, configuredWell: Bool?, retention: String,
    corruptions: Int64, goroutines: Int64?
  ) {
    self.start = start
    self.configured = configured
    self.configuredWell = configuredWell
    self.retention = retention
    self.corruptions = corruptions
    self.goroutines = goroutines
  }
}
