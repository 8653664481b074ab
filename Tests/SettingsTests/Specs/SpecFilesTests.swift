import Analysis
import Settings
import Telemetry
import Testing

@Suite struct SpecFilesTests {
  @Test func readsSloth() throws {
    let read = SpecSketch.read(SpecSketch.sloth)
    #expect(read.mistakes.isEmpty)
    #expect(read.specs.map(\.id) == ["jellyfin-availability", "jellyfin-freshness"])
    let first = try #require(read.specs.first)
    #expect(first.percent == 99.5 && first.period == .days(30) && first.summary == "Playback starts.")
    #expect(first.labels == ["team": "home", "tier": "1"])
    #expect(first.alertName == "JellyfinBurns" && Array(first.alerts.keys) == [.page])
    #expect(first.alerts[.page]?.labels == ["team": "home", "severity": "critical"])
    #expect(first.alerts[.page]?.annotations == ["runbook_url": "https://wiki/jellyfin"])
    #expect(first.line == 5 && first.file == "/s/a.yaml")
    #expect(first.indicator.total?.over(.hours(1)) == #"sum(rate(http_requests_total{job="jellyfin"}[1h]))"#)
    #expect(read.specs.last?.alerts.isEmpty == true)
    #expect(read.specs.last?.indicator.errorRatio.over(.days(28)) == "(avg_over_time(stale[4w]))")
  }

  @Test func readsTheKubernetesResource() throws {
    let read = SpecSketch.read(SpecSketch.kubernetes)
    #expect(read.mistakes.isEmpty)
    #expect(read.specs.map(\.id) == ["argocd-sync"] || read.specs.map(\.id) == ["sync"])
    let spec = try #require(read.specs.first)
    #expect(spec.format == .slothKubernetes && spec.service == "argocd" && spec.name == "sync")
    #expect(Array(spec.alerts.keys) == [.ticket])
  }

  @Test(arguments: [
    (
      "ratio:\n  errors: {metric: 'r_total{job=\"app\",code=~\"5..\"}'}\n  total: {metric: 'r_total{job=\"app\"}'}\n  grouping: [handler]",
      Indicator.Kind.ratio,
      "(sum by (handler) (rate(r_total{job=\"app\",code=~\"5..\"}[1h])))\n/\n(sum by (handler) (rate(r_total{job=\"app\"}[1h])))",
      "app"
    ),
    (
      "latency:\n  success: {metric: 'd_bucket{le=\"0.05\"}'}\n  total: {metric: d_count}", .latency,
      "1 - (\n  (sum (rate(d_bucket{le=\"0.05\"}[1h])))\n  /\n  (sum (rate(d_count[1h])))\n)", "front"
    ),
    (
      "latencyNative:\n  latency: 200ms\n  total: {metric: d}", .nativeLatency,
      "(1 - histogram_fraction(0, 0.2, sum (rate(d[1h]))))", "front"
    ),
    (
      "bool_gauge:\n  metric: probe_success\n  grouping: [target]", .boolGauge,
      "1 - (\n  (sum by (target) (sum_over_time(probe_success[1h])))\n  /\n  (sum by (target) (count_over_time(probe_success[1h])))\n)",
      "front"
    ),
  ])
  func readsPyrra(indicator: String, kind: Indicator.Kind, ratio: String, service: String) throws {
    let read = SpecSketch.read(SpecSketch.pyrra(indicator))
    #expect(read.mistakes.isEmpty)
    let spec = try #require(read.specs.first)
    #expect(spec.indicator.kind == kind && spec.name == "front" && spec.service == service)
    #expect(spec.percent == 99.5 && spec.period == .days(28) && spec.labels == ["team": "home"])
    #expect(spec.indicator.errorRatio.over(.hours(1)) == ratio)
    #expect(spec.windows == BurnWindow.pyrra(over: .days(28)))
    #expect(Set(spec.alerts.keys) == [.page, .ticket] && spec.alertName == "ErrorBudgetBurn")
  }

  @Test func pyrrasAlertsCanBeSwitchedOff() throws {
    let gauge = "bool_gauge: {metric: up}"
    let off = SpecSketch.read(SpecSketch.pyrra(gauge, more: "  alerting: {disabled: true}"))
    #expect(off.mistakes.isEmpty && off.specs.first?.alerts.isEmpty == true)
    let named = SpecSketch.read(SpecSketch.pyrra(gauge, more: "  alerting: {name: FrontBurns}"))
    #expect(named.specs.first?.alertName == "FrontBurns")
  }

  @Test func readsOpenSLO() throws {
    let read = SpecSketch.read(SpecSketch.openSLO)
    #expect(read.mistakes.isEmpty)
    #expect(read.specs.map(\.id) == ["authentik-logins-0", "authentik-logins-1"])
    #expect(read.specs.map(\.percent) == [99.9, 99.99])
    let spec = try #require(read.specs.first)
    #expect(spec.period == .days(28) && spec.alerts.isEmpty)
    #expect(
      spec.indicator.errorRatio.over("5m")
        == "(sum(rate(logins_total{result=\"error\"}[5m])))\n/\n(sum(rate(logins_total[5m])))")
  }

  @Test func readsOpenSLOAlpha() throws {
    let read = SpecSketch.read(
      """
      apiVersion: openslo/v1alpha
      kind: SLO
      metadata: {name: api}
      spec:
        service: shop
        objectives:
          - target: 0.99
            ratioMetrics:
              good: {source: prometheus, queryType: promql, query: 'sum(rate(ok[{{.window}}]))'}
              total: {source: prometheus, queryType: promql, query: 'sum(rate(all[{{.window}}]))'}
        timeWindows: [{count: 2, unit: Week}]
      """)
    #expect(read.mistakes.isEmpty)
    let spec = try #require(read.specs.first)
    #expect(spec.id == "shop-api-0" && spec.percent == 99 && spec.period == .days(14))
    #expect(
      spec.indicator.errorRatio.over("5m") == "1 - (\n  (sum(rate(ok[5m])))\n  /\n  (sum(rate(all[5m])))\n)")
  }

  @Test func namesTheFirstOfTwoAlike() {
    let read = SpecSketch.read(SpecSketch.sloth, SpecSketch.sloth)
    #expect(read.specs.count == 2)
    #expect(
      read.mistakes.first?.description
        == "/s/b.yaml:5: there is an objective \"jellyfin-availability\" already, at /s/a.yaml:5; expected another name")
  }

  @Test func saysWhenThereIsNoFile() {
    let read = SpecFiles(reading: ["/nowhere.yaml"], files: FileSketch(files: [:]).access)
    #expect(read.mistakes.map(\.description) == ["/nowhere.yaml: there is no such file"])
  }
}
