import Analysis
import Testing

@Suite struct TraceDifferenceTests {
  private func lines(_ difference: TraceDifference) -> [String] {
    difference.rows.map { row in
      let sides = "\(row.left.map(String.init) ?? "–")|\(row.right.map(String.init) ?? "–")"
      return String(repeating: " ", count: row.depth) + "\(row.operation.name) \(sides) \(row.differenceNs)/\(row.selfDifferenceNs)"
    }
  }

  @Test func alignsByPathAndOrder() {
    let difference = TraceDifference(
      TraceSketch.tree("a:list 0-10\n  a:SELECT 1-5\n  a:render 6-8"),
      TraceSketch.tree("a:list 0-90\n  a:SELECT 1-5\n  a:SELECT 6-85"))
    #expect(
      lines(difference) == [
        "list 0|0 80/3", " SELECT 1|1 0/0", " render 2|– -2/-2", " SELECT –|2 79/79",
      ])
    #expect(difference.ranked.map { difference.rows[$0].operation.name } == ["SELECT", "list", "render"])
    #expect((difference.onlyLeft, difference.onlyRight) == (1, 1))
  }

  @Test func putsNewSpansBeforeWhatFollowsThem() {
    let difference = TraceDifference(
      TraceSketch.tree("a:x 0-10\n  a:b 1-2\n  a:c 3-4"),
      TraceSketch.tree("a:x 0-10\n  a:new 0-1\n    a:below 0-1\n  a:b 1-2\n  a:c 3-4\n  a:last 5-6"))
    #expect(difference.rows.map(\.operation.name) == ["x", "new", "below", "b", "c", "last"])
    #expect(difference.rows.map(\.subtreeSize) == [6, 2, 1, 1, 1, 1])
    #expect(difference.rows.map(\.parent) == [nil, 0, 1, 0, 0, 0])
  }

  @Test func alignsSeveralRootsAndEmptyTraces() {
    let two = TraceSketch.tree("a:x 0-10\na:y 20-30")
    #expect(TraceDifference(two, TraceSketch.tree("a:y 0-5")).rows.map(\.isAligned) == [false, true])
    #expect(TraceDifference(two, TraceTree(TraceSketch.make([]))).onlyLeft == 2)
  }

  @Test(arguments: 0..<80 as Range<UInt64>) func showsEverySpanOfBothOnce(seed: UInt64) {
    let left = TraceTree(TraceSketch.wild(seed: seed, count: 1 + Int(seed % 40)))
    let right = TraceTree(TraceSketch.wild(seed: seed / 2, count: 1 + Int(seed % 23)))
    let difference = TraceDifference(left, right)
    #expect(difference.rows.compactMap(\.left).sorted() == Array(left.rows.indices))
    #expect(difference.rows.compactMap(\.right).sorted() == Array(right.rows.indices))
    let same = TraceDifference(left, left)
    #expect(same.rows.allSatisfy { $0.left == $0.right } && same.ranked.isEmpty)
  }
}
