internal import Canvas
internal import Telemetry

extension State {
  mutating func performSplit(_ command: Command) -> [Effect]? {
    switch command {
    case .split: return place.split == nil ? split() : unsplit()
    case .otherHalf: return moveToOtherHalf()
    case .leadWider, .leadNarrower: return resizeSplit(wider: command == .leadWider)
    default: return nil
    }
  }

  private mutating func split() -> [Effect] {
    if let reason = SplitLayout.refusal(of: FrameLayout(screen).body.size) {
      message = "\(reason); this screen has \(screen.width)×\(screen.height)"
      return []
    }
    guard place.pane.anchor(in: context) != nil else {
      message = "nothing is under the cursor that another pane could show; a split needs a row or a point"
      return []
    }
    place.split = Split()
    fit()
    return []
  }

  /// The half with the keyboard gets the whole screen. The right one becomes a place of its own, so that
  /// Backspace leads back to the split.
  private mutating func unsplit() -> [Effect] {
    guard let split = place.split else { return [] }
    guard split.leads else {
      let half = Half(place)
      return leave() + enter(half)
    }
    let effects = cancelFollowing() + cancel(split.other.map { board.cancel(at: $0.id) } ?? [])
    place.split = nil
    fit()
    board.keepOnly(places: trail.placeIDs.union(place.ids))
    return effects
  }

  /// Makes a half a place of its own with all it knows; only what never arrived is asked.
  mutating func enter(_ half: Half) -> [Effect] {
    enter(half.pane, window: half.window, arrivedBy: half.arrivedBy)
    place.id = half.id
    board.keepOnly(places: trail.placeIDs.union(place.ids))
    refreshedAt = context.now
    return askMissing()
  }

  private mutating func moveToOtherHalf() -> [Effect] {
    guard let split = place.split else {
      message = "there is one pane; \(keymap.keys(of: .split).first?.label ?? "the palette") puts another beside it"
      return []
    }
    guard split.other != nil else {
      message = "nothing stands in the other half yet"
      return []
    }
    if following != nil || followSerial != nil { place.split?.lead = nil }
    followSerial = nil
    let effects = cancelFollowing()
    swapHalves()
    return effects
  }

  private mutating func resizeSplit(wider: Bool) -> [Effect] {
    guard place.split != nil else {
      message = "there is one pane; \(keymap.keys(of: .split).first?.label ?? "the palette") puts another beside it"
      return []
    }
    let (before, share) = (splitLayout, place.split?.share ?? 50)
    place.split?.widenLead(wider)
    if splitLayout == before {
      place.split?.share = share
      message = "the other half would be too small"
    }
    fit()
    return []
  }

  /// The keyboard, and with it the place's name, goes to the other half.
  mutating func swapHalves() {
    guard var split = place.split, let other = split.other else { return }
    split.other = Half(place)
    split.leads.toggle()
    (place.id, place.pane, place.window, place.arrivedBy) = (other.id, other.pane, other.window, other.arrivedBy)
    place.target = other.target
    place.split = split
    context.window = other.window
    context.size = size(leads: split.leads)
  }

  /// Does something as if the half with this number had the keyboard; nothing when it is out of sight.
  mutating func inHalf(_ id: Int, _ act: (inout State) -> [Effect]) -> [Effect] {
    if id == place.id { return act(&self) }
    guard id == place.split?.other?.id else { return [] }
    let waiting = resting
    swapHalves()
    let effects = act(&self)
    swapHalves()
    resting = resting ?? waiting
    return effects
  }

  /// Tells the panes in sight how much room they have.
  mutating func fit() {
    context.size = size(leads: place.split?.leads ?? true)
    place.pane.fit(in: context)
    guard let other = place.split?.other else { return }
    let view = self.context(of: other)
    place.split?.other?.pane.fit(in: view)
  }

  /// The screen as a pane in one of the halves sees it.
  func size(leads: Bool) -> Size {
    guard let layout = splitLayout else { return screen }
    return FrameLayout.screen(for: layout.area(leads: leads))
  }

  /// `nil` without a split, and on a screen too small for one.
  var splitLayout: SplitLayout? {
    place.split.flatMap { SplitLayout(FrameLayout(screen).body, share: $0.share) }
  }

  /// What the half without the keyboard sees of the world.
  func context(of other: Half) -> Context {
    var context = context
    context.window = other.window
    context.size = size(leads: place.split?.leads == false)
    return context
  }
}

extension Half {
  init(_ place: Place) {
    self.init(
      id: place.id, pane: place.pane, window: place.window, arrivedBy: place.arrivedBy, target: place.target)
  }
}

extension Place {
  /// Of all panes it holds, in sight or kept.
  var ids: [Int] { [id] + (split?.ids ?? []) }

  /// The pane that leads, whichever has the keyboard.
  var leadingPane: any Pane {
    guard let split, !split.leads, let other = split.other else { return pane }
    return other.pane
  }

  /// `traces | trace 4bf92f35` for the trail.
  var title: String {
    guard let split, let other = split.other else { return pane.title }
    return split.leads ? "\(pane.title) | \(other.pane.title)" : "\(other.pane.title) | \(pane.title)"
  }
}
