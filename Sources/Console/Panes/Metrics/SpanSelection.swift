internal import Telemetry

/// A span of time being selected with the crosshair: one end stays, the other moves.
struct SpanSelection: Hashable, Sendable {
  var fixed: Instant
  var moving: Instant

  init(at moment: Instant) { (fixed, moving) = (moment, moment) }

  var range: TimeRange { TimeRange(start: min(fixed, moving), end: max(fixed, moving)) }
  /// One point is no span yet.
  var isEmpty: Bool { fixed == moving }
}
