import Telemetry
import Testing

@testable import Console

@Suite struct MetricTreeTests {
  private func entries(_ names: [(String, Int64?)]) -> [MetricEntry] {
    names.map {
      MetricEntry(
        name: $0.0, type: .gauge, help: "", unit: "", members: [$0.0], series: $0.1, sources: ["prom"])
    }
    .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The rows with two blanks a level: `▸ http_ 3`.
  private func lines(_ entries: [MetricEntry], order: MetricTree.Order = .name, open: Bool = true) -> [String]
  {
    MetricTree(entries, matches: Array(entries.indices), order: order).rows { _ in open }.map { row in
      let indent = String(repeating: "  ", count: row.depth)
      return switch row.content {
      case .group(_, let metrics, _): "\(indent)\(row.label) \(metrics)"
      case .metric: indent + row.label
      }
    }
  }

  @Test func sharedBeginningsAreGroups() {
    let names = [
      "http_server_errors_total", "http_server_requests_total", "http_server_duration", "http_client", "up",
    ]
    #expect(
      lines(entries(names.map { ($0, nil) })) == [
        "http_ 4", "  client", "  server_ 3", "    duration", "    errors_total", "    requests_total", "up",
      ])
  }

  @Test func aChainOfSegmentsIsOneGroup() {
    let names = ["go_gc_cycles_forced", "go_gc_cycles_total"]
    #expect(lines(entries(names.map { ($0, nil) })) == ["go_gc_cycles_ 2", "  forced", "  total"])
  }

  @Test func colonsAndDotsPartNamesToo() {
    let names = ["slo:sli:5m", "slo:sli:1h", "http.server.a", "http.server.b"]
    #expect(
      lines(entries(names.map { ($0, nil) })) == [
        "http.server. 2", "  a", "  b", "slo:sli: 2", "  1h", "  5m",
      ])
  }

  /// A metric named as a group's prefix keeps its whole name, whatever a server calls it.
  @Test(arguments: [
    ["a_", "a_b", "a_c"], ["_", "__", "___"], ["", "a"], ["é_a", "é_b"], ["a", "a_b", "a_b_c"],
  ])
  func everyMetricHasExactlyOneRowWithAName(names: [String]) {
    let list = entries(names.map { ($0, nil) })
    let rows = MetricTree(list, matches: Array(list.indices)).rows { _ in true }
    let metrics = rows.compactMap { row -> Int? in
      if case .metric(let index) = row.content { index } else { nil }
    }
    #expect(metrics.sorted() == Array(list.indices))
    #expect(rows.allSatisfy { !$0.label.isEmpty || names.contains("") })
  }

  @Test func depthIsBoundedWhateverTheNames() {
    let names = (1...300).map { String(repeating: "a_", count: $0) + "x" }
    let list = entries(names.map { ($0, 1) })
    let rows = MetricTree(list, matches: Array(list.indices)).rows { _ in true }
    #expect(rows.map(\.depth).max() ?? 0 <= 7)
    #expect(rows.count { $0.isMetric } == 300)
  }

  @Test func seriesAddUpAndOrder() {
    let list = entries([("a_x", 1), ("a_y", 30), ("b_x", 7), ("b_y", nil), ("c", 20)])
    #expect(lines(list, order: .series) == ["a_ 2", "  y", "  x", "c", "b_ 2", "  x", "  y"])
    #expect(lines(list, order: .flat) == ["a_y", "c", "b_x", "a_x", "b_y"])
    let rows = MetricTree(list, matches: Array(list.indices), order: .series).rows { _ in false }
    #expect(rows.map(\.series) == [31, 20, 7])
  }

  @Test func countsThatOverflowDoNotTrap() {
    let list = entries([("a_x", .max), ("a_y", .max)])
    #expect(lines(list, order: .series).count == 3)
  }

  @Test func foldedGroupsHideWhatIsBelow() {
    let list = entries([("a_x", 1), ("a_y", 1), ("b", 1)])
    #expect(lines(list, open: false) == ["a_ 2", "b"])
  }

  @Test func tenThousandMetricsAreOneTree() {
    let names = (0..<10_000).map { ("app\($0 % 50)_part\($0 % 7)_metric\($0)_total", Int64($0)) }
    let list = entries(names)
    let tree = MetricTree(list, matches: Array(list.indices))
    #expect(tree.rows { _ in false }.count == 50)
    #expect(tree.rows { _ in true }.count { $0.isMetric } == 10_000)
  }
}
