internal import Analysis

/// One half of a split: a pane with a window of time of its own.
struct Half: Sendable {
  /// As of a place: names its questions on the board.
  var id: Int
  var pane: any Pane
  var window: Window
  /// The jump that filled it, and why.
  var arrivedBy: Jump?
  /// What it was opened for; `nil` for the half that leads.
  var target: Lead.Target?
}
