public import Telemetry

/// One question that leads from an anchor to another signal.
public struct Jump: Hashable, Sendable {
  /// What ties both ends together, strongest first.
  public enum Strength: Int, Hashable, Comparable, Sendable, CaseIterable {
    /// The same trace or span id.
    case identity
    /// The same service, pod, namespace …
    case labels
    /// Only the same moment.
    case time

    public static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
    public var name: String {
      switch self {
      case .identity: "identity"
      case .labels: "labels"
      case .time: "time"
      }
    }
  }

  public var to: Signal
  public var source: SourceID
  public var query: Query
  public var strength: Strength
  /// Why this question, in words for the person: `trace_id in structured metadata or in the line`.
  public var reason: String
  /// What the view that opens should put its cursor on.
  public var landing: Landing
  /// How far to look where nothing is near; `nil`: no farther.
  public var widening: Widening?
  /// How far beyond the moment or span this question looks; `nil`: as the rules have it.
  public var reach: Duration?
  /// How lines are tied to a trace by its id; `nil` for every other jump.
  public var idTie: IDTie?
  /// The label that ties both ends; `nil` where an id does.
  public var match: LabelMatch?

  public init(
    to: Signal, source: SourceID, query: Query, strength: Strength, reason: String,
    landing: Landing = Landing(), widening: Widening? = nil, match: LabelMatch? = nil
  ) {
    self.to = to
    self.source = source
    self.query = query
    self.strength = strength
    self.reason = reason
    self.landing = landing
    self.widening = widening
    self.match = match
  }
}

/// Where the cursor should stand after a jump.
public struct Landing: Hashable, Sendable {
  public var moment: Instant?
  public var spanID: SpanID?
  /// Every name of the service whose lines go before those of others; empty: nobody's do.
  public var services: [String]

  public init(moment: Instant? = nil, spanID: SpanID? = nil, services: [String] = []) {
    self.moment = moment
    self.spanID = spanID
    self.services = services
  }
}

/// Why a jump cannot be taken, and what would make it possible.
public struct Refusal: Error, Hashable, Sendable {
  public var to: Signal
  public var reason: String

  public init(to: Signal, reason: String) {
    self.to = to
    self.reason = reason
  }
}
