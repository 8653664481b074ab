internal import Analysis
internal import Telemetry

extension State {
  /// One key: the strongest jump to a signal from what the cursor rests on.
  mutating func jump(to signal: Signal) -> [Effect] {
    guard let anchor = place.pane.anchor(in: context) else {
      message = "nothing is under the cursor to jump from"
      return []
    }
    guard let lookup = exemplarLookup(from: anchor, to: signal) else { return follow(from: anchor, to: signal, after: []) }
    let others = context.correlator.jumps(from: anchor).compactMap { try? $0.get() }.filter { $0.to == signal }
    return begin(JumpInProgress(signal: signal, purpose: .exemplars(of: anchor)), asking: [lookup] + others)
  }

  /// Jumps of a pane's own making, or the one chosen from the menu.
  mutating func follow(_ jumps: [Jump]) -> [Effect] {
    guard let first = jumps.first else { return [] }
    return begin(JumpInProgress(signal: first.to, purpose: .target), asking: jumps)
  }

  private mutating func follow(
    from anchor: Anchor, to signal: Signal, after tried: [String], isBeside: Bool = false
  ) -> [Effect] {
    let jumps = anchor.signal == signal ? [] : context.correlator.jumps(from: anchor)
    let possible = jumps.compactMap { try? $0.get() }.filter { $0.to == signal }
    var jump = JumpInProgress(signal: signal, purpose: .target, tried: tried)
    jump.anchor = anchor
    jump.isBeside = isBeside
    guard possible.isEmpty else { return begin(jump, asking: possible) }
    let effects = end(isBeside ? following : jumping)
    if anchor.signal == signal { return effects + say("these are \(signal.rawValue) already", of: jump) }
    let refusal = jumps.compactMap { result -> Refusal? in
      if case .failure(let refusal) = result, refusal.to == signal { refusal } else { nil }
    }.first
    return effects + say("no way to \(signal.rawValue) from here: \(refusal?.reason ?? "no source for it")", of: jump)
  }

  /// A row that shows a metric without its exemplars: they are asked for first.
  func exemplarLookup(from anchor: Anchor, to signal: Signal) -> Jump? {
    guard signal == .traces, anchor.signal == .metrics, anchor.traceID == nil,
      anchor.exemplars.isEmpty, let query = anchor.query,
      let source = anchor.source ?? context.sources(of: .prometheus).first
    else { return nil }
    return Jump(
      to: .traces, source: source, query: .exemplars(PromQL: query, range: anchor.range),
      strength: .identity, reason: "exemplars of the metric")
  }

  mutating func cancelJump() -> [Effect] { end(jumping) }

  /// Takes back the questions of a jump and ends it.
  private mutating func end(_ jump: JumpInProgress?) -> [Effect] {
    guard let jump else { return [] }
    keep(nil, isBeside: jump.isBeside)
    return cancel(jump.pendingTickets)
  }

  /// A key's jump and that of a split's other half go on beside each other.
  mutating func keep(_ jump: JumpInProgress?, isBeside: Bool) {
    if isBeside { following = jump } else { jumping = jump }
  }

  /// The jump that waits for a ticket.
  func jump(waitingFor ticket: Ticket) -> JumpInProgress? {
    [jumping, following].lazy.compactMap { $0 }.first { $0.waits(for: ticket) }
  }

  /// Why a jump led nowhere: at the bottom, or in the half that stays empty.
  mutating func say(_ text: String, of jump: JumpInProgress) -> [Effect] {
    if jump.isBeside { return emptyOtherHalf(text) }
    message = text
    return []
  }

  mutating func continueJump(_ ticket: Ticket, with result: Result<Answer, QueryFailure>) -> [Effect] {
    guard var jump = jump(waitingFor: ticket) else { return [] }
    jump.settle(ticket, result)
    keep(jump, isBeside: jump.isBeside)
    switch jump.purpose {
    case .exemplars(let anchor):
      guard let lookup = jump.attempts.first, !lookup.isPending, lookup.parts.contains(where: { $0.ticket == ticket })
      else { return [] }
      return continueWithExemplars(result, anchor, jump)
    case .explanation(let unmatched): return explain(unmatched, of: jump)
    case .learning: return continueLearning(jump)
    case .target: return goOn(jump)
    }
  }

  /// Lands, waits, or says why there is nowhere to land.
  private mutating func goOn(_ jump: JumpInProgress) -> [Effect] {
    switch jump.landed {
    case .waiting: return []
    case .found(let found, let answer):
      let effects = end(jump)
      return effects + (jump.isBeside ? landBeside(found, answer, of: jump) : land(found, answer, of: jump))
    case .nothing:
      var jump = jump
      jump.concludeNothing()
      guard let unmatched = jump.unmatched, let question = unmatched.valuesQuestion else {
        keep(nil, isBeside: jump.isBeside)
        return say(jump.report, of: jump)
      }
      jump.purpose = .explanation(of: unmatched)
      return begin(jump, asking: [unmatched.asking(question)])
    }
  }

  private mutating func continueWithExemplars(
    _ result: Result<Answer, QueryFailure>, _ anchor: Anchor, _ jump: JumpInProgress
  ) -> [Effect] {
    var known = anchor
    var tried = ["no exemplars (is their storage on?)"]
    switch result {
    case .success(let answer):
      guard case .exemplars(let found) = answer.body else { break }
      known.exemplars = found.filter { $0.traceID != nil }.sorted { $0.value > $1.value }
      if !found.isEmpty { tried = known.exemplars.isEmpty ? ["exemplars without a trace id"] : [] }
    case .failure(let failure): tried = ["exemplars: \(failure.told)"]
    }
    return follow(from: known, to: jump.signal, after: tried, isBeside: jump.isBeside)
  }

  /// Asks for all of these at once; what is asked already is not asked again.
  mutating func begin(_ jump: JumpInProgress, asking jumps: [Jump]) -> [Effect] {
    let before = jump.isBeside ? following : jumping
    var jump = jump
    var effects = [Effect]()
    jump.since = context.now
    jump.attempts = jumps.map { $0.ended(by: context.now) }.map { one in
      let parts = one.questions.map { query in
        if let known = before?.asked(query, of: one.source) { return known }
        nextPlace += 1
        let ticket = Ticket(place: -1, slot: .jump, source: one.source, serial: nextPlace)
        effects.append(asked(ticket, query))
        return JumpAttempt.Part(query: query, ticket: ticket)
      }
      return JumpAttempt(jump: one, parts: parts)
    }
    keep(jump, isBeside: jump.isBeside)
    let left = before?.pendingTickets.filter { !jump.waits(for: $0) } ?? []
    effects = cancel(left) + effects
    guard case .target = jump.purpose else { return effects }
    return effects + goOn(jump)
  }

  /// Opens what a jump found, with the answer already in it.
  private mutating func land(_ jump: Jump, _ answer: Answer, of progress: JumpInProgress) -> [Effect] {
    var effects = leave()
    enter(
      PaneFactory.pane(for: jump, merged: progress.isMerged(jump), in: context),
      window: PaneFactory.window(for: jump, in: context), arrivedBy: jump)
    let question = Question(.main, jump.source, jump.query)
    board.settle(question, at: place.id, now: context.now, answer: answer, jump: jump)
    effects += serve(place.pane.receive(answer, to: question, in: context))
    let others = place.pane.questions(in: context)
      .filter { !($0.slot == .main && $0.source == jump.source) }
    effects += others.flatMap { ask($0) }
    refreshedAt = context.now
    message = progress.arrival(by: jump, answer)
    return effects
  }

  /// What keys do for a row that stands for a metric: its exemplars, and its chart.
  private func ownJumps(from anchor: Anchor) -> [Jump] {
    guard anchor.signal == .metrics, place.pane.kind != .metrics, let query = anchor.query,
      let source = anchor.source ?? context.sources(of: .prometheus).first
    else { return [] }
    let choice = StepRules(scrapeInterval: context.scrapeInterval, maxDataPoints: 240).choose(for: anchor.range)
    let chart = Jump(
      to: .metrics, source: source,
      query: .metricsRange(PromQL: query, range: choice.alignedRange, step: choice.step), strength: .labels,
      reason: "the row's own query", landing: Landing(moment: anchor.moment))
    return (exemplarLookup(from: anchor, to: .traces).map { [$0] } ?? []) + [chart]
  }

  mutating func openJumpMenu() -> [Effect] {
    guard let anchor = place.pane.anchor(in: context) else {
      message = "nothing is under the cursor to jump from"
      return []
    }
    overlay = .jumps(JumpMenu(jumps: ownJumps(from: anchor).map { .success($0) } + context.correlator.jumps(from: anchor)))
    return []
  }
}

extension Answer {
  /// A label's values, however the source's kind tells them.
  var values: [String]? {
    switch body {
    case .names(let names): names
    case .traceTagValues(let values): values.map(\.value)
    default: nil
    }
  }
}

extension Jump {
  /// The same source asked something else on the way.
  func asking(_ question: Query) -> Jump {
    var other = self
    (other.query, other.widening) = (question, nil)
    return other
  }
}

extension QueryFailure {
  /// The server's words, and what to do where they are about who may ask.
  var told: String {
    guard reason == .unauthorised || message.lowercased().contains("no org id") else { return message }
    return "\(message): set its user and password, or X-Scope-OrgID for its tenant, in the data source"
  }
}
