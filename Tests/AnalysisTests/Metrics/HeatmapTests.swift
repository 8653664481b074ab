import Analysis
import Telemetry
import Testing

@Suite struct HeatmapTests {
  private typealias Cell = Heatmap.Cell

  /// A bucket series with one value a second.
  private func bucket(_ le: String?, _ values: Double?..., more: Labels = [:]) -> Series {
    var labels = more
    labels["le"] = le
    let samples = values.enumerated().compactMap { index, value in
      value.map { Sample(Instant(seconds: Int64(index)), $0) }
    }
    return Series(labels: labels, samples: samples)
  }

  @Test func takesNeighbouringBucketsApart() {
    let map = Heatmap([bucket("+Inf", 10, 4), bucket("0.5", 7, 4), bucket("0.1", 2, 0)])
    #expect(map.columns.map(\.time) == [Instant(seconds: 0), Instant(seconds: 1)])
    #expect(
      map.columns[0].cells == [
        Cell(lower: 0, upper: 0.1, count: 2), Cell(lower: 0.1, upper: 0.5, count: 5),
        Cell(lower: 0.5, upper: .infinity, count: 3),
      ])
    #expect(map.columns[1].cells == [Cell(lower: 0.1, upper: 0.5, count: 4)])
    #expect(map.columns.map(\.total) == [10, 4])
    #expect(map.peak == 5)
    #expect(map.bounds == [0, 0.1, 0.5, .infinity])
    #expect(map.spread == .linear)
  }

  @Test func clampsBucketsThatRaced() {
    // Cumulative 5, 3, 8: the middle one was read before the first grew.
    let map = Heatmap(classic: [bucket("1", 5), bucket("2", 3), bucket("+Inf", 8)])
    #expect(
      map.columns[0].cells == [
        Cell(lower: 0, upper: 1, count: 5), Cell(lower: 2, upper: .infinity, count: 3),
      ])
    #expect(map.columns[0].total == 8)
  }

  @Test func addsUpSeriesOfOneBound() {
    let map = Heatmap(classic: [
      bucket("1", 2, more: ["pod": "a"]), bucket("1.0", 3, more: ["pod": "b"]),
      bucket("+Inf", 2, more: ["pod": "a"]), bucket("+Inf", 4, more: ["pod": "b"]),
    ])
    #expect(
      map.columns[0].cells == [
        Cell(lower: 0, upper: 1, count: 5), Cell(lower: 1, upper: .infinity, count: 1),
      ])
  }

  @Test func leavesOutWhatItCannotPlace() {
    let map = Heatmap(classic: [
      bucket(nil, 99), bucket("wide", 99), bucket("NaN", 99), bucket("1", 1, .nan),
      bucket("2", nil, 3), bucket("+Inf", 1, 4),
    ])
    #expect(map.columns[0].cells == [Cell(lower: 0, upper: 1, count: 1)])
    // NaN is no bucket: what lies below 2 shows there.
    #expect(
      map.columns[1].cells == [
        Cell(lower: 0, upper: 2, count: 3), Cell(lower: 2, upper: .infinity, count: 1),
      ])
    #expect(Heatmap([]).isEmpty)
    #expect(Heatmap([]).peak == 0)
  }

  @Test func beginsBelowZeroForNegativeBounds() {
    let map = Heatmap(classic: [bucket("-1", 2), bucket("1", 3), bucket("+Inf", 3)])
    #expect(
      map.columns[0].cells == [
        Cell(lower: -.infinity, upper: -1, count: 2), Cell(lower: -1, upper: 1, count: 1),
      ])
  }

  @Test func survivesInfiniteCounts() {
    let map = Heatmap(classic: [bucket("1", .infinity), bucket("2", 3), bucket("+Inf", -.infinity)])
    #expect(map.columns[0].cells == [Cell(lower: 1, upper: 2, count: 3)])
  }

  // MARK: Native

  private func native(
    _ buckets: (Double, Double, Double)..., at second: Int64 = 0
  ) -> Series {
    let list = buckets.map {
      NativeHistogram.Bucket(boundary: .openLeft, lower: $0.0, upper: $0.1, count: $0.2)
    }
    let histogram = NativeHistogram(count: list.reduce(0) { $0 + $1.count }, sum: 0, buckets: list)
    return Series(
      labels: [:], samples: [], histograms: [HistogramPoint(Instant(seconds: second), histogram)])
  }

  @Test func takesNativeBucketsAsTheyAre() {
    let map = Heatmap([native((-0.001, 0.001, 1), (1, 2, 3)), native((2, 4, 5), at: 15)])
    #expect(map.spread == .exponential)
    #expect(map.columns.map(\.total) == [4, 5])
    #expect(map.columns[1].cells == [Cell(lower: 2, upper: 4, count: 5)])
  }

  @Test func mergesSchemasIntoTheCoarser() {
    let half = 2.0.squareRoot()
    let map = Heatmap([native((1, half, 2), (half, 2, 3), (2, 2 * half, 1)), native((1, 2, 4), (4, 8, 2))])
    #expect(
      map.columns[0].cells == [
        Cell(lower: 1, upper: 2, count: 9), Cell(lower: 2, upper: 2 * half, count: 1),
        Cell(lower: 4, upper: 8, count: 2),
      ])
    #expect(map.columns[0].total == 12)
  }

  @Test func mergesBoundsThatDifferInTheLastDigits() {
    let map = Heatmap([native((1, 1.414213562373095, 1)), native((1.4142135623730949, 2, 1))])
    #expect(map.columns[0].cells.count == 2)
  }

  @Test func refusesWhatIsNoBucket() {
    let map = Heatmap([native((2, 1, 3), (1, 2, -1), (1, 2, .nan), (.nan, 2, 1), (4, 8, 1))])
    #expect(map.columns[0].cells == [Cell(lower: 4, upper: 8, count: 1)])
  }

  @Test func readsTraceBuckets() {
    let series = [("0.512", 3.0), ("0.256", 1.0), ("1.024", 0.0)].map {
      Series(labels: ["__bucket": $0.0], samples: [Sample(Instant(seconds: 0), $0.1)])
    }
    #expect(
      Heatmap(traceBuckets: series).columns[0].cells == [
        Cell(lower: 0.128, upper: 0.256, count: 1), Cell(lower: 0.256, upper: 0.512, count: 3),
      ])
  }
}
