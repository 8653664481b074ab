public import Analysis
internal import Telemetry

extension LogsPane {
  /// Marks the lines of the span in the other half; the cursor goes to the gravest, or to the moment.
  public mutating func attend(to anchor: Anchor, moving: Bool, in context: Context) {
    attention = LogAttention(anchor)
    guard moving, !follows, part == .lines, !list.isEmpty else { return }
    if let index = attention?.first(in: list.buffer) {
      list.reveal(list.buffer.position(at: index))
    } else if let moment = anchor.moment {
      place(at: moment)
    }
    settle(in: context)
  }

  /// The cursor stays in sight.
  public mutating func fit(in context: Context) { settle(in: context) }
}
