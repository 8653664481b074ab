internal import Analysis
internal import Canvas
public import Telemetry

extension ServicesPane {
  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    let source = question.source
    switch (question.slot, answer.body) {
    case ("family", .series(let series)):
      let family = ServiceReader.family(from: series)
      findings[source, default: ServiceFindings()].family = family.map { .present($0) } ?? .absent
      arrange(in: context)
      return family.map { serviceQuestions($0, source, in: context).map(Request.ask) } ?? []
    case ("graph", .series(let series)):
      return takeGraph(ServiceMapReader.histogram(from: series), from: source, in: context)
    case ("sample", .traces(let traces)):
      sample.take(traces, from: source)
      arrange(in: context)
      return traceQuestions(source, in: context).map(Request.ask)
    case (_, .trace(let trace?)): sample.take(trace)
    case (let slot, .series(let series)): take(series, slot, from: source)
    default: return []
    }
    arrange(in: context)
    return []
  }

  private mutating func take(_ series: [Series], _ slot: Slot, from source: SourceID) {
    let parts = slot.name.split(separator: ".", maxSplits: 1).map(String.init)
    switch (parts.first, parts.last) {
    case ("services", let name?):
      if let part = ServiceReader.Part(rawValue: name) {
        findings[source, default: ServiceFindings()].services[part] = series
      }
    case ("edges", let name?):
      if let part = ServiceMapReader.Part(rawValue: name) {
        findings[source, default: ServiceFindings()].edges[part] = series
      }
    default: break
    }
  }

  private mutating func takeGraph(
    _ histogram: ServiceMapReader.Histogram?, from source: SourceID, in context: Context
  ) -> [Request] {
    findings[source, default: ServiceFindings()].graph = histogram.map { .present($0) } ?? .absent
    arrange(in: context)
    if let histogram { return edgeQuestions(histogram, source, in: context).map(Request.ask) }
    guard needsSample(in: context) else { return [] }
    return context.sources(of: .tempo).flatMap { sampleQuestions($0, in: context) }.map(Request.ask)
  }

  /// A Prometheus that is down has no service graph to show; traces may still tell.
  public mutating func receive(
    _ failure: QueryFailure, to question: Question, in context: Context
  ) -> [Request] {
    guard question.slot == "graph", findings[question.source]?.graph.isUnknown ?? true else { return [] }
    return takeGraph(nil, from: question.source, in: context)
  }

  // MARK: Putting together

  mutating func arrange(in context: Context) {
    model = ServiceModel(findings, sample: sample)
    show(in: context)
  }

  /// The map and the table after the model, focus, filter or order changed; the cursor stays.
  mutating func show(in context: Context) {
    if let focus, !model.map.services.contains(focus), !model.map.edges.isEmpty { self.focus = nil }
    let map = focus.map { model.map.focused(on: $0) } ?? model.map
    if map != shown {
      if map.services != shown.services || map.edges.map(\.id) != shown.edges.map(\.id) { layout = map.layout }
      shown = map
    }
    let services = Set(shown.services)
    let text = prompt.text.lowercased()
    rows = order.sorted(
      model.services.filter { one in
        services.contains(one.service) && (text.isEmpty || one.service.lowercased().contains(text))
      })
    if let edge, !shown.edges.contains(where: { $0.id == edge }) { self.edge = nil }
    if edge == nil, part == .neighbours { part = .table }
    drawing = part == .diagram ? makeDrawing(in: context) : nil
    settle(in: context)
  }

  /// Puts the cursor's row where its service went.
  private mutating func settle(in context: Context) {
    if !hasMoved { selected = rows.first { $0.service == wanted }?.service ?? rows.first?.service }
    let index = rows.firstIndex { $0.service == selected }
    scroll.move(to: index ?? scroll.cursor, count: rows.count, height: listHeight(in: context))
    guard index == nil, !rows.isEmpty, part != .diagram else { return }
    (selected, edge) = (rows[scroll.cursor].service, nil)
  }

  func listHeight(in context: Context) -> Int {
    max(1, ServicesLayout(FrameLayout(context.size).body).table.height - 1)
  }
}

/// Where the table and the neighbours stand: beside each other where there is room, else one above
/// the other; the diagram takes all of it.
///
///     ┌ filter ─────────────┐      ┌ filter ───┐      ┌ filter ───┐
///     │ table  │ neighbours │      │ table     │      │ diagram   │
///     │        │            │      │ neighbours│      │ its cursor│
///     └────────┴────────────┘      └───────────┘      └───────────┘
struct ServicesLayout {
  let prompt: Rect
  let table: Rect
  let neighbours: Rect
  let diagram: Rect
  /// The line about what the diagram's cursor is on.
  let reading: Rect
  let isWide: Bool

  init(_ area: Rect) {
    let (top, rest) = area.split(top: 1)
    prompt = top
    isWide = area.width >= 100
    if isWide {
      let (left, right) = rest.split(left: min(96, max(56, area.width * 54 / 100)))
      (table, neighbours) = (left.inset(right: 1), right)
    } else {
      (table, neighbours) = rest.split(top: max(6, rest.height * 55 / 100))
    }
    (diagram, reading) = rest.split(bottom: 1)
  }
}
