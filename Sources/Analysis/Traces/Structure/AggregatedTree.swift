public import Telemetry

/// The structure of one or many traces: which operations call which, spans on the same path of
/// operations merged into one node.
///
/// ```
///   two traces                       aggregated
///   gateway GET /                    gateway GET /   2 of 2 traces, 2 spans
///     api list                         api list      2 of 2,        2 spans
///       db SELECT                        db SELECT   2 of 2,        5 spans
///       db SELECT                      auth check    1 of 2,        1 span
///   …
/// ```
public struct AggregatedTree: Equatable, Sendable {
  public struct Node: Equatable, Sendable {
    public var operation: TraceOperation
    /// Index of the node above; `nil` for roots.
    public internal(set) var parent: Int?
    public internal(set) var depth: Int
    /// This node and all below it: the nodes `index ..< index + subtreeSize` fold together.
    public internal(set) var subtreeSize = 1
    /// Spans.
    public internal(set) var count = 0
    /// Traces with at least one of the spans.
    public internal(set) var traces = 0
    /// Spans with status error, of this node only.
    public internal(set) var errors = 0
    public internal(set) var totalNs: Int64 = 0
    public internal(set) var selfNs: Int64 = 0
    public internal(set) var longestNs: Int64 = 0
    /// Where the longest span is.
    public internal(set) var longestTrace: TraceID
    public internal(set) var longestSpan: SpanID

    /// The mean duration of a span in nanoseconds.
    public var meanNs: Int64 { count == 0 ? 0 : totalNs / Int64(count) }
  }

  /// Depth first, of siblings the most total time first.
  public let nodes: [Node]
  /// How many traces were merged.
  public let traceCount: Int

  public init(_ trees: [TraceTree]) {
    var build = AggregatedTreeBuild()
    for tree in trees { build.add(tree) }
    nodes = build.ordered()
    traceCount = trees.count
  }

  public init(traces: [Trace]) { self.init(traces.map { TraceTree($0) }) }

  /// The share of the traces that have a node, from 0 to 1.
  public func share(ofNode index: Int) -> Double {
    traceCount == 0 ? 0 : Double(nodes[index].traces) / Double(traceCount)
  }

  /// Indices of the nodes directly below one, in order; below `nil` the roots.
  public func children(of index: Int?) -> [Int] {
    var found: [Int] = []
    var child = index.map { $0 + 1 } ?? 0
    let end = index.map { $0 + nodes[$0].subtreeSize } ?? nodes.count
    while child < end {
      found.append(child)
      child += nodes[child].subtreeSize
    }
    return found
  }

  /// The operations from the root down to a node.
  public func path(to index: Int) -> [TraceOperation] {
    sequence(first: index) { nodes[$0].parent }.map { nodes[$0].operation }.reversed()
  }
}
