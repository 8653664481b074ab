import Analysis
import Telemetry
import Testing

@Suite struct TraceTreeTests {
  /// `name depth from-to self`, one row each.
  private func rows(_ tree: TraceTree) -> [String] {
    tree.rows.map {
      "\(tree.trace.spans[$0.span].name) \($0.depth) \($0.startNs)-\($0.endNs) \($0.selfNs)"
    }
  }

  @Test func ordersDepthFirstByStart() {
    let tree = TraceTree(
      TraceSketch.trace(
        """
        R 0-100
          B 50-90
            C 60-70
          A 10-40
        """))
    #expect(rows(tree) == ["R 0 0-100 30", "A 1 10-40 30", "B 1 50-90 30", "C 2 60-70 10"])
    #expect(tree.rows.map(\.subtreeSize) == [4, 1, 2, 1])
    #expect(tree.rows.map(\.parent) == [nil, 0, 0, 2])
    #expect(tree.children(of: 0) == [1, 2])
    #expect(tree.ancestors(of: 3) == [2, 0])
    #expect(tree.rowOfSpan == [0, 2, 3, 1])
    #expect(tree.durationNs == 100)
  }

  @Test func selfTimeCountsOverlapOnce() {
    let tree = TraceTree(
      TraceSketch.trace(
        """
        R 0-100
          A 10-50
          B 30-60
          C 55-58
          D 90-140
        """))
    // 10-60 and 90-100 are covered.
    #expect(tree.rows[0].selfNs == 40)
    #expect(tree.rows[4].marks == .outlivesParent)
    #expect(tree.durationNs == 140)
  }

  @Test func clampsChildrenThatStartBeforeTheirParent() {
    let tree = TraceTree(
      TraceSketch.trace(
        """
        R 100-200
          A 40-150
            B 50-60
        """))
    #expect(rows(tree) == ["R 0 0-100 50", "A 1 0-50 100", "B 2 0-0 10"])
    #expect(tree.rows.map(\.marks) == [[], .skewed, []])
  }

  @Test func showsOrphansAsRoots() {
    var trace = TraceSketch.trace("R 0-10\nO 5-9")
    trace.spans[1].parentID = SpanID(999)
    let tree = TraceTree(trace)
    #expect(tree.roots == [0, 1])
    #expect(tree.rows[1].marks == .orphan)
    #expect(tree.mainRoot == 0)
  }

  @Test func takesTheLongestOrphanWhenNoRootCame() {
    var trace = TraceSketch.trace("A 0-10\nB 5-90")
    for index in trace.spans.indices { trace.spans[index].parentID = SpanID(999) }
    #expect(TraceTree(trace).mainRoot == 1)
  }

  @Test func keepsDuplicateIDs() {
    var trace = TraceSketch.trace("R 0-10\n  A 1-5\n  B 2-6\n    C 3-4")
    trace.spans[2].id = trace.spans[1].id
    trace.spans[3].parentID = trace.spans[1].id
    let tree = TraceTree(trace)
    #expect(rows(tree).map { $0.prefix(3) } == ["R 0", "A 1", "C 2", "B 1"])
    #expect(tree.rows[3].marks == .duplicate)
  }

  @Test func breaksCyclesAtTheEarliestSpan() {
    var trace = TraceSketch.trace("A 10-30\nB 5-20\nC 12-15\nD 1-2")
    trace.spans[0].parentID = trace.spans[2].id
    trace.spans[1].parentID = trace.spans[0].id
    trace.spans[2].parentID = trace.spans[1].id
    trace.spans[3].parentID = trace.spans[3].id
    let tree = TraceTree(trace)
    #expect(rows(tree).map { $0.prefix(3) } == ["D 0", "B 0", "C 1", "A 2"])
    #expect(tree.rows.map { $0.marks.contains(.cycle) } == [true, true, false, false])
  }

  @Test func countsErrorsInSubtrees() {
    let tree = TraceTree(TraceSketch.trace("R 0-100\n  A 10-40 !\n    B 20-30 !\n  C 50-60"))
    #expect(tree.rows.map(\.errors) == [2, 2, 1, 0])
    #expect(tree.errorCount == 2)
  }

  @Test func holdsATraceWithoutSpans() {
    let tree = TraceTree(TraceSketch.make([]))
    #expect(tree.rows.isEmpty && tree.mainRoot == nil && tree.durationNs == 0)
    #expect(CriticalPath(tree).segments.isEmpty)
  }

  @Test func survivesTimesAtTheEdgeOfWhatFits() {
    var trace = TraceSketch.trace("R 0-10\n  A 0-5")
    trace.spans[0].start = Instant(nanoseconds: .min)
    trace.spans[0].durationNanoseconds = .max
    trace.spans[1].start = Instant(nanoseconds: .max)
    trace.spans[1].durationNanoseconds = .max
    let tree = TraceTree(trace)
    #expect(tree.rows.count == 2)
    #expect(CriticalPath(tree).segments.first?.fromNs == 0)
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func showsEverySpanOnce(seed: UInt64) {
    let trace = TraceSketch.wild(seed: seed, count: 1 + Int(seed % 60))
    let tree = TraceTree(trace)
    #expect(Set(tree.rows.map(\.span)) == Set(trace.spans.indices))
    #expect(tree.rows.count == trace.spans.count)
    #expect(tree.roots.reduce(0) { $0 + tree.rows[$1].subtreeSize } == trace.spans.count)
    #expect(tree.errorCount == trace.spans.filter { $0.status == .error }.count)
    for (index, row) in tree.rows.enumerated() {
      #expect(tree.rowOfSpan[row.span] == index)
      #expect(row.startNs >= 0 && row.endNs >= row.startNs && row.endNs <= tree.durationNs)
      #expect((0...trace.spans[row.span].durationNanoseconds).contains(row.selfNs))
      guard let parent = row.parent else { continue }
      #expect(row.depth == tree.rows[parent].depth + 1)
      #expect(row.startNs >= tree.rows[parent].startNs)
      #expect(tree.children(of: parent).contains(index))
    }
  }

  @Test func walksAChainAsDeepAsItIsLong() {
    let count = 50_000
    let spans = (0..<count).map { index in
      Span(
        id: TraceSketch.span(UInt64(index + 1)),
        parentID: index == 0 ? nil : TraceSketch.span(UInt64(index)), name: "s",
        start: Instant(nanoseconds: Int64(index)),
        durationNanoseconds: Int64(2 * (count - index)))
    }
    let tree = TraceTree(TraceSketch.make(spans.reversed()))
    #expect(tree.rows.last?.depth == count - 1)
    #expect(CriticalPath(tree).segments.reduce(0) { $0 + $1.lengthNs } == Int64(2 * count))
  }
}
