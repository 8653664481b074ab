public import Analysis
public import Canvas
public import Telemetry

/// The screens a digit opens, and those that lie behind them.
public enum PaneKind: String, Hashable, Sendable, CaseIterable {
  case overview, metrics, traces, logs, waterfall
  /// All metrics there are, and how the server that has them is.
  case browser, server
  /// Why the spans of a search are slow or fail.
  case drilldown
  /// Who calls whom.
  case services
  /// Other views of one trace, and of two.
  case flame, traceServices, comparison
  /// Budgets and how fast they burn; one of them.
  case objectives, objective
  /// Who answers whoever probes.
  case probes
  /// What fires, and what somebody wrote down for it.
  case alerts, runbook
  /// Whether the sources and the ties between them work.
  case doctor

  /// The tab that is lit while this pane is open.
  public var tab: PaneKind {
    switch self {
    case .waterfall, .drilldown, .services, .flame, .traceServices, .comparison: .traces
    case .browser, .server: .metrics
    case .objective: .objectives
    case .runbook: .alerts
    default: self
    }
  }
}

/// A part of a pane that is filled by one question at a time to each of its sources.
public struct Slot: Hashable, Sendable, ExpressibleByStringLiteral {
  public var name: String
  public init(_ name: String) { self.name = name }
  public init(stringLiteral value: String) { name = value }
}

/// What a pane wants to know, from whom, and which part of it the answer fills.
public struct Question: Hashable, Sendable {
  public var slot: Slot
  public var source: SourceID
  public var query: Query
  /// How long an answer stays good enough not to be asked for again by the clock; `nil`: until the
  /// next refresh. A key asks at once all the same.
  public var goodFor: Duration?

  public init(_ slot: Slot, _ source: SourceID, _ query: Query, goodFor: Duration? = nil) {
    self.slot = slot
    self.source = source
    self.query = query
    self.goodFor = goodFor
  }
}

/// What a pane asks of the console after a command, a key or an answer.
public enum Request: Sendable {
  case ask(Question)
  /// Ask once the cursor has rested for a moment, so that moving over a list asks nothing. What these
  /// parts of the pane waited for is taken back at once.
  case askAtRest([Question], instead: Set<Slot>)
  /// Do this beside the main thread; the pane receives what comes of it.
  case prepare(Preparation)
  /// Ask everything in `questions(in:)` again.
  case refresh
  /// Put this pane in front; the present one goes onto the trail.
  case open(any Pane)
  /// Take the strongest jump to a signal from this pane's anchor (the same as its key).
  case jump(Signal)
  case window(Window)
  case focus(String?)
  /// The moment pointed at, for all panes.
  case crosshair(Instant?)
  /// Take these jumps, one after the other until one finds something.
  case follow([Jump])
  case copy(String)
  case save(SavedFile)
  /// Change something on a server; the key that leads here must have been confirmed.
  case write(SourceID, Write)
  /// The trace that the next one is compared with; `nil`: none.
  case mark(WaterfallPane?)
  /// One line at the bottom until the next key.
  case say(String)
}

/// One view of the console as a plain value: copying it keeps the place exactly.
///
/// Nothing here may wait, look at a clock or reach a server: `context` is all it knows of the
/// world, requests are all it can do to it.
public protocol Pane: Sendable {
  var kind: PaneKind { get }
  /// The crumb in the trail: `p99 jellyfin`, `trace 4bf92f35`.
  var title: String { get }

  /// Everything the pane must ask to fill itself as it stands. Asked when it opens, on refresh and
  /// when the window or focus changes.
  func questions(in context: Context) -> [Question]

  /// An answer to one of its questions; may ask on.
  mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request]
  /// A question that failed for good. The console keeps and shows the failure (`ViewContext`); a
  /// pane needs this only when it has something else to try.
  mutating func receive(_ failure: QueryFailure, to question: Question, in context: Context)
    -> [Request]

  /// What came of `Request.prepare`.
  mutating func receive(_ prepared: Prepared, in context: Context) -> [Request]
  /// A second passed: for what has to wait before it can be asked.
  mutating func tick(in context: Context) -> [Request]

  /// The room changed.
  mutating func fit(in context: Context)
  /// The cursor of the pane in the other half of a split rests on this: mark it. `moving`: the own cursor
  /// goes there too.
  mutating func attend(to anchor: Anchor, moving: Bool, in context: Context)

  /// What became of a change it asked for.
  mutating func receive(
    _ result: Result<Answer, QueryFailure>, of write: Write, by source: SourceID, in context: Context
  ) -> [Request]

  /// Does a command of the keymap; `nil` when the command means nothing here.
  mutating func perform(_ command: Command, in context: Context) -> [Request]?
  /// Why a command cannot act at this moment; shown when its key is pressed. `nil`: it can.
  func refusal(of command: Command, in context: Context) -> String?

  /// True while keys are text for the pane's prompt.
  var isTyping: Bool { get }
  /// What the keys do while typing, for the bottom line; `nil`: what they do in every query prompt.
  var typingHints: [(keys: [Key], text: String)]? { get }
  /// A key while typing; `nil` when the prompt has no use for it.
  mutating func type(_ key: Key, in context: Context) -> [Request]?
  mutating func paste(_ text: String, in context: Context) -> [Request]

  /// What the cursor rests on, for jumps; `nil` when there is nothing.
  func anchor(in context: Context) -> Anchor?
  /// The commands worth a place in the bottom line, most useful first.
  func hints(in context: Context) -> [Command]
  /// What a command does on this pane right now, in a word or two for the bottom line; `nil`: the
  /// same as anywhere.
  func hint(for command: Command, in context: Context) -> String?

  /// Why a question is asked as it is, for the page of queries; `nil`: its slot says enough.
  func explanation(of question: Question, in context: Context) -> String?

  func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext)
  /// How often to ask again while the pane follows something; `nil` leaves it to the console.
  var refreshEvery: Duration? { get }

  /// Where the terminal's cursor stands while typing.
  func cursor(in area: Rect, _ view: ViewContext) -> Point?
}

extension Pane {
  public mutating func receive(
    _ failure: QueryFailure, to question: Question, in context: Context
  ) -> [Request] { [] }
  public mutating func receive(_ prepared: Prepared, in context: Context) -> [Request] { [] }
  public mutating func tick(in context: Context) -> [Request] { [] }
  public mutating func fit(in context: Context) {}
  public mutating func attend(to anchor: Anchor, moving: Bool, in context: Context) {}
  public mutating func receive(
    _ result: Result<Answer, QueryFailure>, of write: Write, by source: SourceID, in context: Context
  ) -> [Request] { [] }
  public func refusal(of command: Command, in context: Context) -> String? { nil }
  public func hint(for command: Command, in context: Context) -> String? { nil }
  public func explanation(of question: Question, in context: Context) -> String? { nil }
  public var refreshEvery: Duration? { nil }
  public var isTyping: Bool { false }
  public var typingHints: [(keys: [Key], text: String)]? { nil }
  public mutating func type(_ key: Key, in context: Context) -> [Request]? { nil }
  public mutating func paste(_ text: String, in context: Context) -> [Request] { [] }
  public func cursor(in area: Rect, _ view: ViewContext) -> Point? { nil }
}

/// How the questions of one slot stand.
public struct SlotStatus: Hashable, Sendable {
  public var question: Question
  /// When the unanswered question was asked.
  public var pendingSince: Instant?
  public var answeredAt: Instant?
  /// Why the latest question has no answer; older data may still be on screen.
  public var failure: QueryFailure?
  public var warnings: [String]
  public var partial: Bool
  public var jump: Jump?

  public init(
    question: Question, pendingSince: Instant? = nil, answeredAt: Instant? = nil,
    failure: QueryFailure? = nil, warnings: [String] = [], partial: Bool = false, jump: Jump? = nil
  ) {
    self.question = question
    self.pendingSince = pendingSince
    self.answeredAt = answeredAt
    self.failure = failure
    self.warnings = warnings
    self.partial = partial
    self.jump = jump
  }
}

/// What drawing may look at beside the pane itself.
public struct ViewContext: Sendable {
  public var context: Context
  /// Of the pane's own slots, in the order asked.
  public var slots: [SlotStatus]

  public init(context: Context, slots: [SlotStatus]) {
    self.context = context
    self.slots = slots
  }

  public func statuses(of slot: Slot) -> [SlotStatus] { slots.filter { $0.question.slot == slot } }

  /// True until the first answer or failure of every source of the slot.
  public func isWaiting(for slot: Slot) -> Bool {
    let all = statuses(of: slot)
    return !all.isEmpty && all.allSatisfy { $0.answeredAt == nil && $0.failure == nil }
  }
}
