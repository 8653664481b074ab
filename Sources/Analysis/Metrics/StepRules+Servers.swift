public import Telemetry

/// Steps that Loki and Tempo choose themselves when none is sent, to show and to reproduce them.
extension StepRules {
  /// Tempo refuses metrics with more steps than this.
  public static let maximumTraceSteps: Int64 = 10_000

  /// Loki's own step for metric queries: a 250th of the range in whole seconds, at least one.
  public static func logStep(for range: TimeRange) -> Duration {
    .seconds(max(1, max(0, range.duration.wholeNanoseconds) / 1_000_000_000 / 250))
  }

  /// Tempo's own step for TraceQL metrics: a 240th of the range, cut to whole seconds and from
  /// five on to multiples of five; at least one.
  public static func traceStep(for range: TimeRange) -> Duration {
    let seconds = max(0, range.duration.wholeNanoseconds) / 240 / 1_000_000_000
    return .seconds(max(1, seconds < 5 ? seconds : seconds / 5 * 5))
  }
}
