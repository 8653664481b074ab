internal import Analysis
internal import Reports
public import Canvas
internal import Telemetry

extension WaterfallPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .include, .exclude: "+ and - change a search; this is one trace"
    case .nextTrouble where model?.tree.errorCount == 0, .previousTrouble where model?.tree.errorCount == 0:
      "no span of this trace failed"
    case .nextMatch where pattern.isEmpty, .previousMatch where pattern.isEmpty:
      "nothing is searched for; / begins"
    default: nil
    }
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    guard let model, let row else { return command == .search ? [] : nil }
    switch command {
    case .up: move(by: -1, in: context)
    case .down: move(by: 1, in: context)
    case .pageUp: move(by: -listHeight(in: context), in: context)
    case .pageDown: move(by: listHeight(in: context), in: context)
    case .top: move(by: -model.visible.count, in: context)
    case .bottom: move(by: model.visible.count, in: context)
    case .left: fold(orClimbFrom: row, in: context)
    case .right: unfold(row, in: context)
    case .toggle: setFolded(row, !model.folded.contains(row), in: context)
    case .criticalPathOnly:
      self.model?.togglePathOnly()
      reselect(row, in: context)
    case .statistics: showsStatistics.toggle()
    case .nextPart, .previousPart:
      detailIsLarge.toggle()
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
  }

  private mutating func reselect(_ row: Int, in context: Context) {
    guard let model else { return }
    // The row may be hidden now: its nearest visible ancestor takes the cursor.
    let candidates = [row] + model.tree.ancestors(of: row).reversed()
    let index = candidates.lazy.compactMap { model.visible.firstIndex(of: $0) }.first ?? 0
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
      guard let row, !pattern.isEmpty else { return [] }
      if matches(row) { return [] }
      find(from: row, backwards: false, in: context, where: matches)
      guard let found = self.row, matches(found) else { return [.say("no span matches \(pattern)")] }
      return []
    default: return search?.handle(key) == true ? [] : nil
    }
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    search?.insert(text)
    return []
  }
}
