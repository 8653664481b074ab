internal import Telemetry

extension State {
  /// Whether the pane of this number is in sight.
  func shows(_ id: Int) -> Bool { id == place.id || id == place.split?.other?.id }

  /// The half that shows already what a pane is about to open, with all that was asked for it.
  func halfShowing(_ pane: any Pane) -> Half? {
    guard let wanted = pane as? WaterfallPane, place.split?.leads == true, var half = place.split?.other,
      var shown = half.pane as? WaterfallPane, shown.id == wanted.id, shown.source == wanted.source,
      shown.model != nil
    else { return nil }
    shown.foundBy = wanted.foundBy
    half.pane = shown
    // A trace has no range of its own: the one on screen stays.
    half.window = context.window
    return half
  }
}
