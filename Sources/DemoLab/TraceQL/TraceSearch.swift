internal import Languages
internal import Telemetry

/// A compiled search.
struct TraceSearch {
  struct Match {
    var trace: IndexedTrace
    var spansets: [Spanset]
  }

  private let program: PipelineProgram

  init(_ expression: TraceExpression) throws(TraceRefusal) {
    guard case .pipeline(let pipeline) = expression.query, !pipeline.isMetrics else {
      throw TraceRefusal("metrics queries are not searches: ask /api/metrics/query_range")
    }
    program = try PipelineProgram(pipeline)
  }

  /// What the query names, for the spans' attributes.
  var fields: [TraceField] { program.fields }

  /// The places of the spans of one trace that match.
  func spans(of trace: IndexedTrace) -> [Int] {
    program.spansets(in: trace).flatMap(\.spans)
  }

  /// The newest traces that match, newest first.
  ///
  /// A server stops at the first `limit` it finds; those are the newest here, whether or not
  /// `most_recent` asks for them.
  func matches(in store: any TraceStore, range: TimeRange, limit: Int) -> [Match] {
    var matches = [Match]()
    store.traces(in: range) { trace in
      let indexed = IndexedTrace(trace)
      let spansets = program.spansets(in: indexed)
      if !spansets.isEmpty { matches.append(Match(trace: indexed, spansets: spansets)) }
      return matches.count < limit
    }
    return matches
  }
}
