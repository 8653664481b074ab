import Analysis
import Testing

@Suite struct CriticalPathTests {
  @Test(arguments: [
    ("alone", "R 0-100", "R 0-100"),
    ("one child", "R 0-100\n  A 20-60", "R 0-20, A 20-60, R 60-100"),
    (
      "one after another", "R 0-100\n  A 10-40\n  B 50-90",
      "R 0-10, A 10-40, R 40-50, B 50-90, R 90-100"
    ),
    ("touching", "R 0-100\n  A 0-50\n  B 50-100", "A 0-50, B 50-100"),
    // A was not over when B began: only B was waited for.
    ("overlapping", "R 0-100\n  A 10-60\n  B 40-90", "R 0-40, B 40-90, R 90-100"),
    ("fanned out", "R 0-100\n  A 10-30\n  B 10-80\n  C 10-50", "R 0-10, B 10-80, R 80-100"),
    (
      "nested", "R 0-100\n  A 10-90\n    B 20-50\n      C 30-40",
      "R 0-10, A 10-20, B 20-30, C 30-40, B 40-50, A 50-90, R 90-100"
    ),
    ("outliving its parent", "R 0-100\n  A 60-150\n    B 90-140", "R 0-60, A 60-90, B 90-100"),
    ("started after its parent", "R 0-100\n  A 20-40\n  B 120-150", "R 0-20, A 20-40, R 40-100"),
    ("skewed clock", "R 100-200\n  A 50-150", "A 0-50, R 50-100"),
    ("child before its parent", "R 100-200\n  A 20-60", "R 0-100"),
    ("child of no duration", "R 0-100\n  A 50-50\n  B 50-50", "R 0-100"),
    ("no duration at all", "R 5-5", ""),
    (
      "overlap below", "R 0-100\n  A 0-100\n    B 0-55\n    C 10-40\n    D 50-95",
      "A 0-10, C 10-40, A 40-50, D 50-95, A 95-100"
    ),
    ("longest of several roots", "R 0-10\nS 5-60\n  A 20-30", "S 5-20, A 20-30, S 30-60"),
    ("same times", "R 0-100\n  A 20-80\n  B 20-80", "R 0-20, A 20-80, R 80-100"),
  ]) func followsWhatWasWaitedFor(name: String, drawing: String, expected: String) {
    let trace = TraceSketch.trace(drawing)
    #expect(TraceSketch.describe(CriticalPath(TraceTree(trace)), of: trace) == expected, "\(name)")
  }

  @Test func tellsSelfTimeAndShare() {
    let tree = TraceTree(TraceSketch.trace("R 0-100\n  A 10-40\n  B 50-90\n  C 0-5"))
    let path = CriticalPath(tree)
    #expect(path.selfNanoseconds(ofSpan: 0) == 25)
    #expect(path.selfNanoseconds(ofSpan: 2) == 40)
    #expect(path.share(ofSpan: 2) == 0.4)
    #expect(path.longestSelfOnPath == 2)
    #expect(path.contains(span: 3))
  }

  @Test func prefersTheEarlierOfEqualSuspects() {
    let path = CriticalPath(TraceTree(TraceSketch.trace("R 0-80\n  A 0-40\n  B 40-80")))
    #expect(path.longestSelfOnPath == 1)
  }

  @Test(arguments: 0..<300 as Range<UInt64>) func coversTheRootWithoutGap(seed: UInt64) throws {
    let tree = TraceTree(TraceSketch.wild(seed: seed, count: 1 + Int(seed % 80)))
    let path = CriticalPath(tree)
    let row = tree.rows[try #require(tree.mainRoot)]
    var reached = row.startNs
    for segment in path.segments {
      #expect(segment.fromNs == reached)
      #expect(segment.toNs > segment.fromNs)
      let own = tree.rows[tree.rowOfSpan[segment.span]]
      #expect(segment.fromNs >= own.startNs && segment.toNs <= own.endNs)
      reached = segment.toNs
    }
    #expect(reached == row.endNs)
    let shares = Set(path.segments.map(\.span)).reduce(0.0) { $0 + path.share(ofSpan: $1) }
    #expect(path.segments.isEmpty || abs(shares - 1) < 1e-9)
  }
}
