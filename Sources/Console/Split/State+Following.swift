internal import Analysis
internal import Telemetry

/// The right half goes with the cursor of the left, once that has rested.
///
/// ```
///   cursor moves ──▶ what was on its way for the old row is taken back
///        │
///        └─ rests ─▶ shown already? mark it ─▶ kept? show it again ─▶ else ask, strongest first
/// ```
extension State {
  /// After everything that happens.
  mutating func followLead() -> [Effect] {
    guard let split = place.split else { return [] }
    guard split.leads else {
      attendToFollower()
      return []
    }
    guard overlay == nil, !place.pane.isTyping else { return [] }
    let now = Lead(place.pane, in: context) { exemplarLookup(from: $0, to: .traces) }
    if let now, let before = split.lead, now.isSame(as: before) { return [] }
    if now == nil, split.lead == nil { return [] }
    place.split?.lead = now
    let effects = now?.target == split.lead?.target ? [] : cancelFollowing()
    return effects + [rest()]
  }

  /// Waits for the cursor to rest; one wait serves the pane's own questions as well.
  private mutating func rest() -> Effect {
    restSerial += 1
    resting?.serial = restSerial
    followSerial = restSerial
    return .rest(restSerial)
  }

  /// The cursor rests.
  mutating func showLead() -> [Effect] {
    followSerial = nil
    guard let split = place.split, split.leads else { return [] }
    guard let lead = split.lead else {
      return emptyOtherHalf("nothing is under the cursor")
    }
    guard let target = lead.target else {
      return emptyOtherHalf(lead.refusal ?? "nothing leads on from here")
    }
    if split.other?.target == target {
      attendToLead()
      return []
    }
    if following == nil, let half = split.kept(for: target) { return show(half) }
    return ask(for: lead)
  }

  private mutating func ask(for lead: Lead) -> [Effect] {
    guard following == nil else { return [] }
    var jump = JumpInProgress(
      signal: lead.jumps.first?.to ?? .traces, purpose: lead.lookup == nil ? .target : .exemplars(of: lead.anchor))
    jump.isBeside = true
    return begin(jump, asking: lead.lookup.map { [$0] } ?? lead.jumps)
  }

  /// Puts what was found into the right half, with the answer already in it.
  mutating func landBeside(_ jump: Jump, _ answer: Answer, of progress: JumpInProgress) -> [Effect] {
    let pane = PaneFactory.pane(for: jump, merged: progress.isMerged(jump), in: context)
    var window = PaneFactory.window(for: jump, in: context)
    // The list stays that of the moment, however time goes on.
    if case .traceSearch(_, let range, _, _) = jump.query { window = .fixed(range) }
    let half = Half(id: nextPlace, pane: pane, window: window, arrivedBy: jump, target: place.split?.lead?.target)
    nextPlace += 1
    let taken = leaveOtherHalf()
    place.split?.show(half)
    board.keepOnly(places: trail.placeIDs.union(place.ids))
    let effects = inHalf(half.id) { state in
      let question = Question(.main, jump.source, jump.query)
      state.board.settle(question, at: half.id, now: state.context.now, answer: answer, jump: jump)
      let effects = state.serve(state.place.pane.receive(answer, to: question, in: state.context))
      return effects + state.askMissing()
    }
    attendToLead()
    return taken + effects
  }

  /// Shows a half again; only what never arrived is asked.
  private mutating func show(_ half: Half) -> [Effect] {
    let effects = leaveOtherHalf()
    place.split?.show(half)
    fit()
    attendToLead()
    return effects + inHalf(half.id) { $0.askMissing() }
  }

  /// Shows nothing in the right half, and why.
  mutating func emptyOtherHalf(_ reason: String) -> [Effect] {
    let effects = leaveOtherHalf()
    place.split?.empty(reason)
    return effects
  }

  private mutating func leaveOtherHalf() -> [Effect] {
    cancel(place.split?.other.map { board.cancel(at: $0.id) } ?? [])
  }

  /// Nobody waits any more for what the cursor has left.
  mutating func cancelFollowing() -> [Effect] {
    defer { following = nil }
    return cancel(following?.pendingTickets ?? [])
  }

  /// Asks what the place needs and never got an answer to.
  mutating func askMissing() -> [Effect] {
    let settled = board.statuses(of: place.id)
      .filter { $0.answeredAt != nil || $0.pendingSince != nil }.map(\.question)
    return place.pane.questions(in: context)
      .filter { question in
        !settled.contains { $0.slot == question.slot && $0.source == question.source }
      }
      .flatMap { ask($0) }
  }

  // MARK: Crosshair in step

  /// The right half marks what the cursor of the left rests on.
  private mutating func attendToLead() {
    guard let other = place.split?.other, let anchor = place.split?.lead?.anchor else { return }
    let view = context(of: other)
    place.split?.other?.pane.attend(to: anchor, moving: true, in: view)
  }

  /// The left half marks what the cursor of the right rests on; it goes nowhere.
  private mutating func attendToFollower() {
    guard let other = place.split?.other, let anchor = place.pane.anchor(in: context) else { return }
    let view = context(of: other)
    place.split?.other?.pane.attend(to: anchor, moving: false, in: view)
  }
}
