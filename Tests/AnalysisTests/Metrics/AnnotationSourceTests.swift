import Analysis
import Languages
import Telemetry
import Testing

@Suite struct AnnotationSourceTests {
  private let range = TimeRange(start: Instant(seconds: 0), end: Instant(seconds: 300))

  private func series(_ labels: Labels, at seconds: Int64..., value: Double = 1) -> Series {
    Series(labels: labels, samples: seconds.map { Sample(Instant(seconds: $0), value) })
  }

  private func read(_ source: AnnotationSource, _ series: Series...) -> [Annotation] {
    source.read(series, step: .seconds(15), range: range)
  }

  private static let questions: [(AnnotationSource, String)] = [
    (AnnotationSource.alerts, #"ALERTS{alertstate="firing",namespace="a"}"#),
    (.processRestarts, #"changes(process_start_time_seconds{namespace="a"}[$__rate_interval]) > 0"#),
    (
      .containerRestarts,
      "sum by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total"
        + #"{namespace="a"}[$__rate_interval])) > 0"#
    ),
    (
      .syncs,
      #"sum by (name, phase) (increase(argocd_app_sync_total{namespace="a"}[$__rate_interval])) > 0"#
    ),
  ]

  @Test(arguments: questions)
  func asks(source: AnnotationSource, query: String) throws {
    #expect(source.query(matching: [Matcher("namespace", .equal, "a")]) == query)
    _ = try PromQL.parse(source.query())
  }

  @Test func drawsAlertsFromTheirFirstToTheirLastStep() {
    let labels: Labels = [
      "__name__": "ALERTS", "alertname": "Slow", "alertstate": "firing", "severity": "critical",
    ]
    let found = read(.alerts, series(labels, at: 15, 30, 45, 90, 105))
    #expect(found.map(\.start) == [Instant(seconds: 15), Instant(seconds: 90)])
    #expect(found.map(\.end) == [Instant(seconds: 45), Instant(seconds: 105)])
    #expect(found[0].title == "Slow")
    #expect(found[0].labels == ["alertname": "Slow", "severity": "critical"])
    #expect(found[0].isTrouble)
  }

  @Test func lastsWhatFiresAtTheEnd() {
    let found = read(.alerts, series(["alertname": "A", "severity": "info"], at: 285, 300))
    #expect(found.map(\.end) == [nil])
    #expect(found.map(\.isTrouble) == [false])
    // A step before the last is over.
    #expect(read(.alerts, series(["alertname": "A"], at: 270, 285)).map(\.end) == [Instant(seconds: 285)])
  }

  @Test func marksRestartsOnceAtTheFirstStepThatShowsThem() {
    let found = read(
      .processRestarts, series(["job": "api", "instance": "a:1"], at: 60, 75, 90, 240),
      series(["instance": "b:1"], at: 30))
    #expect(found.map(\.title) == ["b:1 restarted", "api restarted", "api restarted"])
    #expect(found.map(\.start.seconds) == [30, 60, 240])
    #expect(found.allSatisfy { $0.end == nil && $0.kind == .restart && !$0.isTrouble })
    #expect(read(.containerRestarts, series(["pod": "p"], at: 5)).map(\.isTrouble) == [true])
  }

  @Test func tellsSyncsByPhase() {
    let found = read(
      .syncs, series(["name": "shop", "phase": "Succeeded"], at: 60),
      series(["name": "shop", "phase": "Failed"], at: 45), series([:], at: 75))
    #expect(found.map(\.title) == ["shop: sync failed", "shop: sync succeeded", "application: sync"])
    #expect(found.map(\.isTrouble) == [true, false, false])
  }

  @Test func readsNothingOutOfZerosAndNaN() {
    #expect(read(.alerts, series(["alertname": "A"], at: 15, value: 0)).isEmpty)
    #expect(read(.syncs, series(["name": "a"], at: 15, value: .nan)).isEmpty)
    #expect(read(.alerts).isEmpty)
  }

  @Test func knowsWhatIsInView() {
    let view = TimeRange(start: Instant(seconds: 100), end: Instant(seconds: 200))
    func touches(_ start: Int64, _ end: Int64?, _ kind: Annotation.Kind = .alert) -> Bool {
      Annotation(
        start: Instant(seconds: start), end: end.map { Instant(seconds: $0) }, kind: kind, title: "",
        isTrouble: false
      ).touches(view)
    }
    #expect(touches(50, 150) && touches(50, nil) && touches(150, nil, .sync) && touches(200, 300))
    #expect(!touches(50, 99) && !touches(201, nil) && !touches(50, nil, .sync))
  }
}
