internal import Analysis
public import Reports
internal import Telemetry

/// What a permalink opens: a pane, and the time it shows.
public struct LinkedPlace: Sendable {
  public let pane: any Pane
  public let window: Window
  public let focus: String?
  /// What of the link does not exist here.
  public let complaint: String?

  public init(_ link: Permalink, in context: Context) {
    let isKnown = link.source.map { id in context.sources.contains { $0.id == id } } ?? true
    complaint = isKnown ? nil : "the link names a source \(link.source?.name ?? "") that is not here; asking others"
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
  }

  private static func pane(_ link: Permalink, source: SourceID?, in context: Context) -> any Pane {
    let landing = Landing(moment: link.moment)
    switch link.target {
    case .metrics(let queries): return metrics(queries, source: source, landing: landing)
    case .logs(let query): return LogsPane(query: query, source: source, landing: link.moment == nil ? nil : landing)
    case .search(let query): return TracesPane(query: query, source: source)
    case .trace(let id, let span):
      guard let source = source ?? context.sources(of: .tempo).first else { return TracesPane(query: "{}") }
      return WaterfallPane(id: id, source: source, landing: Landing(moment: link.moment, spanID: span))
    case .screen(let screen):
      return PaneFactory.pane(for: kind(of: screen), in: context)
    }
  }

  private static func metrics(_ queries: [String], source: SourceID?, landing: Landing) -> MetricsPane {
    var pane = MetricsPane(query: queries.first ?? "", source: source, landing: landing)
    for query in queries.dropFirst() where pane.queries.add() { pane.queries.picked.text = query }
    pane.queries.pick(number: 0)
    return pane
  }

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
}
