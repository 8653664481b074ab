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
    case .nextTrouble where model?.failed.isEmpty == true, .previousTrouble where model?.failed.isEmpty == true:
      "no span of this trace failed"
    case .nextMatch where model?.filter == nil, .previousMatch where model?.filter == nil,
      .onlyMatches where model?.filter == nil:
      "nothing is filtered by; / begins"
    default: nil
    }
  }

  static let needsTrace: Set<Command> = [
    .up, .down, .left, .right, .pageUp, .pageDown, .top, .bottom, .toggle, .criticalPathOnly, .foldSiblings,
    .statistics, .nextPart, .previousPart, .open, .nextTrouble, .previousTrouble, .search, .copy, .jumpToLogs,
    .jumpToMetrics, .filterDetail, .flameGraph, .serviceGraph, .compareTraces,
    .zoomIn, .zoomOut, .earlier, .later, .zoomToSpan, .wholeTrace, .zoomBack, .markRows,
    .foldServices, .foldOffPath, .shallower, .deeper, .onlyMatches, .slowest, .lessSlow, .narrowerName,
    .widerName, .traceColumns,
  ]

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    guard let model, let row else { return nil }
    if statistics != nil, let requests = performInStatistics(command, in: context) { return requests }
    if let requests = performView(command, in: context) ?? performInDetail(command, in: context) { return requests }
    if performMove(command, in: context) { return [] }
    if let requests = performFold(command, at: row, in: context) { return requests }
    if let requests = performZoom(command, at: row, in: context) { return requests }
    if let requests = performFind(command, from: row, in: context) { return requests }
    switch command {
    case .statistics: openStatistics()
    case .nextPart, .previousPart:
      let requests = toggleDetail(in: context)
      reselect(row, in: context)
      return requests
    case .filterDetail: return filterDetail(in: context)
    case .open: return openLink(of: row)
    case .search: filter.begin()
    case .onlyMatches: return toggleRest(at: row, in: context)
    case .cancel where mark != nil: mark = nil
    case .cancel where model.filter != nil: return clearFilter(in: context)
    case .narrowerName: return shiftName(by: -4, in: context)
    case .widerName: return shiftName(by: 4, in: context)
    case .traceColumns: isChoosingColumns = true
    case .copy: return [.copy(model.span(row).id.description)]
    default: return nil
    }
    return []
  }

  public func hints(in context: Context) -> [Command] {
    if statistics != nil { return [.open, .statistics, .nextPart, .cancel] }
    if panel.isLarge { return detailHints }
    var hints: [Command] = []
    if mark != nil { hints += [.markRows, .cancel] }
    if model?.filter != nil { hints += [.nextMatch, .onlyMatches, .cancel] }
    if zoom.isZoomed { hints += [.wholeTrace, .zoomBack] }
    hints += [.jumpToLogs, .jumpToMetrics, .nextTrouble, .slowest, .toggle, .search, .zoomToSpan]
    hints += [
      .criticalPathOnly, .statistics, .foldSiblings, .foldServices, .shallower, .flameGraph, .serviceGraph, .compareTraces,
      .traceColumns,
    ]
    var seen = Set<Command>()
    return hints.filter { seen.insert($0).inserted }
  }

  public func hint(for command: Command, in context: Context) -> String? {
    if statistics != nil {
      switch command {
      case .open: return "filter by it"
      case .statistics: return "sort by another column"
      case .nextPart: return statistics?.table.grouping == .operation ? "by service" : "by operation"
      case .cancel: return "back to the spans"
      default: return nil
      }
    }
    if panel.isLarge, let hint = detailHint(for: command) { return hint }
    switch command {
    case .cancel: return mark != nil ? "leave off" : "all spans"
    case .markRows: return mark != nil ? "zoom to these" : nil
    case .onlyMatches: return model?.hidesRest == true ? "show the rest" : "hide the rest"
    case .search: return "filter"
    case .nextTrouble: return "next error"
    default: return nil
    }
  }
}
