import Analysis
import Telemetry
import Testing

@Suite struct TraceStatisticsTests {
  @Test func addsUpByServiceAndOperation() throws {
    let statistics = TraceStatistics(
      TraceSketch.tree(
        """
        web:GET 0-100
          db:SELECT 0-10
          db:SELECT 20-50 !
          db:SELECT 50-52
          api:list 60-90
        """))
    #expect(statistics.lines.map(\.operation.description) == ["db SELECT", "api list", "web GET"])
    let line = try #require(statistics.lines.first)
    #expect((line.count, line.errors) == (3, 1))
    #expect((line.selfNs, line.totalNs, line.longestNs) == (42, 42, 30))
    #expect((line.p50Ns, line.p99Ns, line.longestRow) == (10, 30, 2))
    #expect(statistics.lines.last?.selfNs == 28)
  }

  @Test func countsRecursionOnceInTheTotal() {
    let line = TraceStatistics(TraceSketch.tree("a:walk 0-100\n  a:walk 10-90\n    a:walk 20-30\na:walk 200-250")).lines[0]
    #expect((line.count, line.totalNs, line.selfNs) == (4, 150, 150))
  }

  @Test func countsOnlyTheRowsGiven() {
    let tree = TraceSketch.tree("a:x 0-100\n  a:y 10-20\n  a:x 30-40")
    #expect(TraceStatistics(tree, rows: [2, 99]).lines.map(\.totalNs) == [10])
  }

  @Test(arguments: [
    (TraceStatistics.Order.total, ["web GET", "db SELECT", "api list"]),
    (.count, ["db SELECT", "api list", "web GET"]),
    (.errors, ["api list", "db SELECT", "web GET"]),
    (.p99, ["web GET", "api list", "db SELECT"]),
    (.operation, ["api list", "db SELECT", "web GET"]),
  ]) func ordersAsAsked(order: TraceStatistics.Order, expected: [String]) {
    let statistics = TraceStatistics(TraceSketch.tree("web:GET 0-90\n  db:SELECT 0-20\n  db:SELECT 20-40\n  api:list 50-80 !"))
    #expect(statistics.lines(by: order).map(\.operation.description) == expected)
  }

  @Test(arguments: 0..<50 as Range<UInt64>) func countsEverySpanOnce(seed: UInt64) {
    let tree = TraceTree(TraceSketch.wild(seed: seed, count: 1 + Int(seed)))
    let lines = TraceStatistics(tree).lines
    #expect(lines.reduce(0) { $0 + $1.count } == tree.rows.count)
    #expect(lines.reduce(0) { $0 + $1.selfNs } == tree.rows.reduce(0) { $0 + $1.selfNs })
    #expect(lines.allSatisfy { $0.p50Ns <= $0.p99Ns && $0.p99Ns <= $0.longestNs })
  }
}

@Suite struct ServiceStatisticsTests {
  @Test func oneLineAService() {
    let tree = TraceSketch.tree("web:GET 0-90\n  db:SELECT 0-20\n  db:UPDATE 20-40 !\n  api:list 50-80\n    db:SELECT 60-70")
    let lines = TraceStatistics(tree, by: .service).lines
    #expect(Set(lines.map(\.operation.description)) == ["db", "api", "web"])
    let db = lines.first { $0.operation.service == "db" }
    #expect(db?.count == 3 && db?.errors == 1 && db?.totalNs == 50 && db?.selfNs == 50)
  }
}
