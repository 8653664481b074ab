internal import Analysis
internal import Reports
public import Canvas
internal import Telemetry

extension WaterfallPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .include, .exclude: "+ and - change a search; this is one trace"
    case .jumpToTraces: "this is the trace; Backspace goes back to where it was found"
    case _ where model == nil && Self.needsTrace.contains(command):
      isMissing ? "\(source) does not have this trace; r asks again" : "the trace has not arrived yet"
    case .nextTrouble where model?.tree.errorCount == 0, .previousTrouble where model?.tree.errorCount == 0:
      "no span of this trace failed"
    case .nextMatch where pattern.isEmpty, .previousMatch where pattern.isEmpty:
      "nothing is searched for; / begins"
    default: nil
    }
  }

  private static let needsTrace: Set<Command> = [
    .up, .down, .left, .right, .pageUp, .pageDown, .top, .bottom, .toggle, .criticalPathOnly, .foldSiblings,
    .statistics, .nextPart, .previousPart, .open, .nextTrouble, .previousTrouble, .search, .copy, .jumpToLogs,
    .jumpToMetrics,
  ]

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    guard let model, let row else { return nil }
    if statistics != nil, let requests = performInStatistics(command, in: context) { return requests }
    if performMove(command, in: context) { return [] }
    switch command {
    case .left: fold(orClimbFrom: row, in: context)
    case .right: unfold(row, in: context)
    case .toggle: return toggleFolding(of: row, in: context)
    case .criticalPathOnly:
      self.model?.togglePathOnly()
      reselect(row, in: context)
    case .foldSiblings: return foldSiblings(at: row, in: context)
    case .statistics: (statistics, statisticsOffset) = (WaterfallStatistics(model), 0)
    case .nextPart, .previousPart:
      detailIsLarge.toggle()
      detailOffset = 0
      reselect(row, in: context)
    case .open: return openLink(of: row)
    case .nextTrouble: find(from: row, backwards: false, in: context) { model.span($0).status == .error }
    case .previousTrouble: find(from: row, backwards: true, in: context) { model.span($0).status == .error }
    case .search: search = TextField(pattern)
    case .nextMatch: find(from: row, backwards: false, in: context, where: matches)
    case .previousMatch: find(from: row, backwards: true, in: context, where: matches)
    case .copy: return [.copy(model.span(row).id.description)]
    default: return nil
    }
    return []
  }

  private mutating func performMove(_ command: Command, in context: Context) -> Bool {
    let count = model?.visible.count ?? 0
    switch command {
    case .up: move(by: -1, in: context)
    case .down: move(by: 1, in: context)
    // The enlarged detail is what there is to read: it scrolls, the tree does not.
    case .pageUp where detailIsLarge: scrollDetail(by: -1, in: context)
    case .pageDown where detailIsLarge: scrollDetail(by: 1, in: context)
    case .pageUp: move(by: -listHeight(in: context), in: context)
    case .pageDown: move(by: listHeight(in: context), in: context)
    case .top: move(by: -count, in: context)
    case .bottom: move(by: count, in: context)
    default: return false
    }
    return true
  }

  private mutating func scrollDetail(by pages: Int, in context: Context) {
    guard let model, let row else { return }
    let area = WaterfallLayout(FrameLayout(context.size).body, detailIsLarge: detailIsLarge).detail
    let lines = SpanDetail(model, row: row).lines(width: area.width).count
    let step = max(1, area.height - 1)
    detailOffset = min(max(0, detailOffset + pages * step), max(0, lines - area.height))
  }

  /// While the statistics are open, moving scrolls them and only `s` (or Backspace) leaves.
  private mutating func performInStatistics(_ command: Command, in context: Context) -> [Request]? {
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

  private mutating func toggleFolding(of row: Int, in context: Context) -> [Request] {
    guard let model, model.hasChildren(row) else { return [.say("this span has no children to fold")] }
    setFolded(row, !model.folded.contains(row), in: context)
    return []
  }

  private mutating func foldSiblings(at row: Int, in context: Context) -> [Request] {
    model?.toggleSiblings()
    reselect(row, in: context)
    guard let siblings = model?.siblings, siblings.isFolded else { return [.say("all siblings show")] }
    if siblings.hiddenCount == 0 {
      model?.toggleSiblings()
      return [.say("no two siblings here are alike")]
    }
    return [.say("\(siblings.hiddenCount) spans folded into ones like them; x shows them")]
  }

  /// Whether a row's service, name or an attribute holds the text searched for.
  func matches(_ row: Int) -> Bool {
    guard !pattern.isEmpty, let model else { return false }
    let wanted = pattern.lowercased()
    let span = model.span(row)
    return "\(model.service(row)) \(span.name)".lowercased().contains(wanted)
      || span.attributes.contains { "\($0.key)=\($0.value)".lowercased().contains(wanted) }
  }

  private mutating func move(by rows: Int, in context: Context) {
    scroll.move(by: rows, count: model?.visible.count ?? 0, height: listHeight(in: context))
    detailOffset = 0
    hiddenRow = nil
  }

  private mutating func reselect(_ row: Int, in context: Context) {
    guard let model else { return }
    // The row may be hidden now: its nearest visible ancestor takes the cursor, and gives it back
    // when the row shows again.
    let wanted = hiddenRow ?? row
    let candidates = [wanted] + model.tree.ancestors(of: wanted)
    let index = candidates.lazy.compactMap { model.visible.firstIndex(of: $0) }.first ?? 0
    hiddenRow = model.visible.indices.contains(index) && model.visible[index] == wanted ? nil : wanted
    scroll.move(to: index, count: model.visible.count, height: listHeight(in: context))
  }

  private mutating func setFolded(_ row: Int, _ isFolded: Bool, in context: Context) {
    model?.setFolded(row, isFolded)
    reselect(row, in: context)
  }

  private mutating func fold(orClimbFrom row: Int, in context: Context) {
    guard let model else { return }
    if model.hasChildren(row), !model.folded.contains(row) {
      setFolded(row, true, in: context)
    } else if let parent = model.tree.rows[row].parent {
      reselect(parent, in: context)
    }
  }

  private mutating func unfold(_ row: Int, in context: Context) {
    guard let model, model.hasChildren(row) else { return }
    if model.folded.contains(row) { setFolded(row, false, in: context) } else { move(by: 1, in: context) }
  }

  private mutating func find(
    from row: Int, backwards: Bool, in context: Context, where test: (Int) -> Bool
  ) {
    guard let found = model?.row(after: row, backwards: backwards, where: test) else { return }
    select(row: found, in: context)
  }

  private func openLink(of row: Int) -> [Request] {
    guard let link = model?.span(row).links.first else {
      return [.say("this span has no links; l logs, m metrics, Tab enlarges its detail")]
    }
    return [.open(WaterfallPane(id: link.traceID, source: source, landing: Landing(spanID: link.spanID)))]
  }

  public var isTyping: Bool { search != nil }

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    switch key {
    case .escape:
      search = nil
      return []
    case .enter:
      pattern = search?.text ?? ""
      search = nil
      guard let row, let model, !pattern.isEmpty else { return [] }
      let count = model.tree.rows.indices.count(where: matches)
      guard count > 0 else { return [.say("no span has \(pattern) in its service, name or attributes")] }
      if !matches(row) { find(from: row, backwards: false, in: context, where: matches) }
      return [.say("\(count) of \(model.tree.rows.count) spans match; n N go on")]
    default: return search?.handle(key) == true ? [] : nil
    }
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    search?.insert(text)
    return []
  }
}
