/// A recording or alerting rule.
public struct Rule: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable { case alerting, recording }

  public var kind: Kind
  public var name: String
  public var group: String
  /// The file its group is written in; empty where the server does not tell.
  public var file: String
  public var query: String
  public var labels: Labels
  public var annotations: Labels
  /// `nil` for recording rules.
  public var state: Alert.State?
  /// How long the expression must hold before it fires, in seconds.
  public var holdSeconds: Double
  /// How long it goes on firing after the expression stopped holding, in seconds.
  public var keepFiringSeconds: Double
  /// ok, err or unknown.
  public var health: String
  public var lastError: String?
  public var alerts: [Alert]
  /// How often its group is evaluated.
  public var interval: Duration?
  /// What the last evaluation of this rule took.
  public var evaluationSeconds: Double?
  /// What the last evaluation of its whole group took. A group that takes longer than its interval
  /// misses evaluations.
  public var groupEvaluationSeconds: Double?
  public var lastEvaluation: Instant?

  public init(
    kind: Kind, name: String, group: String, file: String = "", query: String, labels: Labels,
    annotations: Labels, state: Alert.State?, holdSeconds: Double, keepFiringSeconds: Double = 0,
    health: String, lastError: String?, alerts: [Alert], interval: Duration? = nil,
    evaluationSeconds: Double? = nil, groupEvaluationSeconds: Double? = nil,
    lastEvaluation: Instant? = nil
  ) {
    self.kind = kind
    self.name = name
    self.group = group
    self.file = file
    self.query = query
    self.labels = labels
    self.annotations = annotations
    self.state = state
    self.holdSeconds = holdSeconds
    self.keepFiringSeconds = keepFiringSeconds
    self.health = health
    self.lastError = lastError
    self.alerts = alerts
    self.interval = interval
    self.evaluationSeconds = evaluationSeconds
    self.groupEvaluationSeconds = groupEvaluationSeconds
    self.lastEvaluation = lastEvaluation
  }
}
