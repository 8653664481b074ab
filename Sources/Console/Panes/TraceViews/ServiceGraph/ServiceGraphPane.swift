public import Analysis
internal import Canvas
internal import Reports
public import Telemetry

/// The services of one trace and who calls whom, as a diagram or a table.
public struct ServiceGraphPane: Pane {
  /// The waterfall it was opened from, to go back to at a span.
  var origin: WaterfallPane
  let graph: TraceServiceGraph
  let diagram: LayeredDiagram
  /// Services by layer, each from the top.
  let layers: [[String]]
  /// The service under the cursor, by its place in `graph.nodes`.
  var selected = 0
  var isTable = false

  init(_ graph: TraceServiceGraph, of origin: WaterfallPane) {
    self.graph = graph
    self.origin = origin
    let layout = LayeredLayout(
      nodes: graph.nodes.map(\.service), edges: graph.edges.map { .init(from: $0.client, to: $0.server) })
    var layers = Array(repeating: [String](), count: layout.heights.count)
    let placed = graph.nodes.compactMap { node in layout.places[node.service].map { (node.service, $0) } }
    for (service, place) in placed.sorted(by: { $0.1.order < $1.1.order }) where layers.indices.contains(place.layer) {
      layers[place.layer].append(service)
    }
    self.layers = layers
    let services = origin.model?.services ?? []
    let colors = Dictionary(services.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    diagram = LayeredDiagram(
      layout, boxes: Self.boxes(of: graph, colors), calls: Self.calls(of: graph))
  }

  private static func boxes(of graph: TraceServiceGraph, _ colors: [String: Int]) -> [String: LayeredDiagram.Box] {
    let boxes = graph.nodes.map { node -> (String, LayeredDiagram.Box) in
      let spans = node.isVirtual ? "no spans" : "\(node.spans) span\(node.spans == 1 ? "" : "s")"
      var counts = [TextRun(spans, .muted)]
      if node.errors > 0 { counts.append(TextRun(" ✗\(node.errors)", Style(.error, bold: true))) }
      let own = [TextRun("self ", .muted), TextRun(Durations.text(nanoseconds: node.selfNs))]
      let role: Role = node.isVirtual ? .muted : .series(colors[node.service] ?? 0)
      return (node.service, LayeredDiagram.Box(lines: node.isVirtual ? [counts] : [counts, own], role: role))
    }
    return Dictionary(boxes) { first, _ in first }
  }

  private static func calls(of graph: TraceServiceGraph) -> [LayeredLayout.Link: LayeredDiagram.Calls] {
    let calls = graph.edges.map { edge in
      (
        LayeredLayout.Link(from: edge.client, to: edge.server),
        LayeredDiagram.Calls(count: edge.count, totalNs: edge.totalNs, errors: edge.errors)
      )
    }
    return Dictionary(calls) { first, _ in first }
  }

  public var kind: PaneKind { .traceServices }
  public var title: String { "services \(origin.shortID)" }

  public func questions(in context: Context) -> [Question] { [] }

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] { [] }

  var node: TraceServiceGraph.Node? { graph.nodes.indices.contains(selected) ? graph.nodes[selected] : nil }

  /// The row of the span in which the service itself worked longest.
  var busiestRow: Int? {
    guard let node, !node.isVirtual, let model = origin.model else { return nil }
    let own = model.tree.rows.indices.filter { model.service($0) == node.service }
    return own.max { model.tree.rows[$0].selfNs < model.tree.rows[$1].selfNs }
  }

  public func anchor(in context: Context) -> Anchor? {
    busiestRow.flatMap { origin.showing($0, in: context).anchor(in: context) }
  }

  public func hints(in context: Context) -> [Command] {
    [.open, .toggle, .nextTrouble, .flameGraph]
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .open: "its spans"
    case .toggle: isTable ? "diagram" : "table"
    case .nextTrouble: "next error"
    default: nil
    }
  }
}
