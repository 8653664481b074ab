import Canvas
import Testing

@testable import Console

/// Where one key leads from each kind of thing on the homelab, and why.
@Suite struct JumpMatrixTests {
  /// How to come to rest on each kind of thing: from which screen, over which keys.
  enum Start: String, CaseIterable {
    case metric, listed, trace, log, objective, budget, probe, alert, service, application, unknown

    var keys: [Key] {
      switch self {
      case .metric: [.character("m")]
      case .listed: [.character("3")]
      case .trace: [.character("m"), .character("t")]
      case .log: [.character("m"), .character("t"), .character("l")]
      case .objective: [.character("5")]
      case .budget: [.character("5"), .enter]
      case .probe: [.character("6"), .character("/")] + "jellyfin".map(Key.character) + [.enter]
      case .alert: [.character("7")]
      case .service: [.character("3"), .character("S")]
      case .application:
        [.character("7"), .tab, .tab, .character("f"), .character("/")] + "jelly".map(Key.character) + [.enter]
      // The worst application, which no traces and no logs know.
      case .unknown: [.character("7"), .tab, .tab]
      }
    }
  }

  static let expected = #"""
    metric → metrics: metrics these are metrics already
    metric → traces: waterfall identity: traceID of the worst exemplar
    metric → logs: logs labels: service jellyfin: trouble
    listed → metrics: metrics labels: p99 of the same service and operation, Tempo span metrics
    listed → traces: waterfall 
    listed → logs: logs identity: trace_id in structured metadata
    trace → metrics: metrics labels: p99 of the same service and operation, Tempo span metrics
    trace → traces: waterfall this is the trace; Backspace goes back to where it was found
    trace → logs: logs identity: trace_id in metadata and in the line
    log → metrics: metrics labels: p99 of the same service, Tempo span metrics
    log → traces: waterfall identity: trace_id in the line
    log → logs: logs these are logs already
    objective → metrics: metrics 
    objective → traces: traces labels: traces of service jellyfin around this time; no exemplars (is their storage on?)
    objective → logs: logs labels: service jellyfin: trouble
    budget → metrics: metrics 
    budget → traces: waterfall identity: trace_id of the worst exemplar
    budget → logs: logs labels: service jellyfin: trouble
    probe → metrics: metrics 
    probe → traces: traces labels: traces of service jellyfin around this time
    probe → logs: logs labels: service jellyfin: trouble
    alert → metrics: metrics 
    alert → traces: traces labels: traces of service jellyfin around this time; no exemplars (is their storage on?)
    alert → logs: logs labels: service jellyfin: trouble
    service → metrics: metrics 
    service → traces: traces 
    service → logs: logs labels: service cilium-gateway: trouble
    application → metrics: metrics 
    application → traces: traces labels: traces of service jellyfin around this time
    application → logs: logs labels: service jellyfin: trouble
    unknown → metrics: metrics 
    unknown → traces: alerts no traces found: resource.service.name is never "loki" at tempo, only argocd, authentik-outpost, authentik-server, cilium-gateway, jellyfin, nas +1; traces of service loki around this time, within ±1 h: nothing
    unknown → logs: alerts no logs found: service_name is never "loki" at loki, only argocd, authentik-server, cilium-gateway, jellyfin, nas, transcoder; service loki: trouble: nothing; service loki: all lines: nothing
    """#

  @Test func everyPairOnTheHomelab() async {
    var rows = [String]()
    for start in Start.allCases {
      for (key, target) in [("m", "metrics"), ("t", "traces"), ("l", "logs")] {
        let walker = Walker(160, 40, withAlerting: true)
        await walker.start()
        for key in start.keys { await walker.press(key) }
        let (before, depth) = (walker.body, walker.state.trail.behind.count)
        await walker.press(.character(Character(key)))
        let landed = walker.state.place.pane.kind.rawValue
        rows.append("\(start.rawValue) → \(target): \(landed) \(walker.message ?? "")")
        if walker.state.trail.behind.count > depth { await walker.press(.backspace) }
        #expect(walker.body == before, "back from \(target) to \(start)")
      }
    }
    #expect(rows.joined(separator: "\n") == Self.expected)
  }
}
