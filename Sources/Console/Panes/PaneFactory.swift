internal import Analysis
internal import Telemetry

/// Which pane a tab or a jump opens.
enum PaneFactory {
  /// A tab's pane when it is opened for the first time.
  static func pane(for kind: PaneKind, in context: Context) -> any Pane {
    switch kind {
    case .overview: OverviewPane()
    case .metrics: MetricsPane.exploring(focus: context.focus)
    case .traces, .waterfall, .flame, .traceServices, .comparison: TracesPane.searching(focus: context.focus)
    case .logs: LogsPane.reading(focus: context.focus)
    case .browser: BrowserPane()
    case .server: ServerPane()
    case .drilldown: DrilldownPane.exploring(focus: context.focus)
    case .services: ServicesPane(selecting: context.focus)
    case .objectives, .objective: ObjectivesPane()
    case .probes: ProbesPane()
    case .alerts, .runbook: AlertsPane()
    case .doctor: DoctorPane()
    }
  }

  /// The pane that shows what a jump asked for; merged: of all sources of its kind.
  static func pane(for jump: Jump, merged: Bool = false, in context: Context) -> any Pane {
    switch jump.query {
    case .trace(let id, _): WaterfallPane(id: id, source: jump.source, landing: jump.landing)
    case .traceSearch(let query, _, _, _): TracesPane(query: query, source: jump.source)
    case .logs(let query, _, _, _):
      LogsPane(query: query, source: merged ? nil : jump.source, landing: jump.landing)
    case .metricsRange(let query, _, _), .metricsInstant(let query, _):
      MetricsPane(query: query, source: jump.source, landing: jump.landing, label: label(of: jump))
    default: pane(for: jump.to.pane, in: context)
    }
  }

  /// `p99 nas`: the query of a span's service begins alike for all of them.
  private static func label(of jump: Jump) -> String? {
    guard jump.reason.hasPrefix("p99"), let service = jump.match?.values.first else { return nil }
    return "p99 \(service)"
  }

  /// Logs and metrics open on the range the jump asked for, and so do traces of a moment, which the clock would
  /// else replace by the newest; a trace keeps the window.
  static func window(for jump: Jump, in context: Context) -> Window { ownWindow(of: jump) ?? context.window }

  /// `nil` for a jump that opens on the window there is.
  static func ownWindow(of jump: Jump) -> Window? {
    switch jump.query {
    case .logs(_, let range, _, _), .metricsRange(_, let range, _): .fixed(range)
    case .traceSearch(_, let range, _, _) where jump.landing.moment != nil: .fixed(range)
    default: nil
    }
  }
}

extension Signal {
  fileprivate var pane: PaneKind {
    switch self {
    case .metrics: .metrics
    case .traces: .traces
    case .logs: .logs
    case .profile: .overview
    }
  }
}
