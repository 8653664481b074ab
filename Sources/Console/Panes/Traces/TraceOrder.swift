internal import Telemetry

/// What the list of traces is sorted by; each begins with the one most worth a look.
enum TraceOrder: CaseIterable, Hashable {
  case newest, longest, spans, errors

  var name: String {
    switch self {
    case .newest: "newest first"
    case .longest: "longest first"
    case .spans: "most spans first"
    case .errors: "most errors first"
    }
  }

  /// The order the key goes to.
  var next: TraceOrder {
    switch self {
    case .newest: .longest
    case .longest: .spans
    case .spans: .errors
    case .errors: .newest
    }
  }

  /// Ties go to the newer trace.
  func isBefore(_ a: TraceSummary, _ b: TraceSummary) -> Bool {
    let (x, y) = (key(a), key(b))
    if x != y { return x > y }
    return a.start != b.start ? a.start > b.start : (a.id.high, a.id.low) < (b.id.high, b.id.low)
  }

  private func key(_ trace: TraceSummary) -> Int64 {
    switch self {
    case .newest: trace.start.nanoseconds
    case .longest: trace.durationNanoseconds
    case .spans: Int64(trace.spanCount ?? -1)
    case .errors: Int64(trace.errorCount ?? -1)
    }
  }
}
