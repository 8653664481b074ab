import Analysis
import Languages
import Telemetry
import Testing

@Suite struct ExemplarSearchTests {
  private func search(
    _ value: Double, _ unit: MetricUnit = .seconds, _ labels: Labels, query: String? = nil,
    renames: [String: String] = [:]
  ) -> ExemplarSearch {
    ExemplarSearch(
      moment: Instant(seconds: 1_700_000_000), value: value, unit: unit, labels: labels, query: query,
      step: .seconds(15), renames: renames)
  }

  @Test(arguments: [
    (0.4107, MetricUnit.seconds, "410ms"), (410.7, .milliseconds, "410ms"), (6.31, .seconds, "6s310ms"),
    (0.0042, .seconds, "4ms200µs"), (90, .seconds, "1m30s"),
  ]) func searchesByDuration(value: Double, unit: MetricUnit, duration: String) {
    let texts = search(value, unit, ["service": "api"]).traceQL
    #expect(
      texts == [
        "{ resource.service.name = \"api\" && kind = server && duration >= \(duration) }",
        "{ resource.service.name = \"api\" && kind = server }",
      ])
  }

  @Test func saysAllThatTheLabelsSayFirst() {
    let texts = search(
      1,
      .seconds,
      [
        "job": "shop/cart", "http_route": "/buy/{id}", "http_response_status_code": "503",
        "le": "0.5",
      ]
    ).traceQL
    let kept = #"{ resource.service.name = "cart" && status = error && kind = server"#
    #expect(
      texts == [
        kept + #" && span.http.route = "/buy/{id}" && duration >= 1s }"#, kept + " && duration >= 1s }",
        kept + " }",
      ])
  }

  @Test func namesTheOperationOfSpanMetrics() {
    let texts = search(
      1, .seconds, ["service": "api", "span_name": "GET \"/\"", "status_code": "STATUS_CODE_ERROR"]
    ).traceQL
    #expect(
      texts.first
        == #"{ resource.service.name = "api" && status = error && name = "GET \"/\"" && duration >= 1s }"#)
  }

  @Test func looksIntoTheQueryWhereTheSeriesHasNoLabels() {
    let query = #"sum by (le) (rate(x_bucket{service="jf", span_name="GET /"}[5m]))"#
    #expect(
      search(2, .seconds, [:], query: query).traceQL.first
        == #"{ resource.service.name = "jf" && name = "GET /" && duration >= 2s }"#)
  }

  @Test func followsRenamesAndFallsBackOnPlaces() {
    #expect(
      search(1, .seconds, ["job": "jf-exporter"], renames: ["jf-exporter": "jellyfin"]).traceQL[0]
        .contains(#"service.name = "jellyfin""#))
    #expect(
      search(1, .seconds, ["namespace": "media"]).traceQL[0]
        .contains(#"resource.k8s.namespace.name = "media""#))
    #expect(search(1, .seconds, ["mode": "idle"]).traceQL.isEmpty)
  }

  @Test(arguments: [
    (5.0, MetricUnit.requestsPerSecond), (.nan, .seconds), (.infinity, .seconds), (-1, .seconds),
    (0, .seconds), (1e300, .seconds), (1e-9, .seconds), (9e15, .milliseconds),
  ]) func leavesOutValuesThatAreNoDurations(value: Double, unit: MetricUnit) {
    #expect(
      search(value, unit, ["service": "a"]).traceQL
        == [#"{ resource.service.name = "a" && kind = server }"#])
  }

  @Test func looksAroundThePoint() throws {
    #expect(search(1, .seconds, [:]).range.duration == .minutes(2))
    for text in search(1, .seconds, ["service": "a", "route": "/x"]).traceQL {
      _ = try TraceQL.parse(text)
    }
  }
}
