internal import Analysis
internal import Canvas
internal import Reports
internal import Telemetry

/// What there is to note about a place: what was asked, and what the cursor rests on.
struct NoteFacts {
  /// Characters kept of a line: a stack trace, not a dump.
  private static let longest = 4000

  private(set) var facts: [IncidentNote.Fact] = []

  init(_ state: State) {
    let pane = state.place.pane
    let anchor = pane.anchor(in: state.context)
    let question = state.board.statuses(of: state.place.id).map(\.question).first { $0.query.text != nil }
    add("Source", (anchor?.source ?? question?.source)?.name)
    add("Query", anchor?.query ?? question?.query.text)
    add("Range", Self.range(state.place.window.range(at: state.context.now)))
    if let metrics = pane as? MetricsPane { add("Value", metrics.pointedValue) }
    add("Service", anchor?.service)
    add("Operation", anchor?.operation)
    if anchor?.signal == .metrics { add("Series", anchor.map(\.labels.description)) }
    add("Trace", anchor?.traceID?.description)
    add("Span", anchor?.spanID?.description)
    add("Line", anchor?.line)
    if let copied = Self.copied(from: pane, in: state.context), !facts.contains(where: { $0.text == copied }) {
      add("Under the cursor", copied)
    }
  }

  private mutating func add(_ name: String, _ text: String?) {
    guard let text, !text.isEmpty, text != "{}" else { return }
    let shown = text.count > Self.longest ? String(text.prefix(Self.longest)) + "…" : text
    let masked = name == "Query" ? Credentials.masked(inQuery: shown) : Credentials.masked(inText: shown)
    facts.append(IncidentNote.Fact(name, masked))
  }

  private static func range(_ range: TimeRange) -> String {
    "\(RFC3339.shortString(range.start)) to \(RFC3339.shortString(range.end))"
  }

  /// What `y` would copy.
  private static func copied(from pane: any Pane, in context: Context) -> String? {
    guard pane.refusal(of: .copy, in: context) == nil else { return nil }
    var pane = pane
    for case .copy(let text) in pane.perform(.copy, in: context) ?? [] { return text }
    return nil
  }
}

extension MetricsPane {
  /// `6.31 s at 2026-11-20T23:31:12Z`: the exemplar, or the row's value at the crosshair, else its last one.
  fileprivate var pointedValue: String? {
    if let picked = pickedExemplar {
      return "\(unit(of: picked).text(picked.value)), an exemplar at \(RFC3339.string(picked.time))"
    }
    guard let row = current,
      let sample = crosshair.map({ row.series.sample(nearest: $0) }) ?? row.series.samples.last
    else { return nil }
    return "\(row.unit.text(sample.value)) at \(RFC3339.shortString(sample.time))"
  }
}
