public import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

extension DrilldownPane {
  /// What Enter does: the traces with the attribute, the value into the filter, the trace at the span.
  func opened(in context: Context) -> (any Pane)? {
    guard let source = source(in: context) else { return nil }
    switch part {
    case .compare:
      guard let row = compare.current, let origin = compare.comparison?.origin,
        let text = try? row.narrowing(filter, origin)
      else { return nil }
      return TracesPane(query: text, source: source)
    case .breakdown: return nil
    case .exceptions:
      guard let group = exceptions.current else { return nil }
      return WaterfallPane(id: group.latestTrace, source: source, landing: Landing(spanID: group.latestSpan))
    case .structure:
      guard let tree = structure.tree, let index = structure.current else { return nil }
      let node = tree.nodes[index]
      return WaterfallPane(id: node.longestTrace, source: source, landing: Landing(spanID: node.longestSpan))
    }
  }

  mutating func openCurrent(in context: Context) -> [Request] {
    if part == .breakdown { return narrowBreakdown(true) }
    return opened(in: context).map { [.open($0)] } ?? [
      .say("this filter cannot be narrowed here; i edits it")
    ]
  }

  /// `+` and `-`: the attribute under the cursor into the filter.
  mutating func narrow(_ isIncluded: Bool) -> [Request] {
    if part == .breakdown { return narrowBreakdown(isIncluded) }
    guard let row = compare.current, let origin = compare.comparison?.origin else { return [] }
    do {
      if isIncluded { return run(try row.narrowing(filter, origin)) }
      guard let text = try row.excluding(from: filter, origin) else {
        return [
          .say(
            "whole traces were compared, and no query asks for traces without a value; + takes those with it")
        ]
      }
      return run(text)
    } catch {
      return [.say("this filter cannot be narrowed here; i edits it")]
    }
  }

  var copyCurrent: [Request] {
    switch part {
    case .compare: compare.current.map { [.copy("{ \($0.condition) }")] } ?? []
    case .breakdown: breakdown.current.map { [.copy($0.value ?? "nil")] } ?? []
    case .exceptions: exceptions.current.map { [.copy($0.latestMessage)] } ?? []
    case .structure:
      structure.current.flatMap { structure.tree?.nodes[$0].operation }.map { [.copy($0.description)] } ?? []
    }
  }

  public func anchor(in context: Context) -> Anchor? {
    let service = filter.firstRange(of: "service.name").flatMap { found -> String? in
      let quoted = filter[found.upperBound...].drop { $0 != "\"" }.dropFirst()
      return quoted.isEmpty ? nil : String(quoted.prefix { $0 != "\"" })
    }
    var anchor = Anchor(
      signal: .traces, source: source(in: context), query: filter,
      labels: Labels(["service.name": service ?? ""]),
      service: service ?? context.focus, range: compare.box?.range ?? context.range)
    switch part {
    case .exceptions:
      guard let group = exceptions.current else { return nil }
      (anchor.traceID, anchor.spanID, anchor.moment) = (group.latestTrace, group.latestSpan, group.last)
      anchor.service = group.services.first
    case .structure:
      guard let node = structure.current.flatMap({ structure.tree?.nodes[$0] }) else { return nil }
      (anchor.traceID, anchor.spanID) = (node.longestTrace, node.longestSpan)
      (anchor.service, anchor.operation) = (node.operation.service, node.operation.name)
    case .compare, .breakdown:
      if anchor.service == nil { return nil }
    }
    if let service = anchor.service { anchor.labels = Labels(["service.name": service]) }
    return anchor
  }

  public func hints(in context: Context) -> [Command] {
    partHints.filter { refusal(of: $0, in: context) == nil }
  }

  private var partHints: [Command] {
    switch part {
    case .compare where compare.drawing != nil: [.drawBox, .open, .cancel]
    case .compare: [.open, .include, .exclude, .against, .drawBox, .bySample, .nextPart, .toggle]
    case .breakdown: [.open, .exclude, .breakdownBy, .sort, .nextPart]
    case .exceptions: [.open, .nextPart, .copy]
    case .structure: [.open, .toggle, .nextTrouble, .nextPart]
    }
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch (part, command) {
    case (.compare, .open) where compare.drawing != nil: "compare it"
    case (.compare, .drawBox) where compare.drawing?.anchor != nil: "corner here"
    case (.compare, .drawBox) where compare.drawing != nil: "first corner (arrows move)"
    case (.compare, .cancel) where compare.drawing != nil: "no box"
    case (.compare, .open): "its traces"
    case (.compare, .against): compare.box != nil ? "no box" : compare.against == .slow ? "failing" : "slow"
    case (.compare, .bySample): compare.prefersSample ? "ask the server" : "sample traces"
    case (.compare, .toggle): compare.showsAll ? "best values" : "all values"
    case (.breakdown, .open): "only this"
    case (.exceptions, .open): "latest trace"
    case (.structure, .open): "longest trace"
    default: nil
    }
  }

  public func explanation(of question: Question, in context: Context) -> String? {
    switch question.slot {
    case "histogram": "durations over time"
    case "compare": "what differs, compared by the server"
    case let slot where FoundTraces.slice(of: slot) != nil: "traces to sample from"
    case "selected": "traces of the selection, to sample from"
    case "failing": "failing traces, to read exceptions from"
    case "exceptions": "failing spans with their exceptions"
    case let slot where TraceSample.isSlot(slot): "a trace of the sample"
    default: nil
    }
  }
}
