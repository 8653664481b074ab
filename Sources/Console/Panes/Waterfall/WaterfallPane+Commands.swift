internal import Analysis
internal import Canvas
internal import Reports
internal import Telemetry

extension WaterfallPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .include where !panel.isLarge, .exclude where !panel.isLarge:
      "+ and - search for an attribute: Tab enlarges the detail to pick one"
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

  static let needsTrace: Set<Command> = [
    .up, .down, .left, .right, .pageUp, .pageDown, .top, .bottom, .toggle, .criticalPathOnly, .foldSiblings,
    .statistics, .nextPart, .previousPart, .open, .nextTrouble, .previousTrouble, .search, .copy, .jumpToLogs,
    .jumpToMetrics, .filterDetail, .flameGraph, .serviceGraph, .compareTraces,
  ]

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    guard let model, let row else { return nil }
    if statistics != nil, let requests = performInStatistics(command, in: context) { return requests }
    if let requests = performView(command, in: context) ?? performInDetail(command, in: context) { return requests }
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
      let requests = toggleDetail(in: context)
      reselect(row, in: context)
      return requests
    case .filterDetail: return filterDetail(in: context)
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
}
