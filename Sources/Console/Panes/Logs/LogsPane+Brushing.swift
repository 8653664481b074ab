internal import Analysis
internal import Telemetry

extension LogsPane {
  /// `v` sets one end where the cursor's line is, the arrows move the other by a bar.
  mutating func beginBrush(in context: Context) -> [Request] {
    guard let volume else { return [] }
    let moment =
      context.crosshair.flatMap { volume.range.contains($0) ? $0 : nil }
      ?? list.cursorIndex.map { list.buffer.time(at: $0) } ?? volume.range.end - volume.step
    let bucket = volume.bucket(of: moment) ?? max(0, volume.bucketCount - 1)
    selection = SpanSelection(at: volume.range(ofBucket: bucket).start)
    return [
      .crosshair(selection?.moving), .say("← → widen the span, Enter narrows the range to it, Esc leaves"),
    ]
  }

  mutating func performBrush(_ command: Command, in context: Context) -> [Request]? {
    guard let selection, let volume else { return nil }
    switch command {
    case .left: return moveBrush(by: -1, in: volume)
    case .right: return moveBrush(by: 1, in: volume)
    case .pageUp: return moveBrush(by: -10, in: volume)
    case .pageDown: return moveBrush(by: 10, in: volume)
    case .selectSpan:
      self.selection = nil
      return []
    case .open:
      self.selection = nil
      let start = max(selection.range.start, context.range.start)
      let end = min(selection.range.end + volume.step, context.range.end)
      guard start < end else { return [] }
      return [.window(.fixed(TimeRange(start: start, end: end)))]
    case .up, .down, .top, .bottom: return []
    default: return nil
    }
  }

  private mutating func moveBrush(by bars: Int, in volume: LogVolume) -> [Request] {
    guard let moving = selection?.moving, let bucket = volume.bucket(of: moving) else { return [] }
    let next = min(max(0, bucket + bars), max(0, volume.bucketCount - 1))
    selection?.moving = volume.range(ofBucket: next).start
    return [.crosshair(selection?.moving)]
  }
}
