/// A Prometheus scrape target.
public struct ScrapeTarget: Hashable, Sendable {
  /// Those of its series; empty for a dropped target.
  public var labels: Labels
  /// What service discovery found, before relabelling.
  public var discovered: Labels
  public var pool: String
  /// Empty for a dropped target.
  public var url: String
  /// up, down or unknown; `dropped` when relabelling discarded it.
  public var health: String
  /// Empty when the last scrape went well.
  public var lastError: String
  public var lastScrape: Instant?
  public var lastScrapeSeconds: Double
  public var interval: Duration?
  public var timeout: Duration?

  public init(
    labels: Labels, discovered: Labels = [:], pool: String, url: String, health: String,
    lastError: String, lastScrape: Instant?, lastScrapeSeconds: Double, interval: Duration? = nil,
    timeout: Duration? = nil
  ) {
    self.labels = labels
    self.discovered = discovered
    self.pool = pool
    self.url = url
    self.health = health
    self.lastError = lastError
    self.lastScrape = lastScrape
    self.lastScrapeSeconds = lastScrapeSeconds
    self.interval = interval
    self.timeout = timeout
  }

  /// Discovered, but discarded by relabelling.
  public var isDropped: Bool { health == "dropped" }
}

/// What one target says about a metric it exposes.
public struct TargetMetadata: Hashable, Sendable {
  public var target: Labels
  public var metric: MetricMetadata

  public init(target: Labels, metric: MetricMetadata) {
    self.target = target
    self.metric = metric
  }
}
