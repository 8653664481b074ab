public import Telemetry

/// A promise about a service: this part of events is good over this period.
public struct Objective: Hashable, Sendable {
  /// Unique among the objectives of a tool: `sloth_id`.
  public var id: String
  /// Which tool recorded it: `sloth`.
  public var tool: String
  public var service: String
  public var name: String
  /// The promised part of good events, 0 to 1: 0.995.
  public var target: Double
  public var period: Duration
  /// The labels its alerts carry.
  public var labels: Labels
  /// What keeps it apart from others of the same id, where a specification groups by labels.
  public var group: Labels = [:]
  public var source: SourceID?

  public init(
    id: String, tool: String = "sloth", service: String, name: String, target: Double,
    period: Duration, labels: Labels = [:], source: SourceID? = nil
  ) {
    self.id = id
    self.tool = tool
    self.service = service
    self.name = name
    self.target = target
    self.period = period
    self.labels = labels
    self.source = source
  }

  /// `availability`, and what it is grouped by: `availability handler=/api`.
  public var fullName: String {
    ([name] + group.pairs.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
  }

  /// The part of events that may be bad, 0 to 1.
  public var errorBudget: Double { 1 - target }
}
