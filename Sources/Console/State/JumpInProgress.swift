internal import Analysis
internal import Telemetry

/// One of the ways a jump may lead, its questions, and what came of them.
struct JumpAttempt: Sendable {
  struct Part: Sendable {
    var query: Query
    var ticket: Ticket
    var result: Result<Answer, QueryFailure>?
  }

  var jump: Jump
  /// As `Jump.questions`.
  var parts: [Part]

  var landed: Jump.Landed { jump.landed(on: parts.map(\.result)) }
  var isPending: Bool { parts.contains { $0.result == nil } }
  var failure: QueryFailure? {
    for case .failure(let failure)? in parts.map(\.result) { return failure }
    return nil
  }

  /// What came of it, where it led nowhere.
  var told: String {
    if let failure { return "\(jump.fullReason): \(failure.told)" }
    var widest = jump
    widest.reach = jump.widening?.margins.last
    return "\(widest.fullReason): \(jump.absence)"
  }
}

/// A jump under way. All that may lead there is asked at once, so that a jump takes no longer than its slowest
/// question; the first in order that finds something is where it leads.
///
/// ```
/// identity ┐
/// labels   ├──▶ the strongest that found something, else: which values are there?
/// time     ┘
/// ```
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

  var signal: Signal
  var purpose: Purpose
  /// What the jump started from; `nil` for jumps of a pane's own making.
  var anchor: Anchor?
  /// What was learnt on the way; it is learnt once only.
  var learnt: [String] = []
  var attempts: [JumpAttempt] = []
  /// What was tried and found nothing, in words.
  var tried: [String] = []
  /// The first question that matched nothing by its label.
  var unmatched: Jump?
  var explanation: String?
  /// Whether any source answered at all.
  private(set) var hasAnswers = true
  /// Whether the id of a trace was known.
  private(set) var isByID = false
  /// Whether it fills the other half of a split rather than opening a place.
  var isBeside = false
  /// When the questions now out were asked.
  var since = Instant(seconds: 0)

  init(signal: Signal, purpose: Purpose, tried: [String] = []) {
    self.signal = signal
    self.purpose = purpose
    self.tried = tried
  }

  private var parts: [JumpAttempt.Part] { attempts.flatMap(\.parts) }

  func waits(for ticket: Ticket) -> Bool { parts.contains { $0.ticket == ticket } }

  /// The strongest question that is still out.
  var current: Jump? { attempts.first(where: \.isPending)?.jump }

  var pendingTickets: [Ticket] { parts.filter { $0.result == nil }.map(\.ticket) }

  /// The same question, already asked on this way.
  func asked(_ query: Query, of source: SourceID) -> JumpAttempt.Part? {
    parts.first { $0.query == query && $0.ticket.source == source }
  }

  mutating func settle(_ ticket: Ticket, _ result: Result<Answer, QueryFailure>) {
    for (index, attempt) in attempts.enumerated() {
      for part in attempt.parts.indices where attempt.parts[part].ticket == ticket {
        attempts[index].parts[part].result = result
      }
    }
  }

  /// A weaker answer waits for the stronger questions before it.
  var landed: Jump.Landed {
    for attempt in attempts {
      let landed = attempt.landed
      if case .nothing = landed { continue }
      return landed
    }
    return .nothing
  }

  /// Keeps what was tried, in words, and what may explain that it found nothing.
  mutating func concludeNothing() {
    hasAnswers = attempts.isEmpty || attempts.contains { $0.failure == nil }
    if case .trace? = attempts.first?.jump.query { isByID = true }
    tried += attempts.map(\.told)
    unmatched = attempts.first { $0.failure == nil && $0.jump.match != nil }?.jump
    attempts = []
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
    let stronger = tried.first ?? attempts.first { $0.jump.strength < jump.strength }?.told
    if jump.strength > .identity, let stronger { text += "; \(stronger)" }
    return text
  }

  /// Why the jump led nowhere: an id that is not there, else what would have to match, then everything tried.
  var report: String {
    let reasons = isByID ? tried + [explanation].compactMap(\.self) : [explanation].compactMap(\.self) + tried
    let outcome = hasAnswers ? "no \(signal.rawValue) found" : "nobody answered for \(signal.rawValue)"
    return "\(outcome): " + reasons.joined(separator: "; ")
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
