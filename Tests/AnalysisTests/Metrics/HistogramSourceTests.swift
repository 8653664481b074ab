import Analysis
import Languages
import Testing

@Suite struct HistogramSourceTests {
  private static let classic: [(String, String, [Double])] = [
    (
      "histogram_quantile(0.99, sum by (le) (rate(x_bucket{job=\"a\"}[5m])))",
      "sum by (le) (rate(x_bucket{job=\"a\"}[5m]))", [0.99]
    ),
    (
      "histogram_quantile(0.5, sum by (le, pod) (rate(x_bucket[$__rate_interval]))) * 1000",
      "sum by (le) (rate(x_bucket[$__rate_interval]))", [0.5]
    ),
    ("histogram_quantile(0.9, rate(x_bucket[5m]))", "sum by (le) (rate(x_bucket[5m]))", [0.9]),
    ("sum by (le) (increase(x_bucket[1m]))", "sum by (le) (increase(x_bucket[1m]))", []),
    ("x_bucket", "sum by (le) (rate(x_bucket[$__rate_interval]))", []),
    ("x_bucket{le=\"0.5\"}", "sum by (le) (rate(x_bucket[$__rate_interval]))", []),
    (
      "rate(x_bucket{le=\"0.5\"}[5m]) / ignoring(le) rate(x_count[5m])",
      "sum by (le) (rate(x_bucket[5m]))", []
    ),
    (
      "max(histogram_quantile(0.5, sum by (le) (rate(a_bucket[5m])))) or "
        + "histogram_quantile((0.99), sum by (le) (rate(a_bucket[5m])))",
      "sum by (le) (rate(a_bucket[5m]))", [0.5, 0.99]
    ),
    (
      #"histogram_quantile(0.9, sum by (le) (rate({"http.duration_bucket"}[5m])))"#,
      #"sum by (le) (rate({"http.duration_bucket"}[5m]))"#, [0.9]
    ),
    (
      "histogram_quantile(0.9, sum by (le) (job:latency:rate5m))",
      "sum by (le) (rate(job:latency:rate5m[$__rate_interval]))", [0.9]
    ),
  ]

  @Test(arguments: classic)
  func findsClassicBuckets(query: String, heatmap: String, quantiles: [Double]) throws {
    let source = try #require(HistogramSource.find(in: query))
    #expect(source.kind == .classic)
    #expect(source.heatmapQuery == heatmap)
    #expect(source.quantiles == quantiles)
    _ = try PromQL.parse(source.heatmapQuery)
  }

  private static let native: [(String, String)] = [
    ("histogram_quantile(0.99, sum(rate(x[5m])))", "sum(rate(x[5m]))"),
    ("histogram_quantile(0.99, sum by (job) (rate(x[5m])))", "sum(rate(x[5m]))"),
    ("histogram_avg(rate(x[5m]))", "sum(rate(x[5m]))"),
    ("histogram_fraction(0, 0.2, rate(x[5m]))", "sum(rate(x[5m]))"),
    ("rate(known[5m])", "sum(rate(known[5m]))"),
    ("known", "sum(rate(known[$__rate_interval]))"),
    (#"{__name__="known"}"#, #"sum(rate({__name__="known"}[$__rate_interval]))"#),
  ]

  @Test(arguments: native)
  func findsNativeHistograms(query: String, heatmap: String) throws {
    let source = try #require(HistogramSource.find(in: query, nativeMetrics: ["known"]))
    #expect(source.kind == .native)
    #expect(source.heatmapQuery == heatmap)
    #expect(["x", "known"].contains(source.metric))
  }

  @Test(arguments: [
    "up", "rate(x_total[5m])", "x_sum / x_count", "1 + 1", "histogram_quantile(", "",
    "histogram_quantile(0.9, vector(1))",
  ]) func findsNothingElsewhere(query: String) {
    #expect(HistogramSource.find(in: query) == nil)
  }
}
