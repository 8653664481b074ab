internal import Telemetry

/// Argo CD brings the cluster to what Git says every three hours.
enum Sync {
  private static let ticks: Int64 = 720
  /// Not on the hour, where everything else happens.
  private static let phase: Int64 = 131

  /// Whether a sync begins in a tick.
  static func begins(inTick tick: Int64) -> Bool {
    (tick - phase).dividedFloor(by: ticks) * ticks == tick - phase
  }

  /// How many syncs began since the epoch.
  static func count(until moment: Instant) -> Int64 {
    (Traffic.tick(of: moment) - phase).dividedFloor(by: ticks) + 1
  }
}
