internal import Analysis
public import Reports
internal import Telemetry

extension State {
  /// The place on screen as a link.
  public var link: Permalink {
    var link = Permalink(target, focus: context.focus)
    switch place.window {
    case .last(let duration): link.span = .last(duration)
    case .fixed(let range): link.span = .fixed(range)
    }
    switch place.pane {
    case let pane as MetricsPane: (link.source, link.moment) = (pane.queries.picked.source, pane.crosshair)
    case let pane as LogsPane: (link.source, link.moment) = (pane.source, pane.current?.time)
    case let pane as TracesPane: link.source = pane.source
    case let pane as WaterfallPane: link.source = pane.source
    default: break
    }
    return link
  }

  private var target: Permalink.Target {
    switch place.pane {
    case let pane as MetricsPane: .metrics(pane.queries.all.map(\.text))
    case let pane as LogsPane: .logs(pane.query)
    case let pane as TracesPane: .search(pane.query)
    case let pane as WaterfallPane: .trace(pane.id, pane.anchor(in: context)?.spanID)
    default: .screen(LinkedPlace.screen(of: place.pane.kind))
    }
  }

  /// The same place in Grafana's Explore; `nil` where there is no query.
  var exploreLink: ExploreLink? {
    let kind: SourceKind? =
      switch target {
      case .metrics: .prometheus
      case .logs: .loki
      case .search, .trace: .tempo
      case .screen: nil
      }
    let source = kind.flatMap { context.sources(of: $0).first }
    return ExploreLink(link, source: source, grafana: context.grafana ?? "")
  }

  /// Opens the place of a link; the present one goes onto the trail.
  mutating func open(_ link: Permalink) -> [Effect] {
    let linked = LinkedPlace(link, in: context)
    context.focus = linked.focus
    let effects = open(linked.pane, window: linked.window)
    message = linked.complaint ?? "opened from a link"
    return effects
  }

  /// What was pasted, when it is a link; `nil` for any other text, which is the pane's.
  mutating func openPastedLink(_ text: String) -> [Effect]? {
    guard overlay == nil, !place.pane.isTyping,
      text.drop(while: \.isWhitespace).lowercased().hasPrefix(Permalink.scheme)
    else { return nil }
    do {
      return open(try Permalink(text))
    } catch {
      message = error.description
      return []
    }
  }
}
