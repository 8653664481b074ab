import Analysis
import Telemetry
import Testing

@Suite struct TracePropertyTests {
  @Test(arguments: 0..<200 as Range<UInt64>) func selfTimeAndChildrenCoverASpan(seed: UInt64) {
    let tree = TraceTree(TraceSketch.wild(seed: seed, count: 1 + Int(seed % 60)))
    for (index, row) in tree.rows.enumerated() {
      let span = tree.span(at: index)
      var moments = Set(span.start.nanoseconds..<span.end.nanoseconds)
      for child in tree.children(of: index).map(tree.span) {
        moments.subtract(child.start.nanoseconds..<child.end.nanoseconds)
      }
      #expect(row.selfNs == Int64(moments.count))
    }
  }

  @Test func holdsTwelveRoots() {
    let drawing = (0..<12).map { "R\($0) \($0 * 10)-\($0 * 10 + 5 + $0)\n  A\($0) \($0 * 10)-\($0 * 10 + 2)" }
    let tree = TraceTree(TraceSketch.trace(drawing.joined(separator: "\n")))
    #expect(tree.roots == Array(stride(from: 0, to: 24, by: 2)))
    #expect(tree.mainRoot == 22)
    #expect(tree.durationNs == 126)
    #expect(CriticalPath(tree).segments.map(\.span) == [23, 22])
  }

  @Test func linksDoNotMakeParents() {
    var trace = TraceSketch.trace("R 0-100\nS 10-90")
    trace.spans[1].links = [SpanLink(traceID: trace.id, spanID: trace.spans[0].id)]
    let tree = TraceTree(trace)
    #expect(tree.roots == [0, 1] && tree.rows[1].marks.isEmpty)
    #expect(CriticalPath(tree).segments.map(\.span) == [0])
  }

  @Test func rowsStaySmall() {
    #expect(MemoryLayout<TraceTree.Row>.stride <= 48)
  }
}
