internal import Analysis
internal import Canvas
internal import Telemetry

/// The failures of the filter's spans, grouped.
struct ExceptionState: Sendable {
  private(set) var groups: [ExceptionGroups.Group] = []
  private(set) var scope: DrilldownPane.Scope?
  /// Traces they were read from.
  private(set) var traces = 0
  /// The server showed them, so that no trace was fetched.
  private(set) var isByServer = true
  /// Why the server does not show exceptions.
  var failure: Failed?
  var scroll = ScrollPosition()

  var current: ExceptionGroups.Group? { groups.indices.contains(scroll.cursor) ? groups[scroll.cursor] : nil }

  mutating func take(found: [TraceSummary], _ scope: DrilldownPane.Scope, height: Int) {
    (failure, isByServer) = (nil, true)
    take(ExceptionGroups(found: found), found.count, scope, height)
  }

  mutating func take(sampled trees: [TraceTree], _ scope: DrilldownPane.Scope, height: Int) {
    isByServer = false
    take(ExceptionGroups(trees.map(\.trace)), trees.count, scope, height)
  }

  private mutating func take(
    _ found: ExceptionGroups, _ traces: Int, _ scope: DrilldownPane.Scope, _ height: Int
  ) {
    let old = scroll.cursor == 0 ? nil : current
    (groups, self.traces, self.scope) = (found.groups, traces, scope)
    let place = old.flatMap { old in groups.firstIndex { $0.type == old.type && $0.message == old.message } }
    scroll.move(to: place ?? 0, count: groups.count, height: height)
  }
}
