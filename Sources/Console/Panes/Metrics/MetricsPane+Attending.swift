public import Analysis
internal import Telemetry

extension MetricsPane {
  /// The crosshair goes to the moment of the other half's line, span or row.
  public mutating func attend(to anchor: Anchor, moving: Bool, in context: Context) {
    guard let moment = anchor.moment, moment != crosshair, context.range.contains(moment), selection == nil
    else { return }
    crosshair = moment
    exemplar = nil
  }
}
