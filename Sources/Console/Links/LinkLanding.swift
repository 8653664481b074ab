internal import Analysis
internal import Reports

/// What a link still wants of the place it opened, once its data is there: the row of the cursor, then a
/// key pressed on it. Whatever the person presses meanwhile goes before it.
struct LinkLanding: Sendable {
  var place: Int
  var item: String?
  var command: Command?
}

extension State {
  /// The place of a link is in front: goes on to where in it the link leads.
  mutating func land(on linked: LinkedPlace) -> [Effect] {
    landing = LinkLanding(place: place.id, item: linked.item, command: linked.command)
    return land()
  }

  /// After everything that arrives.
  mutating func land() -> [Effect] {
    guard let due = landing, due.place == place.id else { return [] }
    var effects = [Effect]()
    if let item = due.item, var pane = place.pane as? any NamedRows {
      guard let requests = pane.select(rowNamed: item, in: context) else { return [] }
      place.pane = pane
      landing?.item = nil
      effects = serve(requests)
    }
    guard let command = due.command else {
      landing = nil
      return effects
    }
    guard place.pane.refusal(of: command, in: context) == nil else { return effects }
    // A row that this pane has none of is the next one's.
    let rest = landing?.item
    landing = nil
    let said = message
    effects += perform(command)
    message = message ?? said
    landing = rest.map { LinkLanding(place: place.id, item: $0) }
    return effects + land()
  }
}
