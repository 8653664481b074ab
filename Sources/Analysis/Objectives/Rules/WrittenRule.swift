public import Telemetry

/// A rule to be written into a file for Prometheus.
public struct WrittenRule: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable { case record, alert }

  public var kind: Kind
  public var name: String
  /// May have several lines.
  public var expression: String
  public var labels: Labels
  public var annotations: Labels

  public init(
    _ kind: Kind, _ name: String, expression: String, labels: Labels, annotations: Labels = [:]
  ) {
    self.kind = kind
    self.name = name
    self.expression = expression
    self.labels = labels
    self.annotations = annotations
  }
}

/// Rules that Prometheus evaluates one after the other.
public struct WrittenRuleGroup: Hashable, Sendable {
  public var name: String
  public var rules: [WrittenRule]

  public init(name: String, rules: [WrittenRule]) {
    self.name = name
    self.rules = rules
  }
}
