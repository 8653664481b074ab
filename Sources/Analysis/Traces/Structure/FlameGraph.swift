/// A trace by paths of operations, merged siblings side by side, as rows of frames.
///
/// ```
///   depth 0   ├──────────── gateway GET / ────────────┤
///   depth 1   ├────── api list ──────┤├─ auth check ─┤
///   depth 2   ├─ db SELECT ×5 ─┤
///             0                                       1
/// ```
public struct FlameGraph: Equatable, Sendable {
  /// What a frame's width stands for.
  public enum Width: String, Hashable, Sendable, CaseIterable {
    /// Self time of the node and all below it: work done, whoever waited. Widths add up exactly.
    case selfTime
    /// Durations added up. Children that ran side by side are narrowed to fit below their parent.
    case total
  }

  public struct Frame: Hashable, Sendable {
    /// Index into `tree.nodes`.
    public var node: Int
    public var depth: Int
    /// The left and the right edge, from 0 to 1.
    public var from: Double
    public var to: Double
    /// What the width stands for, before any narrowing, in nanoseconds.
    public var valueNs: Int64

    public var width: Double { to - from }
  }

  public let tree: AggregatedTree
  public let width: Width
  /// Depth first, as `tree.nodes`; those of no width are left out with all below them.
  public let frames: [Frame]

  /// - Parameter zoom: A node of `tree` to fill the whole width; its ancestors stay above it.
  public init(_ tree: AggregatedTree, width: Width = .selfTime, zoom: Int? = nil) {
    self.tree = tree
    self.width = width
    let values = Self.values(of: tree, width)
    var frames: [Frame] = []
    let zoom = zoom.flatMap { tree.nodes.indices.contains($0) ? $0 : nil }
    let above = zoom.map { Array(sequence(first: $0) { tree.nodes[$0].parent }.dropFirst()).reversed() } ?? []
    for node in above { frames.append(Self.frame(node, 0, 1, tree, values)) }
    var stack = Self.placed(zoom.map { [$0] } ?? tree.children(of: nil), 0, 1, fitting: nil, tree, values)
    while let frame = stack.popLast() {
      frames.append(frame)
      stack += Self.placed(
        tree.children(of: frame.node), frame.from, frame.to, fitting: values[frame.node], tree, values)
    }
    self.frames = frames
  }

  /// The frame under a point, `x` from 0 to 1.
  public func frame(atDepth depth: Int, x: Double) -> Frame? {
    frames.first { $0.depth == depth && $0.from <= x && x < $0.to }
  }

  /// Siblings from left to right within an extent, in reverse, as a stack takes them.
  private static func placed(
    _ siblings: [Int], _ from: Double, _ to: Double, fitting parent: Int64?, _ tree: AggregatedTree,
    _ values: [Int64]
  ) -> [Frame] {
    let sum = siblings.reduce(0.0) { $0 + Double(values[$1]) }
    let whole = max(sum, parent.map(Double.init) ?? 0)
    guard whole > 0 else { return [] }
    var (left, before) = (from, 0.0)
    var frames: [Frame] = []
    for sibling in siblings where values[sibling] > 0 {
      before += Double(values[sibling])
      let right = min(to, from + (to - from) * before / whole)
      frames.append(frame(sibling, left, right, tree, values))
      left = right
    }
    return frames.reversed()
  }

  private static func frame(
    _ node: Int, _ from: Double, _ to: Double, _ tree: AggregatedTree, _ values: [Int64]
  ) -> Frame {
    Frame(node: node, depth: tree.nodes[node].depth, from: from, to: to, valueNs: values[node])
  }

  private static func values(of tree: AggregatedTree, _ width: Width) -> [Int64] {
    guard width == .selfTime else { return tree.nodes.map(\.totalNs) }
    var values = tree.nodes.map(\.selfNs)
    for index in values.indices.reversed() {
      if let parent = tree.nodes[index].parent { values[parent] = values[parent].saturatingAdd(values[index]) }
    }
    return values
  }
}
