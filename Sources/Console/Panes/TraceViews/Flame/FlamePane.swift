public import Analysis
internal import Reports
public import Telemetry

/// A trace by operation: how the time of each path of operations is made up of those below it.
public struct FlamePane: Pane {
  /// The waterfall it was opened from, to go back to at a span.
  var origin: WaterfallPane
  let tree: AggregatedTree
  var width = FlameGraph.Width.selfTime
  /// The nodes zoomed into, one after the other.
  var zooms: [Int] = []
  var rows: FlameRows
  /// A place in the graph's frames.
  var selected = 0
  /// Where the cursor is between the edges, so that moving down and up again ends where it began.
  var x = 0.0
  let colors: [String: Int]
  /// What the whole trace is, whatever is zoomed into, in nanoseconds.
  var wholeNs: Int64

  init(_ tree: AggregatedTree, of origin: WaterfallPane) {
    self.tree = tree
    self.origin = origin
    let services = origin.model?.services ?? []
    colors = Dictionary(services.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    rows = FlameRows(tree, width: width, zoom: nil)
    // Spans that all last no time have no widths but by count of nothing: durations may still differ.
    if rows.graph.frames.isEmpty {
      width = .total
      rows = FlameRows(tree, width: width, zoom: nil)
    }
    wholeNs = rows.wholeNs
  }

  public var kind: PaneKind { .flame }
  public var title: String { "flame graph \(origin.shortID)" }

  public func questions(in context: Context) -> [Question] { [] }

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] { [] }

  var frame: FlameGraph.Frame? {
    rows.graph.frames.indices.contains(selected) ? rows.graph.frames[selected] : nil
  }

  var node: AggregatedTree.Node? { frame.map { tree.nodes[$0.node] } }

  /// The row of the longest span of the operation under the cursor.
  var longestRow: Int? {
    guard let node else { return nil }
    return origin.model?.tree.row(showing: node.longestSpan)
  }

  public func anchor(in context: Context) -> Anchor? {
    longestRow.flatMap { origin.showing($0, in: context).anchor(in: context) }
  }

  public func hints(in context: Context) -> [Command] {
    [.open, .jumpToTraces, .nextTrouble, .sort, .serviceGraph]
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .open: frame?.node == zooms.last ? "longest span" : "zoom in"
    case .back where !zooms.isEmpty: "zoom out"
    case .jumpToTraces: "longest span"
    case .sort: width == .selfTime ? "by duration" : "by own time"
    case .nextTrouble: "next error"
    default: nil
    }
  }
}
