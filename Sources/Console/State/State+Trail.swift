internal import Analysis
internal import Telemetry

extension State {
  /// Puts a pane in front; the present place goes onto the trail.
  mutating func open(_ pane: any Pane, window: Window? = nil, arrivedBy jump: Jump? = nil) -> [Effect] {
    if let half = halfShowing(pane) { return leave() + enter(half) }
    let effects = leave()
    enter(pane, window: window ?? context.window, arrivedBy: jump)
    return effects + askAll()
  }

  /// Cancels what the present place waits for and puts it onto the trail.
  mutating func leave() -> [Effect] {
    let effects = cancelPlace() + keepPlace()
    place.crosshair = context.crosshair
    // A digit leads to the tab's own screen, never to a trace that was opened from it.
    let pane = place.leadingPane
    if pane.kind == pane.kind.tab { tabs[pane.kind] = pane }
    trail.leave(place)
    return effects
  }

  mutating func enter(_ pane: any Pane, window: Window, arrivedBy jump: Jump?) {
    place = Place(id: nextPlace, pane: pane, window: window, focus: context.focus, arrivedBy: jump)
    place.contextName = name
    nextPlace += 1
    context.window = window
    fit()
    board.keepOnly(places: trail.placeIDs.union(place.ids))
  }

  mutating func openTab(_ kind: PaneKind) -> [Effect] {
    guard place.pane.kind != kind else {
      message = "this is \(kind.title) already"
      return []
    }
    return open(tabs[kind] ?? PaneFactory.pane(for: kind, in: context), window: chosenWindow)
  }

  /// The window a person chose last. Seconds around a span are that jump's: on Overview they would show budgets and
  /// alerts of another time.
  private var chosenWindow: Window {
    let places = [place] + trail.behind.reversed()
    let chosen = places.first { place in
      place.arrivedBy.flatMap(PaneFactory.ownWindow).map { $0 != place.window } ?? true
    }
    return chosen?.window ?? context.window
  }

  /// At the beginning, to where one was last time.
  mutating func goBack() -> [Effect] {
    guard trail.behind.isEmpty else { return go(-1) }
    let effects = cancelEverything()
    if kept.places.isEmpty {
      message = "this is where you began; q quits"
    } else {
      openPlaces()
    }
    return effects
  }

  mutating func goForward() -> [Effect] {
    guard trail.ahead.isEmpty else { return go(1) }
    message = "there is no place ahead"
    return cancelEverything()
  }

  /// So many steps ahead on the trail, or, below zero, behind.
  mutating func go(_ steps: Int) -> [Effect] {
    let effects = cancelEverything() + keepPlace()
    place.crosshair = context.crosshair
    guard let next = trail.go(steps, from: place) else { return effects }
    return effects + restore(next)
  }

  /// Brings a place back as it was. It keeps its data; only what never arrived is asked again.
  private mutating func restore(_ previous: Place) -> [Effect] {
    place = previous
    useContext(of: previous)
    context.window = previous.window
    context.focus = previous.focus
    context.crosshair = previous.crosshair
    refreshedAt = context.now
    fit()
    let other = place.split?.other.map { half in inHalf(half.id) { $0.askMissing() } }
    return askMissing() + (other ?? [])
  }
}
