internal import Analysis
internal import Telemetry

/// A jump under way: its questions are asked one after the other, strongest first, until one finds
/// something.
struct JumpInProgress: Sendable {
  var signal: Signal
  var ticket: Ticket
  var current: Jump
  var remaining: [Jump]
  /// What was tried and found nothing, in words.
  var tried: [String] = []
  /// Set while the exemplars of the query on screen are looked up, before the real jumps are known.
  var anchor: Anchor?
  var since: Instant
}

extension Slot {
  /// The slot a jump's own question goes through, and the main one of every pane.
  static let jump: Slot = "jump"
  public static let main: Slot = "main"
}

extension State {
  /// One key: the strongest jump to a signal from what the cursor rests on.
  mutating func jump(to signal: Signal) -> [Effect] {
    guard let anchor = place.pane.anchor(in: context) else {
      message = "nothing is under the cursor to jump from"
      return []
    }
    if let lookup = exemplarLookup(from: anchor, to: signal) {
      return begin(lookup, then: [], signal: signal, anchor: anchor)
    }
    return follow(context.correlator.jumps(from: anchor), to: signal)
  }

  /// Jumps of a pane's own making.
  mutating func follow(_ jumps: [Jump]) -> [Effect] {
    guard let first = jumps.first else { return [] }
    return begin(first, then: Array(jumps.dropFirst()), signal: first.to, anchor: nil)
  }

  private mutating func follow(_ jumps: [Result<Jump, Refusal>], to signal: Signal) -> [Effect] {
    let possible = jumps.compactMap { try? $0.get() }.filter { $0.to == signal }
    guard let first = possible.first else {
      let refusal = jumps.compactMap { result -> Refusal? in
        if case .failure(let refusal) = result, refusal.to == signal { refusal } else { nil }
      }.first
      message = "no way to \(signal.rawValue) from here: \(refusal?.reason ?? "no source for it")"
      return []
    }
    return begin(first, then: Array(possible.dropFirst()), signal: signal, anchor: nil)
  }

  /// A row that shows a metric without its exemplars: they are asked for first.
  private func exemplarLookup(from anchor: Anchor, to signal: Signal) -> Jump? {
    guard signal == .traces, anchor.signal == .metrics, anchor.traceID == nil,
      anchor.exemplars.isEmpty, let query = anchor.query,
      let source = anchor.source ?? context.sources(of: .prometheus).first
    else { return nil }
    return Jump(
      to: .traces, source: source, query: .exemplars(PromQL: query, range: anchor.range),
      strength: .identity, reason: "exemplars of the metric")
  }

  mutating func begin(_ jump: Jump, then rest: [Jump], signal: Signal, anchor: Anchor?) -> [Effect] {
    let effects = cancelJump()
    let tried = jumping?.tried ?? []
    nextPlace += 1
    let ticket = Ticket(place: -1, slot: .jump, source: jump.source, serial: nextPlace)
    jumping = JumpInProgress(
      signal: signal, ticket: ticket, current: jump, remaining: rest, tried: tried, anchor: anchor,
      since: context.now)
    return effects + [asked(ticket, jump.query)]
  }

  mutating func cancelJump() -> [Effect] {
    guard let jumping else { return [] }
    self.jumping = nil
    return cancel([jumping.ticket])
  }

  mutating func continueJump(with result: Result<Answer, QueryFailure>) -> [Effect] {
    guard let jump = jumping else { return [] }
    if let anchor = jump.anchor { return continueWithExemplars(result, anchor, jump) }
    switch result {
    case .success(let answer) where !answer.isEmpty:
      jumping = nil
      return land(jump.current, answer, after: jump.tried)
    case .success: return tryNext(after: jump, because: "\(jump.current.reason): nothing")
    case .failure(let failure):
      return tryNext(after: jump, because: "\(jump.current.reason): \(failure.message)")
    }
  }

  private mutating func continueWithExemplars(
    _ result: Result<Answer, QueryFailure>, _ anchor: Anchor, _ jump: JumpInProgress
  ) -> [Effect] {
    jumping = nil
    var known = anchor
    if case .success(let answer) = result, case .exemplars(let found) = answer.body {
      known.exemplars = found.filter { $0.traceID != nil }.sorted { $0.value > $1.value }
    }
    return follow(context.correlator.jumps(from: known), to: jump.signal)
  }

  private mutating func tryNext(after jump: JumpInProgress, because reason: String) -> [Effect] {
    guard let next = jump.remaining.first else {
      jumping = nil
      message = "no \(jump.signal.rawValue) found: " + (jump.tried + [reason]).joined(separator: "; ")
      return []
    }
    let effects = begin(
      next, then: Array(jump.remaining.dropFirst()), signal: jump.signal, anchor: nil)
    jumping?.tried = jump.tried + [reason]
    return effects
  }

  /// Opens what a jump found, with the answer already in it.
  private mutating func land(_ jump: Jump, _ answer: Answer, after tried: [String]) -> [Effect] {
    var effects = leave()
    enter(
      PaneFactory.pane(for: jump, in: context), window: PaneFactory.window(for: jump, in: context),
      arrivedBy: jump)
    let question = Question(.main, jump.source, jump.query)
    board.settle(question, at: place.id, now: context.now, answer: answer, jump: jump)
    effects += serve(place.pane.receive(answer, to: question, in: context))
    let others = place.pane.questions(in: context)
      .filter { !($0.slot == .main && $0.source == jump.source) }
    effects += others.flatMap { ask($0) }
    refreshedAt = context.now
    message = "\(jump.strength.name): \(jump.reason)"
    return effects
  }

  mutating func openJumpMenu() -> [Effect] {
    guard let anchor = place.pane.anchor(in: context) else {
      message = "nothing is under the cursor to jump from"
      return []
    }
    overlay = .jumps(JumpMenu(jumps: context.correlator.jumps(from: anchor)))
    return []
  }
}

extension Answer {
  /// Whether there is nothing in it to show.
  var isEmpty: Bool {
    switch body {
    case .series(let series): series.allSatisfy { $0.samples.isEmpty && $0.histograms.isEmpty }
    case .logs(let lines): lines.isEmpty
    case .traces(let traces): traces.isEmpty
    case .trace(let trace): trace.map(\.spans.isEmpty) ?? true
    case .exemplars(let exemplars): exemplars.isEmpty
    default: false
    }
  }
}
