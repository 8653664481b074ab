import Backends
import DemoLab
import Foundation
import Telemetry
import Testing

/// Six traces start at −110, −100 … −60 s before now; with a step of 30 s from −120 s. Only roots
/// start on the mark, so those of −90 and −60 have their other spans in the interval after.
///
/// ```
/// now − 120      −90             −60            −30
///  ──────┼────────┼───────────────┼──────────────┤
///        │  110 100 90 │  80 70 60 │
/// ```
@Suite struct TempoMetricsTests {
  private func series(_ query: String, _ more: [(String, String)] = []) throws -> [[String: Any]] {
    let now = TraceFixture.now.seconds
    let response = TraceFixture.server().get(
      "/api/metrics/query_range",
      [("q", query), ("start", "\(now - 120)"), ("end", "\(now)"), ("step", "30s")] + more)
    #expect(response.status == 200, "\(response.body.text)")
    return try WireAnswer(response).list("series")
  }

  private func values(_ series: [String: Any]) -> [Double] {
    series.list("samples").map { $0["value"] as? Double ?? 0 }
  }

  @Test func ratesAreStampedAtTheEndAndLeaveZerosOut() throws {
    let all = try series("{ kind = server } | rate()")
    #expect(all.count == 1)
    #expect(all.first?.pairs == ["__name__": "stringValue=rate"])
    let samples = try #require(all.first).list("samples")
    let now = TraceFixture.now.milliseconds
    #expect(
      samples.map { $0.text("timestampMs") } == ["\(now - 120_000)", "\(now - 90_000)", "\(now - 60_000)"])
    #expect(samples.map { $0["value"] as? Double } == [nil, 0.1, 0.1])
  }

  @Test func groupsByAttributes() throws {
    let all = try series("{} | count_over_time() by (resource.service.name, span.rows)")
    #expect(
      all.map(\.pairs) == [
        ["resource.service.name": "stringValue=gateway", "span.rows": "stringValue=nil"],
        ["resource.service.name": "stringValue=jellyfin", "span.rows": "intValue=12"],
        ["resource.service.name": "stringValue=jellyfin", "span.rows": "stringValue=nil"],
        ["resource.service.name": "stringValue=nas", "span.rows": "stringValue=nil"],
      ])
    #expect(all.map(values) == [[0, 3, 3], [0, 2, 3], [0, 2, 3], [0, 2, 3]])
  }

  @Test(arguments: [
    ("max_over_time(duration)", [5.0, 5]), ("min_over_time(duration)", [1, 1]),
    ("sum_over_time(duration)", [11, 7]), ("sum_over_time(span.http.status)", [1200, 900]),
  ]) func measuresInSeconds(function: String, expected: [Double]) throws {
    let all = try series("{ kind = server } | \(function)")
    #expect(all.count == 1)
    #expect(values(try #require(all.first)) == expected)
  }

  @Test func quantilesHaveTheLabelP() throws {
    let all = try series("{ kind = server } | quantile_over_time(duration, .5, 1) by (name)")
    #expect(
      all.map(\.pairs) == [
        ["name": "stringValue=GET /play", "p": "doubleValue=0.5"],
        ["name": "stringValue=GET /play", "p": "doubleValue=1"],
      ])
    #expect(values(try #require(all.last)) == [0, 8.589934592, 8.589934592])
  }

  @Test func histogramsHavePowerOfTwoBuckets() throws {
    let all = try series("{ kind = server } | histogram_over_time(duration)")
    #expect(all.map { $0.pairs["__bucket"] } == ["doubleValue=1.073741824", "doubleValue=8.589934592"])
    #expect(all.map(values) == [[0, 1, 2], [0, 2, 1]])
  }

  @Test func comparesSelectionAndBaseline() throws {
    let all = try series("{ kind = server } | compare({ duration > 3s }, 5)")
    let found = all.first {
      $0.pairs["__meta_type"] == "stringValue=selection" && $0.pairs["span.http.status"] == "intValue=500"
    }
    #expect(values(try #require(found)).reduce(0, +) == 3)
    #expect(
      Set(all.compactMap { $0.pairs["__meta_type"] })
        == Set(["baseline", "baseline_total", "selection", "selection_total"].map { "stringValue=" + $0 }))
    let total = all.first {
      $0.pairs["__meta_type"] == "stringValue=baseline_total" && $0.pairs["name"] == "stringValue=nil"
    }
    #expect(values(try #require(total)).reduce(0, +) == 3)
  }

  @Test func exemplarsNameTheirTrace() throws {
    let all = try series("{ kind = server } | max_over_time(duration)")
    let exemplars = try #require(all.first).list("exemplars")
    #expect(exemplars.count == 2)
    #expect(exemplars.allSatisfy { $0["value"] as? Double == 5 })
    #expect(exemplars.first?.pairs["trace:id"] == "stringValue=a0000000000000004")
    #expect(exemplars.first?.pairs["duration"] == "stringValue=5s")
    #expect(try series("{} | rate()", [("exemplars", "1")]).first?.list("exemplars").count == 1)
    #expect(try series("{} | rate() with(exemplars=false)").first?["exemplars"] == nil)
  }

  @Test func ranksAndThresholds() throws {
    let query = "{} | count_over_time() by (resource.service.name)"
    // In the empty first interval all tie and the first by name stays.
    #expect(try series(query + " | topk(1)").map(values) == [[0], [4, 6]])
    #expect(try series(query + " | bottomk(2)").map(values) == [[0, 3, 3], [0], [2, 3]])
    #expect(try series("{} | count_over_time() by (resource.service.name) > 5").count == 1)
  }

  @Test func dividesSeries() throws {
    let all = try series("({ status = error } | rate()) / ({ kind = server } | rate())")
    let quotients = values(try #require(all.first))
    #expect(quotients.count == 2 && abs(quotients[0] - 1.0 / 3) < 1e-12)
    #expect(abs(try #require(quotients.last) - 2.0 / 3) < 1e-12)
  }

  @Test func instantQueriesHaveOneValue() throws {
    let response = TraceFixture.server().get(
      "/api/metrics/query", [("q", "{ status = error } | count_over_time()"), ("since", "10m")])
    let all = try WireAnswer(response).list("series")
    #expect(all.first?["value"] as? Double == 3)
    #expect(all.first?["samples"] == nil)
    let none = TraceFixture.server().get(
      "/api/metrics/query", [("q", "{ name = \"x\" } | count_over_time()")])
    #expect(try WireAnswer(none).list("series").first?["value"] == nil)
  }

  @Test(arguments: [
    [("q", "{}")], [("q", "{} | rate()"), ("step", "0s")], [("q", "{} | rate()"), ("step", "1ms")],
    [("q", "{} | rate()"), ("start", "x")], [("q", "{} | rate()"), ("since", "25h")],
    [("q", "{} | rate()"), ("start", "1795230590")], [],
  ]) func refuses(parameters: [(String, String)]) {
    let response = TraceFixture.server().get("/api/metrics/query_range", parameters)
    #expect(response.status == 400)
    #expect(response.contentType == "text/plain; charset=utf-8")
  }
}
