internal import Telemetry

/// What a second pane shows beside the one with the cursor.
extension Correlator {
  /// The jumps for the pane beside, strongest first and all to one signal.
  ///
  /// ```
  ///   row of a list ──▶ its trace          span ──▶ the logs of its whole trace
  ///   chart, service … ──▶ traces, else logs, else metrics
  /// ```
  ///
  /// A span leads to the lines of its whole trace, so that moving from span to span asks nothing.
  ///
  /// - Parameter isTraceOpen: Whether the trace itself is what the cursor moves in.
  /// - Throws: Why nothing can be shown.
  public func beside(_ anchor: Anchor, isTraceOpen: Bool) throws(Refusal) -> [Jump] {
    guard anchor.signal == .traces else {
      return try first(of: jumps(from: anchor.near)).map { $0.searching(around: anchor) }
    }
    guard !isTraceOpen else { return try first(of: jumps(from: anchor.wholeTrace), only: .logs) }
    guard let id = anchor.traceID else { return try first(of: jumps(from: anchor)) }
    return origins(of: anchor, kind: .tempo).map { source in
      Jump(
        to: .traces, source: source.id,
        query: .trace(id, hint: TimeRange(around: anchor.range.start, margin: .hours(1))),
        strength: .identity, reason: "the trace under the cursor",
        landing: Landing(spanID: anchor.spanID))
    }
  }

  private func first(
    of results: [Result<Jump, Refusal>], only signal: Signal? = nil
  ) throws(Refusal) -> [Jump] {
    let jumps = results.compactMap { try? $0.get() }
    let order = signal.map { [$0] } ?? [.traces, .logs, .metrics]
    if let target = order.first(where: { one in jumps.contains { $0.to == one } }) {
      return jumps.filter { $0.to == target }
    }
    let refusals = results.compactMap { result -> Refusal? in
      if case .failure(let refusal) = result { refusal } else { nil }
    }
    throw refusals.first { refusal in order.contains(refusal.to) }
      ?? Refusal(to: order[0], reason: "nothing leads there from \(results.isEmpty ? "nothing" : "here")")
  }
}

extension Anchor {
  /// The trace in place of the span; one service's trace keeps what the configured tags ask for.
  fileprivate var wholeTrace: Anchor {
    var whole = self
    whole.range = traceRange ?? range
    whole.moment = whole.range.start
    whole.spanID = nil
    if services.count > 1 { (whole.labels, whole.service) = ([:], nil) }
    return whole
  }

  /// Without exemplars far from the moment pointed at: their traces are not of that moment.
  fileprivate var near: Anchor {
    guard let around, traceID == nil else { return self }
    var near = self
    near.exemplars = exemplars.filter { around.contains($0.time) }
    return near
  }

  /// What a person who points at a moment of the range on screen means by it.
  fileprivate var around: TimeRange? {
    moment.map { TimeRange(around: $0, margin: max(range.duration / 60, .seconds(15))) }
  }
}

extension Jump {
  /// A search of the moment itself first: a server that answers with its newest traces would tell of the
  /// end of a wider range alone.
  fileprivate func searching(around anchor: Anchor) -> Jump {
    guard case .traceSearch(let text, let range, let limit, let spans) = query, let around = anchor.around,
      let moment = anchor.moment, around.duration < range.duration
    else { return self }
    var near = self
    near.query = .traceSearch(TraceQL: text, range: around, limit: limit, spansPerSet: spans)
    near.widening = Widening(core: TimeRange(start: moment, end: moment), tried: around)
    return near
  }
}
