internal import Analysis
internal import Telemetry

extension State {
  /// One key: the strongest jump to a signal from what the cursor rests on.
  mutating func jump(to signal: Signal) -> [Effect] {
    guard let anchor = place.pane.anchor(in: context) else {
      message = "nothing is under the cursor to jump from"
      return []
    }
    if let lookup = exemplarLookup(from: anchor, to: signal) {
      return begin(JumpInProgress(signal: signal, purpose: .exemplars(of: anchor)), asking: [lookup])
    }
    return follow(from: anchor, to: signal, after: [])
  }

  /// Jumps of a pane's own making, or the one chosen from the menu.
  mutating func follow(_ jumps: [Jump]) -> [Effect] {
    guard let first = jumps.first else { return [] }
    return pursue(JumpInProgress(signal: first.to, purpose: .target, remaining: jumps))
  }

  private mutating func follow(
    from anchor: Anchor, to signal: Signal, after tried: [String], isBeside: Bool = false
  ) -> [Effect] {
    let jumps = anchor.signal == signal ? [] : context.correlator.jumps(from: anchor)
    let possible = jumps.compactMap { try? $0.get() }.filter { $0.to == signal }
    var jump = JumpInProgress(signal: signal, purpose: .target, remaining: possible, tried: tried)
    jump.anchor = anchor
    jump.isBeside = isBeside
    guard possible.isEmpty else { return pursue(jump) }
    if anchor.signal == signal { return say("these are \(signal.rawValue) already", of: jump) }
    let refusal = jumps.compactMap { result -> Refusal? in
      if case .failure(let refusal) = result, refusal.to == signal { refusal } else { nil }
    }.first
    return say("no way to \(signal.rawValue) from here: \(refusal?.reason ?? "no source for it")", of: jump)
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

  mutating func cancelJump() -> [Effect] {
    guard let jumping else { return [] }
    self.jumping = nil
    return cancel(jumping.pendingTickets)
  }

  /// Takes back the questions of a jump and ends it.
  private mutating func end(_ jump: JumpInProgress) -> [Effect] {
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
    case .exemplars(let anchor): return continueWithExemplars(result, anchor, jump)
    case .explanation(let unmatched): return explain(unmatched, of: jump)
    case .learning: return continueLearning(jump)
    case .target: break
    }
    switch jump.outcome {
    case .waiting: return []
    case .found(let attempt, let answer):
      let effects = end(jump)
      guard !jump.isBeside else { return effects + landBeside(attempt.jump, answer, of: jump) }
      return effects + land(attempt.jump, answer, of: jump)
    case .nothing: return pursue(jump.afterNothing())
    }
  }

  private mutating func continueWithExemplars(
    _ result: Result<Answer, QueryFailure>, _ anchor: Anchor, _ jump: JumpInProgress
  ) -> [Effect] {
    keep(nil, isBeside: jump.isBeside)
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

  /// Asks the strongest of what remains, all at once; at the end says what was tried.
  mutating func pursue(_ jump: JumpInProgress) -> [Effect] {
    var jump = jump
    let next = jump.takeStrongest()
    if !next.isEmpty { return begin(jump, asking: next) }
    if let unmatched = jump.unmatched, let question = unmatched.valuesQuestion {
      var ask = unmatched
      ask.query = question
      jump.purpose = .explanation(of: unmatched)
      return begin(jump, asking: [ask])
    }
    keep(nil, isBeside: jump.isBeside)
    return say(jump.report, of: jump)
  }

  mutating func begin(_ jump: JumpInProgress, asking jumps: [Jump]) -> [Effect] {
    var effects = cancel((jump.isBeside ? following : jumping)?.pendingTickets ?? [])
    var jump = jump
    jump.since = context.now
    jump.attempts = jumps.map { $0.ended(by: context.now) }.map { one in
      nextPlace += 1
      return JumpAttempt(
        jump: one, ticket: Ticket(place: -1, slot: .jump, source: one.source, serial: nextPlace))
    }
    keep(jump, isBeside: jump.isBeside)
    effects += jump.attempts.map { asked($0.ticket, $0.jump.query) }
    return effects
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

  /// A label's values, however the source's kind tells them.
  var values: [String]? {
    switch body {
    case .names(let names): names
    case .traceTagValues(let values): values.map(\.value)
    default: nil
    }
  }
}

extension QueryFailure {
  /// The server's words, and what to do where they are about who may ask.
  var told: String {
    guard reason == .unauthorised || message.lowercased().contains("no org id") else { return message }
    return "\(message): set its user and password, or X-Scope-OrgID for its tenant, in the data source"
  }
}
