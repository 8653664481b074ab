internal import Telemetry

/// The rows of the list of traces: sorted, with the matched spans of those that are unfolded.
struct TraceRows: Sendable {
  enum Row: Hashable, Sendable {
    case trace(Int)
    case span(trace: Int, span: Int)
    /// Matched spans the server counted and did not send.
    case unsent(trace: Int)
    /// There are older traces: the next page is asked for from here.
    case older
  }

  /// A row by what it shows, to find it again after the list changed.
  enum Identity: Hashable, Sendable {
    case trace(TraceID, SourceID?)
    case span(TraceID, SourceID?, SpanID)
    case unsent(TraceID, SourceID?)
    case older
  }

  private(set) var traces: [TraceSummary] = []
  private(set) var rows: [Row] = []
  /// Of the traces listed, in nanoseconds; 1 when there are none.
  private(set) var longest: Int64 = 1
  private(set) var hasFailures = false

  init() {}

  init(_ traces: [TraceSummary], order: TraceOrder, unfolded: Set<TraceID>, hasOlder: Bool) {
    self.traces = traces.sorted(by: order.isBefore)
    longest = max(1, traces.map(\.durationNanoseconds).max() ?? 1)
    hasFailures = traces.contains { ($0.errorCount ?? 0) > 0 }
    for (index, trace) in self.traces.enumerated() {
      rows.append(.trace(index))
      guard unfolded.contains(trace.id) else { continue }
      let spans = trace.matched.indices.sorted { trace.matched[$0].start < trace.matched[$1].start }
      rows += spans.map { .span(trace: index, span: $0) }
      if trace.matchedCount > trace.matched.count { rows.append(.unsent(trace: index)) }
    }
    if hasOlder { rows.append(.older) }
  }

  var isEmpty: Bool { traces.isEmpty }

  /// The trace a row shows or belongs to.
  func trace(at row: Int) -> TraceSummary? {
    guard rows.indices.contains(row) else { return nil }
    switch rows[row] {
    case .trace(let index), .span(let index, _), .unsent(let index): return traces[index]
    case .older: return nil
    }
  }

  func span(at row: Int) -> TraceSummary.MatchedSpan? {
    guard rows.indices.contains(row), case .span(let trace, let span) = rows[row] else { return nil }
    return traces[trace].matched[span]
  }

  func identity(at row: Int) -> Identity? {
    guard rows.indices.contains(row) else { return nil }
    guard let trace = trace(at: row) else { return .older }
    switch rows[row] {
    case .span(_, let span): return .span(trace.id, trace.source, trace.matched[span].id)
    case .unsent: return .unsent(trace.id, trace.source)
    default: return .trace(trace.id, trace.source)
    }
  }

  func row(of identity: Identity) -> Int? {
    rows.indices.first { self.identity(at: $0) == identity }
  }

  /// The row of the trace that another row belongs to.
  func parent(of row: Int) -> Int? {
    guard rows.indices.contains(row) else { return nil }
    return rows[...row].lastIndex { if case .trace = $0 { true } else { false } }
  }

  /// The next row of a trace with failed spans, around the end.
  func failure(after row: Int, backwards: Bool) -> Int? {
    let count = rows.count
    guard count > 0 else { return nil }
    for step in 1...count {
      let index = (row + (backwards ? count - step : step)) % count
      guard case .trace(let trace) = rows[index] else { continue }
      if (traces[trace].errorCount ?? 0) > 0 { return index }
    }
    return nil
  }
}
