internal import Analysis
public import Reports
internal import Telemetry

/// What a permalink opens: a pane, the time it shows, and what is left to do there once its data is there.
public struct LinkedPlace: Sendable {
  public let pane: any Pane
  public let window: Window
  public let focus: String?
  /// What of the link does not exist here.
  public let complaint: String?
  /// The row the cursor goes to.
  let item: String?
  /// The key that leads on from there.
  let command: Command?

  public init(_ link: Permalink, in context: Context) {
    let isKnown = link.source.map { id in context.sources.contains { $0.id == id } } ?? true
    let missing = link.source?.name ?? ""
    complaint = isKnown ? nil : "the link names a source \(missing) that is not here; asking others"
    focus = link.focus
    window =
      switch link.span {
      case .last(let duration)?: .last(duration)
      case .fixed(let range)?: .fixed(range)
      case nil: context.window
      }
    var around = context
    (around.focus, around.window) = (link.focus, window)
    pane = Self.pane(link, source: isKnown ? link.source : nil, in: around)
    if case .objective(let name) = link.target {
      (item, command) = (name, .open)
    } else {
      item = link.item
      command = Self.command(showing: link)
    }
  }

  /// Views of a trace are opened from its waterfall, once the trace is there.
  private static func command(showing link: Permalink) -> Command? {
    guard case .trace = link.target else { return nil }
    return [flameView: .flameGraph, servicesView: .serviceGraph][link.view ?? ""]
  }

  private static func pane(_ link: Permalink, source: SourceID?, in context: Context) -> any Pane {
    switch link.target {
    case .metrics(let queries): return metrics(queries, link, source: source)
    case .logs(let query): return logs(query, link, source: source)
    case .search(let query):
      var pane = TracesPane(query: query, source: source)
      pane.order = TraceOrder.allCases.first { name(of: $0) == link.view } ?? .newest
      return pane
    case .drilldown(let query):
      var pane = DrilldownPane(filter: query, source: source)
      pane.part = DrilldownPane.Part.allCases.first { name(of: $0) == link.view } ?? .compare
      return pane
    case .trace(let id, let span):
      guard let source = source ?? context.sources(of: .tempo).first else { return TracesPane(query: "{}") }
      return WaterfallPane(id: id, source: source, landing: Landing(moment: link.moment, spanID: span))
    case .comparison(let a, let b):
      guard let source = source ?? context.sources(of: .tempo).first else { return TracesPane(query: "{}") }
      return ComparisonPane(WaterfallPane(id: a, source: source), WaterfallPane(id: b, source: source))
    case .objective: return ObjectivesPane()
    case .runbook(let name): return RunbookPane(link: name)
    case .screen(let screen): return pane(of: screen, link, in: context)
    }
  }

  private static func metrics(_ queries: [String], _ link: Permalink, source: SourceID?) -> MetricsPane {
    var pane = MetricsPane(
      query: queries.first ?? "", source: source, landing: Landing(moment: link.moment))
    for query in queries.dropFirst() where pane.queries.add() { pane.queries.picked.text = query }
    let picked = (0..<QuerySet.limit).first { MetricQuery.letter($0) == link.view } ?? 0
    pane.queries.pick(number: picked)
    if pane.prompt.text != pane.queries.picked.text { pane.prompt.set(pane.queries.picked.text) }
    return pane
  }

  private static func logs(_ query: String, _ link: Permalink, source: SourceID?) -> LogsPane {
    var pane = LogsPane(query: query, source: source)
    pane.arrival = link.moment.map(LogArrival.moment)
    pane.minimumLevel = link.view.map { LogLevel(name: $0) } ?? .unknown
    return pane
  }

  private static func pane(of screen: Permalink.Screen, _ link: Permalink, in context: Context) -> any Pane {
    switch screen {
    case .overview:
      var pane = OverviewPane()
      pane.section = OverviewPane.Section.allCases.first { name(of: $0) == link.view } ?? .objectives
      return pane
    case .services: return ServicesPane(selecting: link.item ?? link.focus)
    case .browser: return BrowserPane(picking: link.item)
    case .probes:
      var pane = ProbesPane(selecting: link.item)
      pane.moment = link.moment
      return pane
    case .server:
      var pane = ServerPane()
      pane.part = ServerPane.Part.allCases.first { name(of: $0) == link.view } ?? .targets
      return pane
    case .alerts:
      var pane = AlertsPane()
      pane.part = AlertsPane.Part.allCases.first { name(of: $0) == link.view } ?? .alerts
      return pane
    case .slo, .drilldown, .doctor: return PaneFactory.pane(for: kind(of: screen), in: context)
    }
  }
}

/// The names of panes and of their parts in links; changing one breaks the links that people keep.
extension LinkedPlace {
  static let flameView = "flame"
  static let servicesView = "services"

  private static let kinds: [(Permalink.Screen, PaneKind)] = [
    (.overview, .overview), (.slo, .objectives), (.probes, .probes), (.alerts, .alerts),
    (.services, .services), (.drilldown, .drilldown), (.browser, .browser), (.server, .server),
    (.doctor, .doctor),
  ]

  private static func kind(of screen: Permalink.Screen) -> PaneKind {
    kinds.first { $0.0 == screen }?.1 ?? .overview
  }

  /// The screen of a pane that has no query of its own; what lies behind one is its tab.
  static func screen(of kind: PaneKind) -> Permalink.Screen {
    (kinds.first { $0.1 == kind } ?? kinds.first { $0.1 == kind.tab })?.0 ?? .overview
  }

  static func name(of order: TraceOrder) -> String {
    switch order {
    case .newest: "newest"
    case .longest: "longest"
    case .spans: "spans"
    case .errors: "errors"
    }
  }

  static func name(of section: OverviewPane.Section) -> String {
    switch section {
    case .objectives: "slos"
    case .services: "services"
    case .probes: "probes"
    case .alerts: "alerts"
    case .logErrors: "errors"
    }
  }

  static func name(of part: DrilldownPane.Part) -> String {
    switch part {
    case .compare: "compare"
    case .breakdown: "breakdown"
    case .exceptions: "exceptions"
    case .structure: "structure"
    }
  }

  static func name(of part: ServerPane.Part) -> String {
    switch part {
    case .targets: "targets"
    case .rules: "rules"
    case .storage: "storage"
    }
  }

  static func name(of part: AlertsPane.Part) -> String {
    switch part {
    case .alerts: "alerts"
    case .silences: "silences"
    case .applications: "applications"
    case .feed: "feed"
    }
  }
}
