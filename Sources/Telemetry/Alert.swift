/// An alert as Prometheus or Alertmanager tells it.
public struct Alert: Hashable, Sendable {
  public enum State: String, Hashable, Sendable {
    case firing, pending, suppressed, inactive
  }

  public var labels: Labels
  public var annotations: Labels
  public var state: State
  public var activeAt: Instant?
  /// The rule's value; `nil` from Alertmanager, which does not keep it.
  public var value: Double?
  public var silencedBy: [String]
  public var inhibitedBy: [String]
  /// Alertmanager's link back to the rule's expression.
  public var generatorURL: String?
  public var source: SourceID?

  public init(
    labels: Labels, annotations: Labels, state: State, activeAt: Instant?, value: Double?,
    silencedBy: [String] = [], inhibitedBy: [String] = [], generatorURL: String? = nil,
    source: SourceID? = nil
  ) {
    self.labels = labels
    self.annotations = annotations
    self.state = state
    self.activeAt = activeAt
    self.value = value
    self.silencedBy = silencedBy
    self.inhibitedBy = inhibitedBy
    self.generatorURL = generatorURL
    self.source = source
  }

  public var name: String { labels["alertname"] ?? "" }
  public var severity: String { labels["severity"] ?? "" }
}

/// A recording or alerting rule.
public struct Rule: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable { case alerting, recording }

  public var kind: Kind
  public var name: String
  public var group: String
  public var query: String
  public var labels: Labels
  public var annotations: Labels
  /// `nil` for recording rules.
  public var state: Alert.State?
  /// How long the expression must hold before it fires, in seconds.
  public var holdSeconds: Double
  public var health: String
  public var lastError: String?
  public var alerts: [Alert]

  public init(
    kind: Kind, name: String, group: String, query: String, labels: Labels, annotations: Labels,
    state: Alert.State?, holdSeconds: Double, health: String, lastError: String?, alerts: [Alert]
  ) {
    self.kind = kind
    self.name = name
    self.group = group
    self.query = query
    self.labels = labels
    self.annotations = annotations
    self.state = state
    self.holdSeconds = holdSeconds
    self.health = health
    self.lastError = lastError
    self.alerts = alerts
  }
}

/// A Prometheus scrape target.
public struct ScrapeTarget: Hashable, Sendable {
  public var labels: Labels
  public var pool: String
  public var url: String
  public var health: String
  public var lastError: String
  public var lastScrape: Instant?
  public var lastScrapeSeconds: Double

  public init(
    labels: Labels, pool: String, url: String, health: String, lastError: String,
    lastScrape: Instant?, lastScrapeSeconds: Double
  ) {
    self.labels = labels
    self.pool = pool
    self.url = url
    self.health = health
    self.lastError = lastError
    self.lastScrape = lastScrape
    self.lastScrapeSeconds = lastScrapeSeconds
  }
}

/// An Alertmanager silence.
public struct Silence: Hashable, Sendable {
  public struct Matcher: Hashable, Sendable {
    public var name: String
    public var value: String
    public var isRegex: Bool
    public var isEqual: Bool

    public init(name: String, value: String, isRegex: Bool, isEqual: Bool = true) {
      self.name = name
      self.value = value
      self.isRegex = isRegex
      self.isEqual = isEqual
    }
  }

  public enum State: String, Hashable, Sendable { case active, pending, expired }

  public var id: String
  public var matchers: [Matcher]
  public var start: Instant
  public var end: Instant
  public var createdBy: String
  public var comment: String
  public var state: State

  public init(
    id: String, matchers: [Matcher], start: Instant, end: Instant, createdBy: String,
    comment: String, state: State
  ) {
    self.id = id
    self.matchers = matchers
    self.start = start
    self.end = end
    self.createdBy = createdBy
    self.comment = comment
    self.state = state
  }
}
