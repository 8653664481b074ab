import Foundation
import Testing

extension EndToEnd {
  /// Native histograms as Debian's Prometheus keeps them: asked for, drawn and printed.
  @Suite(.serialized, .enabled(if: Surroundings.prometheus != nil, "NIGHTJAR_E2E_PROMETHEUS is not set"))
  struct NativeHistogramTests {
    private let directory: Directory
    private let file: String

    /// Two minutes of a histogram whose slow bucket fills in the second.
    init() throws {
      directory = try Directory()
      file = try directory.file("config.yaml", configuration(prometheus: Surroundings.prometheus))
      let now = Int64(Date().timeIntervalSince1970) * 1000
      let points = (1...24).map { (step: Int64) -> RemoteWrite.Histogram in
        let slow: Int64 = max(0, step - 13) * 8
        return RemoteWrite.Histogram(milliseconds: now - (25 - step) * 5000, counts: [10 * step, 5 * step, slow])
      }
      // Every test has a series of its own: a server takes each moment once.
      let url = try #require(Surroundings.prometheus)
      try RemoteWrite(url).write("e2e_latency_seconds", ["service": "native", "run": directory.path], points)
    }

    private var metric: String { "e2e_latency_seconds{run=\"\(directory.path)\"}" }

    @Test func arePrintedWithTheirBuckets() throws {
      let ran = try nightjar(["query", metric, "-o", "json", "--config", file])
      #expect(ran.status == 0, "\(ran.errors)")
      let series = try #require(try ran.object["series"] as? [[String: Any]])
      let histograms = try #require(series.first?["histograms"] as? [[Any]])
      let last = try #require(histograms.last?.last as? [String: Any])
      #expect(last["count"] as? Double == 448.0)
      let buckets = try #require(last["buckets"] as? [[Double]])
      #expect(buckets.map { $0.suffix(3) } == [[0.5, 1, 240], [1, 2, 120], [2, 4, 88]])
      #expect(buckets.allSatisfy { $0.first == 0 }, "open at the left, as the server says")
    }

    @Test func areDrawnAsQuantileAndHeatMap() throws {
      let terminal = try Terminal()
      try terminal.run("nightjar --config \(file) --since 5m")
      try terminal.wait(for: "SLO budgets")
      try terminal.press("2")
      try terminal.wait(for: "promql›")
      try terminal.press("i", "C-u")
      try terminal.type("histogram_quantile(0.9, sum(rate(\(metric)[1m])))")
      try terminal.press("Enter")
      try terminal.wait(for: "the quantile", within: 30) { $0.text.contains("1 series") && $0.text.contains("┤") }
      try terminal.press("h")
      try terminal.wait(for: "the heat map", within: 30) { $0.text.contains("█") && $0.text.contains("░") }
      try terminal.quit()
    }
  }
}
