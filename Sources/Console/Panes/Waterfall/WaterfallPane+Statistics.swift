internal import Analysis
internal import Canvas
internal import Reports

/// The statistics of a trace on screen, with a cursor.
struct StatisticsList: Sendable {
  var table: WaterfallStatistics
  var scroll = ScrollPosition()

  init(_ model: WaterfallModel) { table = model.statistics }

  /// What the cursor is on.
  var picked: TraceOperation? {
    table.lines.indices.contains(scroll.cursor) ? table.lines[scroll.cursor].operation : nil
  }
}

extension WaterfallPane {
  mutating func openStatistics() {
    guard let model else { return }
    statistics = StatisticsList(model)
  }

  /// While the statistics are open, keys move in them; Esc or Backspace leaves, Enter filters.
  mutating func performInStatistics(_ command: Command, in context: Context) -> [Request]? {
    let height = max(1, FrameLayout(context.size).body.height - 2)
    let count = statistics?.table.lines.count ?? 0
    switch command {
    case .cancel, .back: statistics = nil
    case .statistics: arrangeStatistics { $0.sortByNext() }
    case .nextPart, .previousPart: arrangeStatistics { $0.toggleGrouping() }
    case .open:
      guard let operation = statistics?.picked else { return [] }
      statistics = nil
      return apply(WaterfallFilter.query(for: operation), in: context)
    case .up: statistics?.scroll.move(by: -1, count: count, height: height)
    case .down: statistics?.scroll.move(by: 1, count: count, height: height)
    case .pageUp: statistics?.scroll.page(by: -1, count: count, height: height)
    case .pageDown: statistics?.scroll.page(by: 1, count: count, height: height)
    case .top: statistics?.scroll.move(to: 0, count: count, height: height)
    case .bottom: statistics?.scroll.move(to: count - 1, count: count, height: height)
    case _ where Self.needsTrace.contains(command) && ![.jumpToLogs, .jumpToMetrics, .copy].contains(command):
      return [.say("Esc goes back to the spans first")]
    default: return nil
    }
    return []
  }

  /// The first line again: it is what the order is about.
  private mutating func arrangeStatistics(_ change: (inout WaterfallStatistics) -> Void) {
    guard var list = statistics else { return }
    change(&list.table)
    list.scroll = ScrollPosition()
    statistics = list
  }

  func drawStatistics(_ list: StatisticsList, in area: Rect, on surface: inout Surface) {
    let rows = list.scroll.visible(count: list.table.lines.count, height: max(1, area.height - 1))
    list.table.draw(in: area, on: &surface, first: rows.lowerBound, cursor: list.scroll.cursor)
  }
}
