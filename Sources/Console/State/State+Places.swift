internal import Canvas
internal import Reports

extension State {
  /// What lies ahead on top, the farthest first; then here, what lies behind, and last time.
  var placeRows: [PlacesPage.Row] {
    let ahead = trail.ahead.enumerated().map { index, place in
      PlacesPage.Row.step(trail.ahead.count - index, title: place.title, window: place.window)
    }
    let here = PlacesPage.Row.step(0, title: place.title, window: place.window)
    let behind = trail.behind.reversed().enumerated().map { index, place in
      PlacesPage.Row.step(-1 - index, title: place.title, window: place.window)
    }
    return ahead + [here] + behind + kept.places.map(PlacesPage.Row.earlier)
  }

  /// With the cursor on the place before this one.
  @discardableResult
  mutating func openPlaces() -> [Effect] {
    let before = trail.ahead.count + 1
    overlay = .places(PlacesPage(selected: min(before, placeRows.count - 1)))
    return []
  }

  mutating func pressInPlaces(_ key: Key, _ page: inout PlacesPage) -> [Effect] {
    let rows = placeRows
    if page.press(key, count: rows.count) {
      overlay = .places(page)
      return []
    }
    guard rows.indices.contains(page.selected) else { return [] }
    let row = rows[page.selected]
    switch key {
    case .enter:
      overlay = nil
      return go(to: row)
    case .character("y"):
      overlay = nil
      return serve([.copy(link(of: row).text)])
    default: return []
    }
  }

  private mutating func go(to row: PlacesPage.Row) -> [Effect] {
    switch row {
    case .step(0, _, _):
      message = "this is where you are"
      return []
    case .step(let steps, _, _): return go(steps)
    case .earlier(let place): return open(place.link)
    }
  }

  private func link(of row: PlacesPage.Row) -> Permalink {
    switch row {
    case .earlier(let place): place.link
    case .step(0, _, _): link
    case .step(let steps, _, _):
      link(to: steps < 0 ? trail.behind[trail.behind.count + steps] : trail.ahead[trail.ahead.count - steps])
    }
  }
}
