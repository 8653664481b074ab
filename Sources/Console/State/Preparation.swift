internal import Analysis
internal import Reports
public import Telemetry

/// Work that takes longer than a frame, done beside the main thread: a plain value that tests do at once.
public enum Preparation: Equatable, Sendable {
  /// The tree, the critical path and the times of every span of a large trace.
  case waterfall(Trace)
  /// A part of a search through many lines.
  case logSearch(LogSearching)
  /// The patterns of many lines.
  case logPatterns(PatternMining)

  /// Does the work.
  public func made() -> Prepared {
    switch self {
    case .waterfall(let trace):
      let model = WaterfallModel(trace)
      return Prepared(.waterfall(model, TraceOverview(model)))
    case .logSearch(let searching): return Prepared(.logSearch(searching.advanced()))
    case .logPatterns(let mining): return Prepared(.logPatterns(mining.mined()))
    }
  }
}

/// What came of a preparation.
public struct Prepared: Sendable {
  enum Product: Sendable {
    case waterfall(WaterfallModel, TraceOverview)
    case logSearch(LogMatches)
    case logPatterns(MinedPatterns)
  }

  let product: Product

  init(_ product: Product) { self.product = product }
}
