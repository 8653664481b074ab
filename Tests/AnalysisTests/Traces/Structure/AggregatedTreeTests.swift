import Analysis
import Telemetry
import Testing

@Suite struct AggregatedTreeTests {
  private let tree = AggregatedTree([
    TraceSketch.tree("web:GET 0-100\n  api:list 10-90\n    db:SELECT 20-30\n    db:SELECT 40-60 !", id: 1),
    TraceSketch.tree("web:GET 0-50\n  api:list 10-40\n    db:SELECT 20-30\n  auth:check 0-5", id: 2),
  ])

  private func line(_ index: Int) -> String {
    let node = tree.nodes[index]
    return "\(String(repeating: " ", count: node.depth))\(node.operation) ×\(node.count) in \(node.traces) \(node.totalNs)/\(node.selfNs)"
  }

  @Test func mergesPathsOfOperations() {
    #expect(
      tree.nodes.indices.map(line) == [
        "web GET ×2 in 2 150/35", " api list ×2 in 2 110/70", "  db SELECT ×3 in 2 40/40",
        " auth check ×1 in 1 5/5",
      ])
    #expect(tree.nodes.map(\.subtreeSize) == [4, 2, 1, 1])
    #expect(tree.nodes.map(\.errors) == [0, 0, 1, 0])
    #expect(tree.children(of: 0) == [1, 3] && tree.children(of: nil) == [0])
    #expect(tree.path(to: 2).map(\.service) == ["web", "api", "db"])
    #expect(tree.share(ofNode: 3) == 0.5)
    #expect(tree.nodes[2].meanNs == 13)
  }

  @Test func remembersTheLongestSpan() {
    #expect(tree.nodes[2].longestNs == 20)
    #expect(tree.nodes[2].longestTrace == TraceID(high: 1, low: 1))
    #expect(tree.nodes[2].longestSpan == TraceSketch.span(4))
  }

  @Test func isEmptyWithoutTraces() {
    #expect(AggregatedTree([]).nodes.isEmpty)
    #expect(AggregatedTree(traces: [TraceSketch.make([])]).children(of: nil).isEmpty)
  }

  @Test func drawsSelfTimeAsAFlame() {
    let graph = FlameGraph(tree)
    // 35 + 70 + 40 + 5 of self time in all.
    #expect(graph.frames.map(\.valueNs) == [150, 110, 40, 5])
    #expect(graph.frames.map { ($0.from * 150).rounded() } == [0, 0, 0, 110])
    #expect(graph.frames.map { ($0.to * 150).rounded() } == [150, 110, 40, 115])
    #expect(graph.frame(atDepth: 1, x: 0.74)?.node == 3)
    #expect(graph.frame(atDepth: 2, x: 0.74) == nil)
  }

  @Test func zoomsIntoANode() {
    let graph = FlameGraph(tree, zoom: 1)
    #expect(graph.frames.map(\.node) == [0, 1, 2])
    #expect(graph.frames[0].width == 1 && graph.frames[1].width == 1)
    #expect((graph.frames[2].width * 110).rounded() == 40)
  }

  @Test func narrowsChildrenThatRanSideBySide() {
    let graph = FlameGraph(AggregatedTree([TraceSketch.tree("a:x 0-100\n  a:y 0-100\n  a:z 0-100")]), width: .total)
    #expect(graph.frames.map(\.valueNs) == [100, 100, 100])
    #expect(graph.frames.map(\.from) == [0, 0, 0.5] && graph.frames.map(\.to) == [1, 0.5, 1])
  }

  @Test(arguments: 0..<60 as Range<UInt64>) func framesStayWithinTheirParents(seed: UInt64) {
    let aggregated = AggregatedTree([TraceTree(TraceSketch.wild(seed: seed, count: 1 + Int(seed)))])
    #expect(aggregated.nodes.reduce(0) { $0 + $1.count } == 1 + Int(seed))
    for width in FlameGraph.Width.allCases {
      let graph = FlameGraph(aggregated, width: width)
      var extents = [Int: FlameGraph.Frame]()
      for frame in graph.frames { extents[frame.node] = frame }
      for frame in graph.frames {
        #expect(frame.from >= 0 && frame.from <= frame.to && frame.to <= 1)
        guard let parent = aggregated.nodes[frame.node].parent, let above = extents[parent] else { continue }
        #expect(frame.from >= above.from - 1e-9 && frame.to <= above.to + 1e-9)
      }
    }
  }
}
