internal import Analysis
internal import Canvas
internal import Telemetry

/// What the comparison knows and how it is looked at.
struct CompareState: Sendable {
  enum Against: Sendable { case slow, failing }

  /// A box being drawn on the histogram.
  struct Drawing: Hashable, Sendable {
    var place: DurationGrid.Place
    /// The corner that stays; `nil` until it is set.
    var anchor: DurationGrid.Place?
  }

  var grid: DurationGrid?
  var gridScope: DrilldownPane.Scope?
  /// Counted from what a search found, not by the server.
  var isGridSampled = false
  /// The line above which spans are slow; stays while the scope does.
  var tailNs: Int64?
  /// Why the server does not count, or does not compare.
  var gridFailure: Failed?
  var failure: Failed?

  var against = Against.slow
  var box: TraceSelection.Box?
  var drawing: Drawing?
  /// Sampled traces even where the server compares: they tell of spans beside the filter's own.
  var prefersSample = false

  /// Traces with spans of the selection, to sample.
  var selected = FoundTraces()
  var comparison: AttributeComparison?
  /// What the comparison compares, of which scope.
  var compared: TraceSelection?
  var comparedScope: DrilldownPane.Scope?
  /// Every value, or only the best of each attribute.
  var showsAll = false
  var rows: [AttributeComparison.Difference] = []
  var scroll = ScrollPosition()

  /// `nil` until the histogram says what is slow.
  var selection: TraceSelection? {
    if let box { return .box(box) }
    return against == .failing ? .failing : tailNs.map(TraceSelection.slow)
  }

  /// Another filter: a box of the histogram before means nothing any more.
  mutating func forgetPlace() {
    (box, drawing) = (nil, nil)
    scroll = ScrollPosition()
    forgetAnswer()
  }

  /// Another selection: what was compared is another question.
  mutating func forgetAnswer() {
    (comparison, compared, comparedScope, rows) = (nil, nil, nil, [])
    selected = FoundTraces()
  }

  mutating func take(_ grid: DurationGrid, sampled: Bool, _ scope: DrilldownPane.Scope) {
    if gridScope != scope || tailNs == nil { tailNs = grid.tailNs }
    (self.grid, gridScope, isGridSampled) = (grid, scope, sampled)
    if let place = drawing?.place { drawing?.place = grid.moved(place) }
  }

  mutating func take(
    _ comparison: AttributeComparison, of selection: TraceSelection?, _ scope: DrilldownPane.Scope,
    height: Int
  ) {
    (self.comparison, compared, comparedScope) = (comparison, selection, scope)
    arrange(height: height)
  }

  /// The rows anew; the cursor stays on its attribute, or at the first while it never left it.
  mutating func arrange(height: Int) {
    let old = scroll.cursor == 0 ? nil : current
    rows = (showsAll ? comparison?.differences : comparison?.leading) ?? []
    let place = old.flatMap { old in rows.firstIndex { $0.field == old.field && $0.value == old.value } }
    scroll.move(to: place ?? 0, count: rows.count, height: height)
  }

  var current: AttributeComparison.Difference? {
    rows.indices.contains(scroll.cursor) ? rows[scroll.cursor] : nil
  }
}
