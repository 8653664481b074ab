import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// 200 objectives, half of them recorded, and 500 probes: how often servers are asked, and that no list is
/// made anew but for an answer.
@Suite struct RequestCountTests {
  private static let recorded = (0..<100).flatMap { index -> [Series] in
    let labels: Labels = ["sloth_id": "shop-r\(index)", "sloth_service": "shop", "sloth_slo": "r\(index)"]
    let ratio = index == 0 ? 0.5 : 0.0001 * Double(index)
    let rates = ["5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d"].map { one("slo:sli_error:ratio_rate\($0)", labels, ratio) }
    return rates + [one("slo:objective:ratio", labels, 0.99), one("slo:time_period:days", labels, 30)]
  }

  private static let specs = (0..<100).map { index in
    ObjectiveSpec(
      format: .sloth, service: "shop", name: "l\(index)", percent: 99,
      indicator: Indicator(
        .events,
        .bad(QueryTemplate("sum(rate(bad[{{.window}}]))"), total: QueryTemplate("sum(rate(all[{{.window}}]))"))))
  }

  private static let probed = (0..<500).flatMap { index -> [Series] in
    let labels: Labels = ["instance": "https://host\(index).example/", "job": "blackbox"]
    return [
      one("probe_success", labels, index == 7 ? 0 : 1), one("probe_duration_seconds", labels, 0.01),
      one("probe_http_status_code", labels, 200),
    ]
  }

  private static let rules = (0..<40).map { index in
    let alert = Alert(
      labels: ["alertname": "Alert\(index)", "severity": "page"], annotations: [:], state: .firing,
      activeAt: Walker.moment, value: 1)
    return Rule(
      kind: .alerting, name: alert.name, group: "g", query: "up == 0", labels: [:], annotations: [:], state: .firing,
      holdSeconds: 0, health: "ok", lastError: nil, alerts: [alert])
  }

  private static func one(_ name: String, _ labels: Labels, _ value: Double) -> Series {
    Series(labels: labels.merging(["__name__": name]), samples: [Sample(Walker.moment, value)])
  }

  private static func answer(_ query: Query) -> Answer {
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
    if text.hasPrefix("{__name__=~\"probe_success") { return probed }
    if text.hasPrefix("count by (__name__)") { return [one("traces_spanmetrics_calls_total", [:], 1)] }
    if text.contains("slo:objective:ratio") { return recorded.filter { !$0.labels.metricName.contains("sli_error") } }
    if text.contains("slo:sli_error") { return recorded.filter { $0.labels.metricName.contains("sli_error") } }
    return []
  }

  private static func stage(_ pane: any Pane) -> Stage {
    let managers = [Source(id: "am", kind: .alertmanager), Source(id: "ntfy", kind: .ntfy)]
    return Stage(100, 30, pane: pane, managers: managers, specs: specs) { _, query in .success(answer(query)) }
  }

  private static let screens: [(String, any Pane)] = [
    ("overview", OverviewPane()), ("objectives", ObjectivesPane()), ("probes", ProbesPane()), ("alerts", AlertsPane()),
  ]

  /// By the clock, for five minutes: a dozen requests a refresh at the very most.
  @Test(arguments: ["overview", "objectives", "probes", "alerts"])
  func aRefreshIsAtMostADozenRequests(name: String) throws {
    let stage = Self.stage(try #require(Self.screens.first { $0.0 == name }).1)
    for refresh in 0..<30 {
      stage.forget()
      stage.wait(.seconds(10))
      let asked = Self.ours(stage.asked)
      #expect((1...12).contains(asked.count), "\(name), refresh \(refresh): \(asked.map { $0.text ?? "" })")
    }
  }

  /// What is asked of budgets, probes and alerts; Overview has services and logs beside them.
  private static func ours(_ asked: [Query]) -> [Query] {
    asked.filter { query in
      if case .logMetricRange = query { return false }
      return query.text?.contains("traces_spanmetrics") != true
    }
  }

  /// A key asks everything at once, what is good for an hour too.
  @Test(arguments: ["overview", "objectives", "probes", "alerts"])
  func soIsAKey(name: String) throws {
    let stage = Self.stage(try #require(Self.screens.first { $0.0 == name }).1)
    stage.forget()
    stage.press(.character("r"))
    let asked = Self.ours(stage.asked)
    #expect((1...12).contains(asked.count), "\(name): \(asked.map { $0.text ?? "\($0)" })")
  }

  @Test func allOfThemAreThere() throws {
    let objectives = try #require(Self.stage(ObjectivesPane()).pane(ObjectivesPane.self))
    #expect(objectives.rows.count == 200 && objectives.rows.count { $0.origin == .live } == 100)
    #expect(objectives.findings.burning == 1 && objectives.troubles.first == 0)
    let probes = try #require(Self.stage(ProbesPane()).pane(ProbesPane.self))
    #expect(probes.rows.count == 500 && probes.rows.first?.state == .down)
    let overview = try #require(Self.stage(OverviewPane()).pane(OverviewPane.self))
    #expect(overview.objectives.count == 200 && overview.probes.count == 500 && overview.alerts.count == 40)
  }

  // MARK: Work

  /// Where the rows lie in memory: the same place, the same rows, nothing filtered, joined or sorted.
  private static func places(_ pane: any Pane) -> [UnsafeRawPointer?] {
    func place<Row>(_ rows: [Row]) -> UnsafeRawPointer? { rows.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) } }
    switch pane {
    case let pane as OverviewPane: return [place(pane.objectives), place(pane.probes), place(pane.alerts)]
    case let pane as ObjectivesPane: return [place(pane.rows), place(pane.troubles)]
    case let pane as ProbesPane: return [place(pane.rows), place(pane.all)]
    case let pane as AlertsPane: return [place(pane.lines)]
    default: return []
    }
  }

  @Test(arguments: ["overview", "objectives", "probes", "alerts"])
  func keysAndFramesMakeNoListAnew(name: String) throws {
    let stage = Self.stage(try #require(Self.screens.first { $0.0 == name }).1)
    let before = Self.places(stage.state.place.pane)
    #expect(!before.isEmpty && !before.contains(nil))
    for key in [Key.down, .down, .up, .pageDown, .end, .home, .character("e")] {
      stage.press(key)
      _ = stage.lines
      #expect(Self.places(stage.state.place.pane) == before, "\(key)")
    }
    stage.wait(.seconds(1))
    #expect(Self.places(stage.state.place.pane) == before)
    // An answer does, else this would prove nothing.
    let kept = stage.state.place.pane
    stage.press(.character("r"))
    #expect(Self.places(stage.state.place.pane) != Self.places(kept))
  }
}
