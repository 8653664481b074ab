public import Analysis
public import Canvas
internal import Telemetry

extension ObjectivePane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .search, .nextMatch, .previousMatch, .include, .exclude: "there is no list to search here; w supposes another promise"
    case .up, .down, .pageUp, .pageDown, .top, .bottom, .nextPart, .previousPart:
      detail.exemplars.isEmpty ? "there are no exemplars to choose from; m opens the error ratio" : nil
    case .left, .right, .toggle: "nothing moves sideways here; m opens the error ratio as a chart"
    case .open:
      detail.exemplars.isEmpty ? "this is the objective itself; t, l and m open what is behind it" : nil
    case .nextTrouble, .previousTrouble: "this is one objective; Backspace leads to the list"
    case .jumpToTraces, .jumpToLogs:
      status.objective.service.isEmpty ? "the objective names no service" : nil
    default: nil
    }
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    switch command {
    case .up, .pageUp, .previousPart: return choose((chosenRow ?? 0) - 1)
    case .down, .pageDown, .nextPart: return choose((chosenRow ?? -1) + 1)
    case .top: return choose(0)
    case .bottom: return choose(detail.exemplars.count - 1)
    case .open: return [.jump(.traces)]
    case .supposePromise, .editQuery:
      // What is typed is the promise, not something behind the present one.
      supposed = TextField()
      return []
    case .jumpToMetrics:
      return ObjectiveChart(of: status, findings, in: context).map { [.open($0.pane)] }
        ?? [.say("no source is known to have this objective's metrics")]
    case .copy: return [.copy(status.objective.id)]
    default: return nil
    }
  }

  private mutating func choose(_ row: Int) -> [Request] {
    guard detail.exemplars.indices.contains(row) else {
      return [.say(row < 0 ? "this is the worst exemplar" : "this is the last exemplar of the window")]
    }
    chosen = detail.exemplars[row].traceID
    return []
  }

  public mutating func type(_ key: Key, in context: Context) -> [Request]? {
    switch key {
    case .enter, .escape, .tab:
      supposed = nil
      return []
    case .character(let letter) where !"0123456789.% ".contains(letter):
      return [.say("a promise in per cent, as 99.9; Esc goes back to the real one")]
    default: return supposed?.handle(key) == true ? [] : nil
    }
  }

  public mutating func paste(_ text: String, in context: Context) -> [Request] {
    guard supposed != nil else { return [] }
    supposed?.insert(text.filter { "0123456789.".contains($0) })
    return []
  }

  public func anchor(in context: Context) -> Anchor? {
    var anchor = ObjectiveAnchor(of: status, findings, in: context).anchor
    anchor.exemplars = detail.exemplars
    if let row = chosenRow {
      let exemplar = detail.exemplars[row]
      (anchor.exemplars, anchor.traceID, anchor.moment) = ([exemplar], exemplar.traceID, exemplar.time)
    }
    return anchor
  }

  public func hints(in context: Context) -> [Command] {
    [.jumpToTraces, .down, .jumpToLogs, .jumpToMetrics, .supposePromise, .back, .pickRange]
      .filter { refusal(of: $0, in: context) == nil }
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .jumpToTraces:
      chosenRow == nil ? detail.exemplars.isEmpty ? "traces" : "worst trace" : "this trace"
    case .down: "exemplars"
    default: nil
    }
  }
}
