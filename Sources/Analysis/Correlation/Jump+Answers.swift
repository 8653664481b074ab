public import Telemetry

/// What is asked for a jump, all of it at once, and what the answers come to.
///
/// ```
///   by an id                             by labels alone
///            ├ first ┤                              ├ first ┤
///   ├──────── widest ───────┤              ◀─ before ┤├ after ─▶
/// ```
/// What bears an id is little: one question over the widest margin tells which narrower one would have done.
/// Lines that only share labels are many: two questions go away from the first moment, so that a server that
/// stops at its limit has told what is nearest.
extension Jump {
  public enum Landed: Sendable {
    /// What is still out decides.
    case waiting
    case nothing
    /// The jump as it would have had to be asked, and what it then finds.
    case found(Jump, Answer)
  }

  /// Nobody waits for one margin after the other: these cover them all.
  public var questions: [Query] {
    guard let widening, let margin = widening.margins.last else { return [query] }
    let widest = widening.core.padded(by: margin)
    guard goesAway, case .logs(let text, let range, let limit, _) = query else {
      return [query, over(widest).query]
    }
    let after = TimeRange(start: range.start, end: max(range.end, widest.end))
    let before = TimeRange(start: min(range.start, widest.start), end: range.start)
    return [
      .logs(LogQL: text, range: after, limit: limit, direction: .forward),
      .logs(LogQL: text, range: before, limit: limit, direction: .backward),
    ]
  }

  /// - Parameter results: In the order of `questions`; `nil` where none has come yet.
  public func landed(on results: [Result<Answer, QueryFailure>?]) -> Landed {
    let (one, other) = (results.first ?? nil, results.dropFirst().first ?? nil)
    let found = goesAway ? landed(after: one, before: other) : landed(first: one, widest: other)
    guard var (jump, answer) = found else { return results.contains { $0 == nil } ? .waiting : .nothing }
    if let tie = idTie, case .logs(let lines) = answer.body { jump.reason = tie.reason(lines) }
    return .found(jump, answer)
  }

  /// Whether both ask the same thing over some time, of one source or of two.
  public func asksLike(_ other: Jump) -> Bool { strength == other.strength && words == other.words }

  private var words: String? {
    switch query {
    case .logs(let text, _, _, _), .traceSearch(let text, _, _, _): text
    default: nil
    }
  }

  private var goesAway: Bool {
    guard case .logs = query, strength > .identity, widening?.margins.isEmpty == false else { return false }
    return true
  }

  private func landed(
    first: Result<Answer, QueryFailure>?, widest: Result<Answer, QueryFailure>?
  ) -> (Jump, Answer)? {
    if case .success(let answer)? = first, !answer.isEmpty { return (self, answer) }
    guard case .success(let answer)? = widest, !answer.isEmpty, let widening, let last = widening.margins.last else {
      return nil
    }
    // Cut at its limit, it does not tell what is nearest; the first may.
    guard !answer.isCut(at: query.limit) else { return first == nil ? nil : (reaching(last), answer) }
    for margin in [nil] + widening.margins {
      let jump = margin.map(reaching) ?? self
      guard let range = jump.query.range else { continue }
      let kept = answer.part(in: range)
      if !kept.isEmpty { return (jump, kept) }
    }
    return nil
  }

  private func landed(
    after: Result<Answer, QueryFailure>?, before: Result<Answer, QueryFailure>?
  ) -> (Jump, Answer)? {
    guard let widening, let limit = query.limit else { return nil }
    let (later, earlier) = (after?.lines ?? [], before?.lines ?? [])
    func lines(by jump: Jump) -> (Jump, Answer)? {
      guard let range = jump.query.range else { return nil }
      var known = range
      if later.count >= limit, let last = later.last?.time, last < range.end {
        // Of the last nanosecond some may have been left out.
        known.end = later.first.map { $0.time < last } == true ? last : last + .nanoseconds(1)
      }
      let kept = (later.reversed() + earlier).filter { known.contains($0.time) }
      return kept.isEmpty ? nil : (jump.over(known), Answer(.logs(kept)))
    }
    if let near = lines(by: self) { return near }
    guard after != nil, before != nil else { return nil }
    return widening.margins.lazy.compactMap { lines(by: reaching($0)) }.first
  }

  private func reaching(_ margin: Duration) -> Jump {
    guard let core = widening?.core else { return self }
    var wider = over(core.padded(by: margin))
    wider.reach = margin
    return wider
  }

  private func over(_ range: TimeRange) -> Jump {
    var other = self
    switch query {
    case .logs(let text, _, let limit, let direction):
      other.query = .logs(LogQL: text, range: range, limit: limit, direction: direction)
    case .traceSearch(let text, _, let limit, let spans):
      other.query = .traceSearch(TraceQL: text, range: range, limit: limit, spansPerSet: spans)
    default: break
    }
    return other
  }
}

extension Query {
  fileprivate var limit: Int? {
    switch self {
    case .logs(_, _, let limit, _), .traceSearch(_, _, let limit, _): limit
    default: nil
    }
  }
}

extension Answer {
  /// Whether there is nothing in it to show.
  public var isEmpty: Bool {
    switch body {
    case .series(let series): series.allSatisfy { $0.samples.isEmpty && $0.histograms.isEmpty }
    case .logs(let lines): lines.isEmpty
    case .traces(let traces): traces.isEmpty
    case .trace(let trace): trace.map(\.spans.isEmpty) ?? true
    case .exemplars(let exemplars): exemplars.isEmpty
    default: false
    }
  }

  fileprivate func isCut(at limit: Int?) -> Bool {
    switch body {
    case .logs(let lines): lines.count >= limit ?? .max
    case .traces(let traces): traces.count >= limit ?? .max
    default: false
    }
  }

  fileprivate func part(in range: TimeRange) -> Answer {
    var part = self
    switch body {
    case .logs(let lines): part.body = .logs(lines.filter { range.contains($0.time) })
    case .traces(let traces): part.body = .traces(traces.filter { range.contains($0.start) })
    default: break
    }
    return part
  }
}

extension Result<Answer, QueryFailure> {
  fileprivate var lines: [LogLine]? {
    guard case .success(let answer) = self, case .logs(let lines) = answer.body else { return nil }
    return lines
  }
}
