internal import Backends
internal import Telemetry
internal import Testing

/// Native histograms: with and without negative buckets, beside floats, and ended.
extension PrometheusRecordings {
  static var native: [Recorded] {
    [
      Recorded("prometheus/range-native", range("delta_seconds", 1_795_246_992, 1_795_247_012, step: 5)) {
        let series = try $0.series()
        #expect(series.map { $0.labels["room"] } == ["attic", "hall"])
        #expect(series.allSatisfy { $0.samples.isEmpty && $0.histograms.count == 5 })
        #expect(series[0].histograms[4].time == Instant(seconds: 1_795_247_012))
        #expect(series[0].histograms[0].histogram == histogram(24, isSigned: false))
        #expect(series[1].histograms[0].histogram == histogram(24))
      },
      Recorded(
        "prometheus/query-native",
        .metricsInstant(PromQL: "rate(delta_seconds[20s])", at: Instant(seconds: 1_795_247_012))
      ) {
        let series = try $0.series()
        #expect(series.count == 2 && series.allSatisfy { $0.samples.isEmpty })
        #expect(
          series[1].histograms == [HistogramPoint(Instant(seconds: 1_795_247_012), histogram(1))])
      },
      Recorded("prometheus/range-mixed", range("changed_its_mind", 1_795_246_981, 1_795_247_007, step: 2)) {
        let series = try $0.series()
        #expect(series.count == 1)
        #expect(series[0].samples.map(\.value) == [13, 15, 17, 19, 21, 23])
        #expect(series[0].histograms.count == 8)
        #expect(series[0].samples.last?.time == Instant(seconds: 1_795_246_991))
        #expect(series[0].histograms[0].time == Instant(seconds: 1_795_246_993))
        #expect(series[0].histograms[0].histogram == histogram(25))
      },
      // The metric was gone from 1,795,246,998 on: the marker of its end ends the line at once.
      Recorded(
        "prometheus/range-stale", range("short_lived_seconds", 1_795_246_983, 1_795_247_007, step: 2)
      ) {
        let series = try $0.series()
        #expect(series[0].histograms.last?.time == Instant(seconds: 1_795_246_997))
        #expect(series[0].histograms.count == 8)
      },
    ]
  }

  static func range(_ text: String, _ start: Int64, _ end: Int64, step: Int) -> Query {
    .metricsRange(
      PromQL: text, range: TimeRange(start: Instant(seconds: start), end: Instant(seconds: end)),
      step: .seconds(step))
  }

  /// What the recorded target exposed: schema 1, so that bounds are powers of the root of two.
  private static func histogram(_ unit: Double, isSigned: Bool = true) -> NativeHistogram {
    let (root, half) = (1.414213562373095, 0.7071067811865475)
    let negative: [NativeHistogram.Bucket] = [
      .init(boundary: .openRight, lower: -1, upper: -half, count: unit),
      .init(boundary: .openRight, lower: -half, upper: -0.5, count: unit),
    ]
    let others: [NativeHistogram.Bucket] = [
      .init(boundary: .closedBoth, lower: -0.001, upper: 0.001, count: unit),
      .init(boundary: .openLeft, lower: half, upper: 1, count: 2 * unit),
      .init(boundary: .openLeft, lower: 1, upper: root, count: unit),
      .init(boundary: .openLeft, lower: 5.65685424949238, upper: 8, count: 3 * unit),
    ]
    return NativeHistogram(
      count: (isSigned ? 9 : 7) * unit, sum: 2.5 * unit, buckets: (isSigned ? negative : []) + others)
  }
}
