internal import Analysis
internal import Telemetry

/// One question of a jump, and what came of it.
struct JumpAttempt: Sendable {
  var jump: Jump
  var ticket: Ticket
  var result: Result<Answer, QueryFailure>?
}

/// A jump under way. Questions that are equally strong are asked at once, and beside them the same ones over
/// the most time: a jump that has to look farther takes no longer than its slowest question. The first of
/// them in order that finds something is where it leads; then weaker ones.
///
/// ```
/// identity ┐     labels ┐
/// …  ±1 h  ┴──▶  … ±1 h ┴──▶ which values are there?
/// ```
/// Where the answer over the most time was cut at its limit, or failed, the ranges between are asked one
/// after the other.
struct JumpInProgress: Sendable {
  enum Purpose: Sendable {
    case target
    /// The exemplars of the query on screen, before the real jumps are known.
    case exemplars(of: Anchor)
    /// The values of the label that did not match.
    case explanation(of: Jump)
    /// The labels that may name services instead, then their values.
    case learning(after: Jump, values: [String: [String]])
  }

  enum Outcome: Sendable {
    case waiting, nothing
    case found(JumpAttempt, Answer)
  }

  var signal: Signal
  var purpose: Purpose
  /// What the jump started from; `nil` for jumps of a pane's own making.
  var anchor: Anchor?
  /// What was learnt on the way; it is learnt once only.
  var learnt: [String] = []
  var attempts: [JumpAttempt] = []
  /// Not asked yet, strongest first.
  var remaining: [Jump] = []
  /// What was tried and found nothing, in words.
  var tried: [String] = []
  /// The first question that matched nothing by its label.
  var unmatched: Jump?
  var explanation: String?
  /// Whether it fills the other half of a split rather than opening a place.
  var isBeside = false
  /// When the questions now out were asked.
  var since = Instant(seconds: 0)

  init(signal: Signal, purpose: Purpose, remaining: [Jump] = [], tried: [String] = []) {
    self.signal = signal
    self.purpose = purpose
    self.remaining = remaining
    self.tried = tried
  }

  func waits(for ticket: Ticket) -> Bool { attempts.contains { $0.ticket == ticket } }

  /// The strongest question that is still out.
  var current: Jump? { attempts.first { $0.result == nil }?.jump }

  var pendingTickets: [Ticket] { attempts.filter { $0.result == nil }.map(\.ticket) }

  mutating func settle(_ ticket: Ticket, _ result: Result<Answer, QueryFailure>) {
    guard let index = attempts.firstIndex(where: { $0.ticket == ticket }) else { return }
    attempts[index].result = result
  }

  /// A weaker answer waits for the stronger questions before it.
  var outcome: Outcome {
    for attempt in attempts {
      switch attempt.result {
      case nil: return .waiting
      case .success(let answer)? where !answer.isEmpty:
        guard let (jump, answer) = attempt.jump.narrowed(to: answer) else { return .nothing }
        var found = attempt
        found.jump = jump
        return .found(found, answer)
      default: continue
      }
    }
    return .nothing
  }

  /// What to do when nothing was found: what the widest questions left open, before anything weaker.
  func afterNothing() -> JumpInProgress {
    var next = self
    var (wider, silent) = ([Jump](), Set<SourceID>())
    for attempt in attempts where !attempt.jump.isWidest {
      let jump = attempt.jump
      if case .failure(let failure)? = attempt.result {
        next.tried.append("\(jump.fullReason): \(failure.told)")
        if [.unreachable, .timedOut].contains(failure.reason) { silent.insert(jump.source) }
      } else if let widest = widest(of: jump), case .success(let answer)? = widest.result, answer.isEmpty {
        next.tried.append("\(widest.jump.fullReason): \(jump.absence)")
      } else if let widened = jump.widened() {
        wider.append(widened)
      } else {
        next.tried.append("\(jump.fullReason): \(jump.absence)")
      }
      if case .success? = attempt.result, next.unmatched == nil, jump.match != nil { next.unmatched = jump }
    }
    next.attempts = []
    next.remaining.insert(contentsOf: wider, at: 0)
    // Whoever answers none of these questions will not answer the next.
    for attempt in attempts { if case .success? = attempt.result { silent.remove(attempt.jump.source) } }
    next.remaining.removeAll { silent.contains($0.source) }
    return next
  }

  private func widest(of jump: Jump) -> JumpAttempt? {
    attempts.first { $0.jump.isWidest && $0.jump.source == jump.source && $0.jump.asksLike(jump) }
  }

  /// Takes those of what remains that are as strong as the first of them and equally far reaching, and the
  /// same over the most time.
  mutating func takeStrongest() -> [Jump] {
    guard let first = remaining.first else { return [] }
    let taken = remaining.prefix { $0.strength == first.strength && $0.reach == first.reach }
    remaining.removeFirst(taken.count)
    return taken + taken.compactMap { $0.widest() }
  }

  /// Whether other sources were asked the same, so that their lines belong on the same screen.
  func isMerged(_ jump: Jump) -> Bool {
    attempts.contains { $0.jump.source != jump.source && $0.jump.asksLike(jump) }
  }

  /// Where the jump led and why, for the bottom line.
  func arrival(by jump: Jump, _ answer: Answer) -> String {
    var text = jump.tie
    if case .logs(let lines) = answer.body, let note = jump.clockNote(lines.lazy.map(\.time)) {
      text += ", \(note)"
    }
    if !learnt.isEmpty { text += "; learnt: " + learnt.joined(separator: ", ") }
    if jump.strength > .identity, let stronger = tried.first { text += "; \(stronger)" }
    return text
  }

  /// Why the jump led nowhere: what would have to match first, then everything tried.
  var report: String {
    "no \(signal.rawValue) found: " + ([explanation].compactMap { $0 } + tried).joined(separator: "; ")
  }
}

extension Slot {
  /// The slot a jump's own question goes through, and the main one of every pane.
  static let jump: Slot = "jump"
  public static let main: Slot = "main"
}

extension Jump {
  /// What an empty answer means.
  fileprivate var absence: String {
    if case .trace = query { return "not stored at \(source): sampled out, expired or another tenant's" }
    return "nothing"
  }
}
