/// Alerts that an Alertmanager sends to somebody as one notification.
public struct AlertGroup: Hashable, Sendable {
  /// The labels they are grouped by; empty for those of a route that groups by nothing.
  public var labels: Labels
  public var receiver: String
  public var alerts: [Alert]

  public init(labels: Labels, receiver: String, alerts: [Alert]) {
    self.labels = labels
    self.receiver = receiver
    self.alerts = alerts
  }
}
