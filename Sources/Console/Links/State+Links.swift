internal import Analysis
internal import Canvas
public import Reports
internal import Telemetry

extension State {
  /// The place on screen as a link.
  public var link: Permalink { link(to: place) }

  /// Any place of the trail as a link; credentials that stand in a query do not go with it.
  func link(to place: Place) -> Permalink {
    var link = LinkOf(place, in: context).link
    switch link.target {
    case .metrics(let queries): link.target = .metrics(queries.map(Credentials.masked(inQuery:)))
    case .logs(let query): link.target = .logs(Credentials.masked(inQuery: query))
    case .search(let query): link.target = .search(Credentials.masked(inQuery: query))
    case .drilldown(let query): link.target = .drilldown(Credentials.masked(inQuery: query))
    case .trace, .screen, .objective, .runbook, .comparison: break
    }
    link.item = link.item.map(Credentials.masked(inQuery:))
    return link
  }

  /// The same place in Grafana's Explore; `nil` where there is no query.
  var exploreLink: ExploreLink? { exploreLink(of: link) }

  func exploreLink(of link: Permalink) -> ExploreLink? {
    let kind: SourceKind? =
      switch link.target {
      case .metrics: .prometheus
      case .logs: .loki
      case .search, .trace, .drilldown: .tempo
      case .screen, .objective, .runbook, .comparison: nil
      }
    let source = kind.flatMap { context.sources(of: $0).first }
    return ExploreLink(link, source: source, grafana: context.grafana ?? "")
  }

  /// Opens the place of a link; the present one goes onto the trail.
  mutating func open(_ link: Permalink) -> [Effect] {
    var effects = leave()
    let before = name
    if let choice = choice(holding: link.source) { use(choice) }
    let linked = LinkedPlace(link, in: context)
    context.focus = linked.focus
    enter(linked.pane, window: linked.window, arrivedBy: nil)
    message = linked.complaint ?? (name == before ? "opened from a link" : "opened from a link, in context \(name)")
    effects += askAll()
    return effects + land(on: linked)
  }

  /// The first place is that of a link, in the context that has its source; call before `start`.
  public mutating func begin(at link: Permalink) {
    if let choice = choice(holding: link.source) { use(choice) }
    let linked = LinkedPlace(link, in: context)
    (context.window, context.focus) = (linked.window, linked.focus)
    place = Place(id: place.id, pane: linked.pane, window: linked.window, focus: linked.focus)
    place.contextName = name
    landing = LinkLanding(place: place.id, item: linked.item, command: linked.command)
    message = linked.complaint
  }

  /// What was pasted, when it is a link, or a trace id where nothing is typed; `nil` for any other text, which
  /// is the pane's. No query and no filter begins as a link does.
  mutating func openPasted(_ text: String) -> [Effect]? {
    let word = text.drop(while: \.isWhitespace)
    if word.lowercased().hasPrefix(Permalink.scheme) {
      guard overlay?.takesText != true else { return nil }
      overlay = nil
      do {
        return open(try Permalink(text))
      } catch {
        message = error.description
        return []
      }
    }
    guard overlay == nil, !place.pane.isTyping, let typed = TracesPane.reference(in: String(word)) else { return nil }
    return follow(
      context.sources(of: .tempo).map { source in
        Jump(
          to: .traces, source: source, query: .trace(typed.trace, hint: nil), strength: .identity,
          reason: "trace \(typed.trace) in \(source)", landing: Landing(spanID: typed.span))
      })
  }
}
