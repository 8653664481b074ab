public import Telemetry

/// Where the lab's TraceQL reads its traces. Pure: the same question has the same answer.
public protocol TraceStore: Sendable {
  /// All traces that start in `range`, newest first, handed over one by one so that a limited
  /// search can stop early: `visit` returns `false` to stop.
  func traces(in range: TimeRange, visit: (Trace) -> Bool)
  func trace(_ id: TraceID) -> Trace?
}
