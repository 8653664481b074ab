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
  /// Alertmanager's name for it, by which others say that it inhibits them.
  public var fingerprint: String?

  public init(
    labels: Labels, annotations: Labels, state: State, activeAt: Instant?, value: Double?,
    silencedBy: [String] = [], inhibitedBy: [String] = [], generatorURL: String? = nil,
    source: SourceID? = nil, fingerprint: String? = nil
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
    self.fingerprint = fingerprint
  }

  public var name: String { labels["alertname"] ?? "" }
  public var severity: String { labels["severity"] ?? "" }
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
