import Analysis
import Telemetry
import Testing

/// Expected values follow Prometheus' documentation of `histogram_quantile`.
@Suite struct HeatmapQuantileTests {
  private func classic(_ buckets: [(String, Double)]) -> Heatmap {
    Heatmap(
      classic: buckets.map {
        Series(labels: ["le": $0.0], samples: [Sample(Instant(seconds: 0), $0.1)])
      })
  }

  private func quantile(_ value: Double, _ map: Heatmap) -> Double? {
    map.columns.first.flatMap { map.quantile(value, in: $0) }
  }

  private func isNear(_ a: Double?, _ b: Double) -> Bool { a.map { abs($0 - b) < 1e-9 } ?? false }

  @Test(arguments: [
    // 10 up to 0.1, 50 up to 0.5, 90 up to 1, 100 in all.
    (0.05, 0.05), (0.1, 0.1), (0.3, 0.3), (0.5, 0.5), (0.7, 0.75), (0.9, 1), (0.95, 1), (1, 1), (0, 0),
  ]) func interpolatesClassicBucketsEvenly(value: Double, expected: Double) {
    let map = classic([("0.1", 10), ("0.5", 50), ("1", 90), ("+Inf", 100)])
    #expect(isNear(quantile(value, map), expected))
  }

  @Test func answersInfinitiesOutsideZeroToOne() {
    let map = classic([("1", 1), ("+Inf", 1)])
    #expect(quantile(-0.1, map) == -.infinity)
    #expect(quantile(1.1, map) == .infinity)
    #expect(quantile(.nan, map) == nil)
  }

  @Test func hasNoneWithoutObservationsOrWithoutTheLastBucket() {
    #expect(quantile(0.5, classic([("1", 0), ("+Inf", 0)])) == nil)
    #expect(quantile(0.5, classic([("1", 5), ("2", 9)])) == nil)
  }

  @Test func takesTheBoundItKnowsAtTheOpenEnds() {
    #expect(quantile(0.9, classic([("1", 1), ("+Inf", 10)])) == 1)
    #expect(quantile(0.1, classic([("-2", 5), ("1", 10), ("+Inf", 10)])) == -2)
  }

  struct Case: Sendable {
    var cells: [Heatmap.Cell]
    var quantile: Double
    var expected: Double

    init(_ cells: [[Double]], _ quantile: Double, _ expected: Double) {
      self.cells = cells.map { Heatmap.Cell(lower: $0[0], upper: $0[1], count: $0[2]) }
      (self.quantile, self.expected) = (quantile, expected)
    }
  }

  @Test(arguments: [
    // Half way on a logarithmic axis from 1 to 4 is 2.
    Case([[1, 4, 10]], 0.5, 2), Case([[-4, -1, 10]], 0.5, -2),
    Case([[1, 2, 5], [2, 4, 5]], 0.75, 2 * 2.0.squareRoot()), Case([[1, 2, 5], [4, 8, 5]], 0.5, 2),
    // The zero bucket is even, and ends at zero where one side is empty.
    Case([[-1, 1, 10]], 0.75, 0.5), Case([[-1, 1, 10], [1, 2, 10]], 0.25, 0.5),
    Case([[-2, -1, 10], [-1, 1, 10]], 0.75, -0.5),
    Case([[-2, -1, 5], [-1, 1, 10], [1, 2, 5]], 0.5, 0),
    // Bounds of no schema are custom ones: even.
    Case([[1, 11, 10]], 0.5, 6), Case([[0, 5, 10]], 0.5, 2.5),
  ]) func interpolatesNativeBuckets(one: Case) {
    let column = Heatmap.Column(time: Instant(seconds: 0), cells: one.cells)
    let map = Heatmap(columns: [column], spread: .exponential)
    #expect(isNear(quantile(one.quantile, map), one.expected))
  }

  @Test func drawsLinesWithGaps() {
    let series = [("1", [2.0, 0, 2]), ("+Inf", [4, 0, 2])].map { le, values in
      Series(
        labels: ["le": le],
        samples: values.enumerated().map { Sample(Instant(seconds: Int64($0.offset)), $0.element) })
    }
    let lines = Heatmap(series).quantileLines()
    #expect(lines.map { $0.labels["quantile"] } == ["0.5", "0.9", "0.99"])
    #expect(lines[0].samples == [Sample(Instant(seconds: 0), 1), Sample(Instant(seconds: 2), 0.5)])
  }
}
