public import Telemetry

/// How many lines a second arrived of late.
public struct LogRate: Hashable, Sendable {
  private static let window = Duration.seconds(10)
  private var arrivals: [Arrival] = []
  private var began: Instant?

  private struct Arrival: Hashable {
    var time: Instant
    var count: Int
  }

  public init() {}

  mutating func add(_ count: Int, at now: Instant) {
    if began == nil { began = now }
    arrivals.removeAll { $0.time < now - Self.window }
    if count > 0 { arrivals.append(Arrival(time: now, count: count)) }
  }

  /// Over the last ten seconds, or since it began if that is less, at least one.
  public func perSecond(at now: Instant) -> Double {
    let counted = arrivals.filter { $0.time >= now - Self.window && $0.time <= now }.reduce(0) {
      $0 + $1.count
    }
    let length = min(Self.window.inSeconds, max(1, (now - (began ?? now)).inSeconds))
    return Double(counted) / length
  }
}
