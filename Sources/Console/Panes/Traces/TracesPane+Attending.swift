public import Analysis
internal import Canvas
internal import Telemetry

extension TracesPane {
  /// The trace the other half points at, or the one that began nearest to its moment.
  public mutating func attend(to anchor: Anchor, moving: Bool, in context: Context) {
    guard moving, !isTyping else { return }
    let traces = rows.traces.indices
    let found = traces.first { rows.traces[$0].id == anchor.traceID } ?? anchor.moment.flatMap { moment in
      traces.min { rows.traces[$0].distance(to: moment) < rows.traces[$1].distance(to: moment) }
    }
    guard let found, let row = rows.rows.firstIndex(of: .trace(found)) else { return }
    scroll.move(to: row, count: rows.rows.count, height: listHeight(in: context))
    selected = rows.identity(at: row)
  }

  /// The cursor stays in sight.
  public mutating func fit(in context: Context) {
    scroll.move(to: scroll.cursor, count: rows.rows.count, height: listHeight(in: context))
  }
}

extension TraceSummary {
  fileprivate func distance(to moment: Instant) -> UInt64 {
    start.nanoseconds.subtractingReportingOverflow(moment.nanoseconds).partialValue.magnitude
  }
}
