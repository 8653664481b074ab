internal import Reports
internal import Canvas

extension WaterfallPane {
  /// While the statistics are open, moving scrolls them and only `s` (or Backspace) leaves.
  mutating func performInStatistics(_ command: Command, in context: Context) -> [Request]? {
    let height = max(1, FrameLayout(context.size).body.height - 2)
    let last = max(0, (statistics?.lines.count ?? 0) - height)
    switch command {
    case .statistics: statistics = nil
    case .up: statisticsOffset = max(0, statisticsOffset - 1)
    case .down: statisticsOffset = min(last, statisticsOffset + 1)
    case .pageUp: statisticsOffset = max(0, statisticsOffset - height)
    case .pageDown: statisticsOffset = min(last, statisticsOffset + height)
    case .top: statisticsOffset = 0
    case .bottom: statisticsOffset = last
    case _ where Self.needsTrace.contains(command) && ![.jumpToLogs, .jumpToMetrics, .copy].contains(command):
      return [.say("s goes back to the spans first")]
    default: return nil
    }
    return []
  }
}
