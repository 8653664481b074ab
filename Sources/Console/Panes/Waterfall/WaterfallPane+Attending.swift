public import Analysis
internal import Canvas
internal import Reports
internal import Telemetry

extension WaterfallPane {
  /// A line or a point in the other half: its moment is marked above the bars, its span taken when that
  /// half leads.
  public mutating func attend(to anchor: Anchor, moving: Bool, in context: Context) {
    guard anchor.signal != .traces else { return }
    pointed = anchor.moment
    guard moving, let span = anchor.spanID, anchor.traceID == id, let row = model?.tree.row(showing: span)
    else { return }
    select(row: row, in: context)
  }

  /// The cursor stays in sight.
  public mutating func fit(in context: Context) {
    guard let model else { return }
    scroll.move(to: scroll.cursor, count: model.visible.count, height: listHeight(in: context))
  }
}
