internal import Analysis
internal import Reports
internal import Telemetry

/// What a link to a place holds: which pane, who is asked what over which time, and where the cursor is.
struct LinkOf {
  private(set) var link: Permalink

  init(_ place: Place, in context: Context) {
    link = Permalink(.screen(LinkedPlace.screen(of: place.pane.kind)), focus: place.focus)
    link.span =
      switch place.window {
      case .last(let duration): .last(duration)
      case .fixed(let range): .fixed(range)
      }
    link.item = (place.pane as? any NamedRows)?.rowName
    switch place.pane {
    case let pane as MetricsPane: take(pane)
    case let pane as LogsPane: take(pane)
    case let pane as TracesPane:
      (link.target, link.source) = (.search(pane.query), pane.source)
      link.view = pane.order == .newest ? nil : LinkedPlace.name(of: pane.order)
    case let pane as WaterfallPane: take(pane, span: pane.anchor(in: context)?.spanID)
    case let pane as FlamePane:
      take(pane.origin, span: nil)
      link.view = LinkedPlace.flameView
    case let pane as ServiceGraphPane:
      take(pane.origin, span: nil)
      link.view = LinkedPlace.servicesView
    case let pane as ComparisonPane:
      (link.target, link.source) = (.comparison(pane.left.id, pane.right.id), pane.left.source)
    default: takeScreen(place.pane)
    }
  }

  private mutating func take(_ pane: MetricsPane) {
    link.target = .metrics(pane.queries.all.map(\.text))
    (link.source, link.moment) = (pane.queries.picked.source, pane.crosshair)
    link.view = pane.queries.pickedIndex == 0 ? nil : MetricQuery.letter(pane.queries.pickedIndex)
  }

  private mutating func take(_ pane: LogsPane) {
    (link.target, link.source, link.moment) = (.logs(pane.query), pane.source, pane.glimpse?.time)
    link.view = pane.minimumLevel == .unknown ? nil : pane.minimumLevel.name
  }

  private mutating func take(_ pane: WaterfallPane, span: SpanID?) {
    (link.target, link.source) = (.trace(pane.id, span), pane.source)
  }

  private mutating func takeScreen(_ pane: any Pane) {
    switch pane {
    case let pane as OverviewPane:
      link.view = pane.section == .objectives ? nil : LinkedPlace.name(of: pane.section)
    case let pane as DrilldownPane:
      (link.target, link.source) = (.drilldown(pane.filter), pane.chosenSource)
      link.view = pane.part == .compare ? nil : LinkedPlace.name(of: pane.part)
    case let pane as ServicesPane: link.item = pane.selected
    case let pane as BrowserPane: link.item = pane.current?.name
    case let pane as ServerPane: link.view = pane.part == .targets ? nil : LinkedPlace.name(of: pane.part)
    case let pane as ObjectivePane:
      let objective = pane.status.objective
      (link.target, link.source) = (.objective(objective.id), objective.source)
    case let pane as ProbesPane: (link.item, link.moment) = (pane.current?.probe.target, pane.moment)
    case let pane as AlertsPane: link.view = pane.part == .alerts ? nil : LinkedPlace.name(of: pane.part)
    case let pane as RunbookPane: link.target = Runbook.key(of: pane.link).map { .runbook($0) } ?? link.target
    default: break
    }
  }
}
