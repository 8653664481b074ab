import Analysis
import Telemetry

@testable import Console

/// 200 objectives (70 recorded by Sloth, 30 by Pyrra, 100 worked out live), 500 probes and 40 alerts in one
/// Prometheus, and services beside them; some objectives burn, whoever tells of them.
enum LargeWorld {
  static let recorded = slothSeries + pyrraSeries

  private static let slothSeries = (0..<70).flatMap { index -> [Series] in
    let labels: Labels = ["sloth_id": "shop-r\(index)", "sloth_service": "shop", "sloth_slo": "r\(index)"]
    let ratio = index == 0 ? 0.5 : 0.0001 * Double(index)
    let rates = ["5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d"].map {
      one("slo:sli_error:ratio_rate\($0)", labels, ratio)
    }
    return rates + [one("slo:objective:ratio", labels, 0.99), one("slo:time_period:days", labels, 30)]
  }

  private static let pyrraSeries = (0..<30).flatMap { index -> [Series] in
    let labels: Labels = ["slo": "p\(index)", "service": "shop"]
    let rates = ["5m", "30m", "1h", "2h", "6h", "1d", "4d"].map {
      one("http_requests:burnrate\($0)", labels, index == 0 ? 0.4 : 0.0001)
    }
    return rates + [
      one("pyrra_objective", labels, 0.99), one("pyrra_window", labels, 28 * 86_400),
      one("pyrra_availability", labels, 0.995),
    ]
  }

  static let specs = (0..<100).map { index in
    ObjectiveSpec(
      format: .sloth, service: "shop", name: "l\(index)", percent: 99,
      indicator: Indicator(
        .events,
        .bad(QueryTemplate("sum(rate(bad[{{.window}}]))"), total: QueryTemplate("sum(rate(all[{{.window}}]))"))))
  }

  private static func live(_ windows: [String]) -> [Series] {
    specs.enumerated().flatMap { index, spec in
      windows.map {
        Series(
          labels: ["nightjar_slo": spec.id, "nightjar_window": $0],
          samples: [Sample(Walker.moment, index == 0 ? 0.5 : 0.0002)])
      }
    }
  }

  static let probed = (0..<500).flatMap { index -> [Series] in
    let labels: Labels = ["instance": "https://host\(index).example/", "job": "blackbox"]
    let phases = ["resolve", "connect", "tls", "processing", "transfer"].map {
      one("probe_http_duration_seconds", labels.merging(["phase": $0]), 0.002)
    }
    return phases + [
      one("probe_success", labels, index == 7 ? 0 : 1), one("probe_duration_seconds", labels, 0.01),
      one("probe_http_status_code", labels, 200),
    ]
  }

  private static let rules = (0..<40).map { index in
    let alert = Alert(
      labels: ["alertname": "Alert\(index)", "severity": "page"], annotations: [:], state: .firing,
      activeAt: Walker.moment, value: 1)
    return Rule(
      kind: .alerting, name: alert.name, group: "g", query: "up == 0", labels: [:], annotations: [:],
      state: .firing, holdSeconds: 0, health: "ok", lastError: nil, alerts: [alert])
  }

  private static func one(_ name: String, _ labels: Labels, _ value: Double) -> Series {
    Series(labels: labels.merging(["__name__": name]), samples: [Sample(Walker.moment, value)])
  }

  static func answer(_ query: Query) -> Answer {
    switch query {
    case .rules: Answer(.rules(rules))
    case .alertGroups: Answer(.alertGroups([]))
    case .silences: Answer(.silences([]))
    case .notifications: Answer(.notifications([]))
    case .exemplars: Answer(.exemplars([]))
    case .traceSearch: Answer(.traces([]))
    default: Answer(.series(series(query.text ?? "")))
    }
  }

  private static func series(_ text: String) -> [Series] {
    if text.contains("nightjar_part") {
      return ["rate", "errors", "p50", "p99"].map {
        Series(labels: ["nightjar_part": $0, "service": "shop"], samples: [Sample(Walker.moment, 0.5)])
      }
    }
    if text.contains("nightjar_slo") {
      let windows = ["5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d"]
      return live(windows.filter { text.contains("\"nightjar_window\", \"\($0)\"") })
    }
    if text.hasPrefix("{__name__=~\"probe_success") { return probed }
    if text.hasPrefix("count by (__name__)") { return [one("traces_spanmetrics_calls_total", [:], 1)] }
    if text.contains("slo:objective:ratio") { return recorded.filter { !isRate($0) } }
    if text.contains("slo:sli_error") { return recorded.filter(isRate) }
    return []
  }

  private static func isRate(_ series: Series) -> Bool {
    let name = series.labels.metricName
    return name.hasPrefix("slo:sli_error") || name.contains(":burnrate")
  }

  /// One Prometheus, one Alertmanager, one ntfy, Loki and Tempo.
  static func stage(_ pane: any Pane, size: (Int, Int) = (100, 30)) -> Stage {
    let managers = [Source(id: "am", kind: .alertmanager), Source(id: "ntfy", kind: .ntfy)]
    return Stage(size.0, size.1, pane: pane, managers: managers, specs: specs) { _, query in
      .success(answer(query))
    }
  }

  static func pane(_ name: String) -> any Pane {
    switch name {
    case "objectives": ObjectivesPane()
    case "probes": ProbesPane()
    case "alerts": AlertsPane()
    default: OverviewPane()
    }
  }
}
