internal import Reports
public import Telemetry

/// Work on an answer that takes longer than a frame, done beside the main thread: a plain value that
/// tests do at once.
public enum Preparation: Equatable, Sendable {
  /// The tree, the critical path and the times of every span of a large trace.
  case waterfall(Trace)

  /// Does the work.
  public func made() -> Prepared {
    switch self {
    case .waterfall(let trace):
      let model = WaterfallModel(trace)
      return Prepared(model: model, overview: TraceOverview(model))
    }
  }
}

/// What came of a preparation.
public struct Prepared: Sendable {
  let model: WaterfallModel
  let overview: TraceOverview
}
