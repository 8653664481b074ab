internal import Analysis
internal import Canvas
internal import Reports
internal import Telemetry

/// Switching between clusters, sites and tenants in the running console.
///
/// ```
///   place in homelab ──:ctx edge──▶ the same query and range, asked of edge's sources
///         ▲                               │
///         └────────── Backspace ──────────┘   and homelab's sources with it
/// ```
extension State {
  /// The present place, asked of other sources. It opens empty: what one context answered is never shown as
  /// another's.
  mutating func switchContext(to wanted: String) -> [Effect] {
    guard let choice = choices.first(where: { $0.name == wanted }) else {
      message = choices.isEmpty ? Self.noContexts : "there is no context \(wanted); there are \(contextNames)"
      return []
    }
    guard wanted != name else {
      message = "this is \(name) already; there are \(contextNames)"
      return []
    }
    let cancelled = cancelEverything()
    // What leads is what stays; the other half follows it anew.
    if place.split?.leads == false { swapHalves() }
    let (share, window) = (place.split?.share, place.window)
    var link = LinkOf(place, in: context).link
    let left = leave()
    use(choice)
    if let source = link.source, !context.sources.contains(where: { $0.id == source }) { link.source = nil }
    let linked = LinkedPlace(link, in: context)
    enter(linked.pane, window: window, arrivedBy: nil)
    if let share {
      place.split = Split(share: share)
      fit()
    }
    let asked = askAll()
    let landed = land(on: linked)
    message = "\(name): \(context.sources.map(\.id.name).joined(separator: ", "))"
    return cancelled + left + asked + landed
  }

  /// Other sources from here on, and nothing that the former ones told.
  mutating func use(_ choice: SourceChoice) {
    name = choice.name
    context.sources = choice.sources
    context.origins = choice.origins
    context.correlator = context.correlator.over(choice.sources, groups: choice.origins)
    context.markedTrace = nil
    tabs = [:]
    let known = health
    health = choice.sources.map { source in
      known.first { $0.id == source.id } ?? SourceHealth(id: source.id, kind: source.kind)
    }
  }

  /// The sources that a place was left with.
  mutating func useContext(of place: Place) {
    guard let wanted = place.contextName, wanted != name, let choice = choices.first(where: { $0.name == wanted })
    else { return }
    use(choice)
  }

  /// The context to go to for a source that the present one does not have.
  func choice(holding source: SourceID?) -> SourceChoice? {
    guard let source, !context.sources.contains(where: { $0.id == source }) else { return nil }
    return choices.first { choice in choice.sources.contains { $0.id == source } }
  }

  /// The list of contexts, in the palette.
  mutating func chooseContext() -> [Effect] {
    guard !choices.isEmpty else {
      message = Self.noContexts
      return []
    }
    var palette = CommandPalette(contexts: contextRows)
    palette.field.insert("ctx ")
    overlay = .palette(palette)
    return []
  }

  /// For the palette: what each context asks.
  var contextRows: [CommandPalette.ContextRow] {
    choices.map { choice in
      CommandPalette.ContextRow(
        name: choice.name, sources: choice.sources.map(\.id.name).joined(separator: ", "),
        isPresent: choice.name == name)
    }
  }

  private var contextNames: String { choices.map(\.name).joined(separator: ", ") }

  private static let noContexts =
    "the configuration has no contexts; contexts: {edge: {datasources: [prom-edge]}} makes one"
}
