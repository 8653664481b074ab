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

  private mutating func follow(from anchor: Anchor, to signal: Signal, after tried: [String]) -> [Effect] {
    guard anchor.signal != signal else {
      message = "these are \(signal.rawValue) already"
      return []
    }
    let jumps = context.correlator.jumps(from: anchor)
    let possible = jumps.compactMap { try? $0.get() }.filter { $0.to == signal }
    guard !possible.isEmpty else {
      let refusal = jumps.compactMap { result -> Refusal? in
        if case .failure(let refusal) = result, refusal.to == signal { refusal } else { nil }
      }.first
      message = "no way to \(signal.rawValue) from here: \(refusal?.reason ?? "no source for it")"
      return []
    }
    var jump = JumpInProgress(signal: signal, purpose: .target, remaining: possible, tried: tried)
    jump.anchor = anchor
    return pursue(jump)
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

  mutating func cancelJump() -> [Effect] {
    guard let jumping else { return [] }
    self.jumping = nil
    return cancel(jumping.pendingTickets)
  }

  mutating func continueJump(_ ticket: Ticket, with result: Result<Answer, QueryFailure>) -> [Effect] {
    guard var jump = jumping else { return [] }
    jump.settle(ticket, result)
    jumping = jump
    switch jump.purpose {
    case .exemplars(let anchor): return continueWithExemplars(result, anchor, jump)
    case .explanation(let unmatched): return explain(unmatched, of: jump)
    case .learning: return continueLearning(jump)
    case .target: break
    }
    switch jump.outcome {
    case .waiting: return []
    case .found(let attempt, let answer):
      let effects = cancelJump()
      return effects + land(attempt.jump, answer, of: jump)
    case .nothing: return pursue(jump.afterNothing())
    }
  }

  private mutating func continueWithExemplars(
    _ result: Result<Answer, QueryFailure>, _ anchor: Anchor, _ jump: JumpInProgress
  ) -> [Effect] {
    jumping = nil
    var known = anchor
    var tried = ["no exemplars of the metric (is its exemplar storage on?)"]
    switch result {
    case .success(let answer):
      guard case .exemplars(let found) = answer.body else { break }
      known.exemplars = found.filter { $0.traceID != nil }.sorted { $0.value > $1.value }
      if !found.isEmpty { tried = known.exemplars.isEmpty ? ["exemplars without a trace id"] : [] }
    case .failure(let failure): tried = ["exemplars: \(failure.told)"]
    }
    return follow(from: known, to: jump.signal, after: tried)
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
    jumping = nil
    message = jump.report
    return []
  }

  mutating func begin(_ jump: JumpInProgress, asking jumps: [Jump]) -> [Effect] {
    var effects = cancelJump()
    var jump = jump
    jump.since = context.now
    jump.attempts = jumps.map { one in
      nextPlace += 1
      return JumpAttempt(
        jump: one, ticket: Ticket(place: -1, slot: .jump, source: one.source, serial: nextPlace))
    }
    jumping = jump
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
