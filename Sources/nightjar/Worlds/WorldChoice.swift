import ArgumentParser
import Telemetry

/// Which world a verb works on: the configured one, or the demo's.
protocol WorldChoice: ParsableArguments, Sendable {
  /// What stands between `nightjar` and the verb, in examples.
  static var prefix: String { get }
  /// - Parameter isLive: Whether time goes on from `now`, as a console needs it; else it stands still.
  /// - Throws: `UsageFailure`, `SettingsFailure`.
  func world(_ common: CommonOptions, now: Instant, isLive: Bool) throws -> World
  /// The configuration, for what is not a source: theme, keys and refresh.
  func look() throws -> ConsoleLook
}
