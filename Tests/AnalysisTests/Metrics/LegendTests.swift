import Analysis
import Telemetry
import Testing

@Suite struct LegendTests {
  private func series(_ labels: Labels, _ values: Double...) -> Series {
    Series(
      labels: labels,
      samples: values.enumerated().map { Sample(Instant(seconds: Int64($0.offset)), $0.element) })
  }

  @Test func countsFiniteSamplesOnly() {
    let statistics = SeriesStatistics(series([:], 1, .nan, 5, .infinity, 3, .nan).samples)
    #expect(statistics.minimum == 1)
    #expect(statistics.maximum == 5)
    #expect(statistics.mean == 3)
    #expect(statistics.sum == 9)
    #expect(statistics.count == 3)
    #expect(statistics.last?.isNaN == true)
  }

  @Test func hasNothingToSayOfNothing() {
    let statistics = SeriesStatistics([])
    #expect(statistics.last == nil && statistics.minimum == nil && statistics.mean == nil)
    #expect(statistics.sum == 0 && statistics.count == 0)
  }

  private var legend: Legend {
    let all = [
      series(["job": "api", "code": "200"], 1, 9), series(["job": "web", "code": "500"], 8, 2),
      series(["job": "api", "code": "500"], 3, 5, 4), series(["job": "db"], 1, .nan),
    ]
    return Legend(all) { $0.labels["job", default: ""] + ($0.labels["code", default: ""]) }
  }

  private func names(_ order: LegendOrder) -> [String] { legend.arranged(order).rows.map(\.name) }

  @Test(arguments: [
    (LegendColumn.last, ["api200", "api500", "web500", "db"]),
    (.max, ["api200", "web500", "api500", "db"]), (.min, ["api500", "web500", "api200", "db"]),
    (.mean, ["api200", "web500", "api500", "db"]), (.sum, ["api500", "api200", "web500", "db"]),
    (.count, ["api500", "api200", "web500", "db"]), (.name, ["web500", "db", "api500", "api200"]),
  ]) func sortsDescending(column: LegendColumn, expected: [String]) {
    #expect(names(LegendOrder(by: column)) == expected)
  }

  @Test func sortsAscendingWithHolesLast() {
    #expect(names(LegendOrder(by: .last, descending: false)) == ["web500", "api500", "api200", "db"])
    #expect(names(LegendOrder(by: .name, descending: false)) == ["api200", "api500", "db", "web500"])
  }

  @Test func turnsAroundOnTheSameColumn() {
    var order = LegendOrder()
    order.sort(by: .max)
    #expect(order.column == .max && order.isDescending)
    order.sort(by: .max)
    #expect(!order.isDescending)
    order.sort(by: .name)
    #expect(!order.isDescending)
  }

  @Test(arguments: [
    ("api", ["api200", "api500"]), ("API 500", ["api500"]), ("code=500", ["api500", "web500"]),
    (#"code="500" job=web"#, ["web500"]), ("code!=500", ["api200", "db"]), ("code=", ["db"]),
    ("=", ["api200", "api500", "web500", "db"]), ("code=50", []), ("nothing", []),
    ("  ", ["api200", "api500", "web500", "db"]),
  ]) func filters(text: String, expected: [String]) {
    let page = legend.arranged(LegendOrder(filter: text))
    #expect(page.rows.map(\.name) == expected)
    #expect(page.filtered == 4 - expected.count)
    #expect(page.rest == 0)
  }

  @Test func showsTheTopByCurrentValueAndCountsTheRest() {
    let page = legend.arranged(LegendOrder(by: .name, descending: false, filter: "code!=", limit: 2))
    #expect(page.rows.map(\.name) == ["api200", "api500"])
    #expect(page.rest == 1)
    #expect(page.filtered == 1)
    #expect(legend.arranged(LegendOrder(limit: 0)).rest == 4)
    #expect(legend.arranged(LegendOrder(limit: -1)).rows.isEmpty)
  }

  @Test func rowsRememberTheirSeries() {
    #expect(legend.arranged(LegendOrder()).rows.map(\.index) == [0, 2, 1, 3])
  }

  @Test func staysUsableWithAThousandSeries() {
    let times = (0..<100).map { Instant(seconds: $0) }
    let all = (0..<1000).map { number in
      Series(labels: ["pod": "pod-\(number)"], samples: times.map { Sample($0, Double(number)) })
    }
    let page = Legend(all) { $0.labels["pod"] ?? "" }.arranged(LegendOrder(limit: 20))
    #expect(page.rows.first?.name == "pod-999")
    #expect(page.rest == 980)
  }
}

extension Labels {
  fileprivate subscript(name: String, default fallback: String) -> String { self[name] ?? fallback }
}
