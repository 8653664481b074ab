public import Telemetry

/// Something that happened, to be marked on the time axis of a chart.
public struct Annotation: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// An alert that fired, as a span.
    case alert
    /// A process or a container that started anew, as a moment.
    case restart
    /// A deployment that Argo CD rolled out, as a moment.
    case sync

    public var name: String {
      switch self {
      case .alert: "alerts firing"
      case .restart: "restarts"
      case .sync: "Argo CD syncs"
      }
    }
  }

  /// The first step at which it shows, at most a step late.
  public var start: Instant
  /// The last step at which it shows; `nil` for moments and for what still lasts.
  public var end: Instant?
  public var kind: Kind
  /// `JellyfinSlow`, `jellyfin restarted`, `shop: sync failed`.
  public var title: String
  public var labels: Labels
  /// Whether it speaks of trouble: a failed sync, an alert that is not merely informational.
  public var isTrouble: Bool

  public init(
    start: Instant, end: Instant? = nil, kind: Kind, title: String, labels: Labels = [:],
    isTrouble: Bool
  ) {
    self.start = start
    self.end = end
    self.kind = kind
    self.title = title
    self.labels = labels
    self.isTrouble = isTrouble
  }

  /// Whether any of it lies in `range`.
  public func touches(_ range: TimeRange) -> Bool {
    start <= range.end && (end ?? (kind == .alert ? range.end : start)) >= range.start
  }
}
