internal import Analysis
public import Canvas
internal import Languages
public import Telemetry

/// Why some of a filter's spans are slow or fail: what differs in them, how they divide, which
/// exceptions they threw and where in the structure of their traces the time goes.
///
/// Each part asks when it is shown for the first time. What a server cannot work out is worked out
/// from a sample of traces, and the part says so.
public struct DrilldownPane: Pane {
  enum Part: CaseIterable, Sendable { case compare, breakdown, exceptions, structure }

  /// What an answer was about: one of another scope is as good as none.
  struct Scope: Hashable, Sendable {
    var filter: String
    var source: SourceID?
    var window: Window
  }

  /// How long answers stay good by the clock: comparing costs a server seconds.
  static let goodFor: Duration = .minutes(5)
  /// Traces that a search for a selection lists, to choose a sample from.
  static let searchLimit = 200
  /// Traces a comparison fetches for the selection, and as many for the rest.
  static let sampledSide = 20
  /// Traces the other parts fetch.
  static let sampled = 30

  var prompt: QueryPrompt
  /// The TraceQL that says which spans this is about.
  var filter: String
  /// `nil`: the first there is.
  var chosenSource: SourceID?
  var part = Part.compare
  var compare = CompareState()
  var breakdown = BreakdownState()
  var exceptions = ExceptionState()
  var structure = StructureState()
  /// Traces of the filter, to sample from.
  var found = FoundTraces(slices: FoundTraces.slices)
  /// Failing traces of the filter.
  var failing = FoundTraces()
  var sample = TraceSample()

  public init(filter: String, source: SourceID? = nil) {
    self.filter = filter
    chosenSource = source
    prompt = QueryPrompt(.traceQL, text: filter)
  }

  /// All spans, or the focused service's.
  public static func exploring(focus: String?) -> DrilldownPane {
    DrilldownPane(filter: TracesPane.searching(focus: focus).query)
  }

  public var kind: PaneKind { .drilldown }
  public var title: String {
    TracesPane(query: filter).title.replacingTraces
  }

  func source(in context: Context) -> SourceID? {
    chosenSource ?? context.sources(of: .tempo).first
  }

  func scope(in context: Context) -> Scope {
    Scope(filter: filter, source: source(in: context), window: context.window)
  }

  /// Why the text is no filter; `nil`: it is one.
  var problem: String? {
    do {
      _ = try Heatmap.durations(of: filter)
      return nil
    } catch {
      return error.description
    }
  }

  /// Another filter: everything known was about the one before.
  mutating func run(_ text: String) -> [Request] {
    filter = text.allSatisfy(\.isWhitespace) ? "{ }" : text
    if prompt.text != filter { prompt.set(filter) }
    compare.forgetPlace()
    return [.refresh]
  }

  // MARK: Asking

  public func questions(in context: Context) -> [Question] {
    guard let source = source(in: context), problem == nil else { return [] }
    switch part {
    case .compare: return compareQuestions(source, in: context)
    case .breakdown: return breakdownQuestions(source, in: context)
    case .exceptions: return exceptionQuestions(source, in: context)
    case .structure: return structureQuestions(source, in: context)
    }
  }

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    switch (question.slot, answer.body) {
    case ("tags", .traceTags(let tags)):
      breakdown.take(tags, scope(in: context))
      return []
    case (let slot, .traces(let traces)) where FoundTraces.slice(of: slot) != nil:
      found.take(traces, slice: FoundTraces.slice(of: slot) ?? 0, scope(in: context))
      return takeFound(in: context)
    case ("failing", .traces(let traces)):
      failing.take(traces, scope(in: context))
      return takeFound(in: context)
    case (_, .trace(let trace)): return take(trace, for: question, in: context)
    case ("histogram", _), ("compare", _), ("selected", _):
      return takeComparison(answer, to: question, in: context)
    case ("rate", .series(let series)), ("errors", .series(let series)), ("quantiles", .series(let series)):
      breakdown.take(series, question.slot, scope(in: context), height: listHeight(in: context))
      return []
    case ("exceptions", .traces(let traces)):
      exceptions.take(found: traces, scope(in: context), height: listHeight(in: context))
      return []
    default: return []
    }
  }

  public mutating func receive(
    _ failure: QueryFailure, to question: Question, in context: Context
  ) -> [Request] {
    switch question.slot {
    case "histogram", "compare": return comparisonFailed(failure, question, in: context)
    case "rate":
      breakdown.failure = Failed(scope(in: context), failure)
      chooseSample(in: context)
      return askMissing(Set(FoundTraces.slots + ["traces"]), in: context)
    case "exceptions":
      exceptions.failure = Failed(scope(in: context), failure)
      return askMissing(["failing", "traces"], in: context)
    case let slot where FoundTraces.slice(of: slot) != nil:
      found.failed(slice: FoundTraces.slice(of: slot) ?? 0, scope(in: context))
      return takeFound(in: context)
    case let slot where TraceSample.isSlot(slot):
      guard case .trace(let id, _) = question.query else { return [] }
      sample.failed(id)
      return sampleGrew(in: context)
    default: return []
    }
  }

  /// What the part on screen still lacks.
  ///
  /// - Parameter slots: Only these, which an answer or a failure has just made possible.
  func askMissing(_ slots: Set<Slot>? = nil, in context: Context) -> [Request] {
    questions(in: context).filter { question in
      let slot: Slot = TraceSample.isSlot(question.slot) ? "traces" : question.slot
      return slots?.contains(slot) ?? true && isMissing(question, in: context)
    }.map(Request.ask)
  }

  private func isMissing(_ question: Question, in context: Context) -> Bool {
    let scope = scope(in: context)
    switch question.slot {
    case "failing": return !failing.has(scope)
    case "histogram": return compare.gridScope != scope
    case "compare": return compare.comparedScope != scope || compare.compared != compare.selection
    case "selected": return !compare.selected.has(scope)
    case "rate", "errors", "quantiles": return !breakdown.has(question.slot, scope)
    case "tags": return breakdown.tagsScope != scope
    case "exceptions": return exceptions.scope != scope
    case let slot: return FoundTraces.slice(of: slot).map { !found.has(slice: $0, scope) } ?? true
    }
  }

  public var isTyping: Bool { prompt.isEditing || breakdown.picker != nil }
  public var typingHints: [(keys: [Key], text: String)]? {
    prompt.isEditing ? nil : AttributePicker.typingHints
  }

  public func cursor(in area: Rect, _ view: ViewContext) -> Point? {
    prompt.cursor(in: DrilldownLayout(area, promptHeight: prompt.height).prompt)
  }
}

extension DrilldownPane: PromptingPane {
  func promptSources(in context: Context) -> [SourceID] { source(in: context).map { [$0] } ?? [] }
}

/// Why a question of one scope has no answer.
struct Failed: Equatable, Sendable {
  var scope: DrilldownPane.Scope
  var failure: QueryFailure

  init(_ scope: DrilldownPane.Scope, _ failure: QueryFailure) {
    (self.scope, self.failure) = (scope, failure)
  }

  /// Whether asking again would only be refused again.
  var isFinal: Bool {
    switch failure.reason {
    case .refused, .notFound, .unsupported, .serverFault: true
    default: false
    }
  }
}

extension String {
  /// `traces jellyfin` as the trail calls what is drilled into.
  fileprivate var replacingTraces: String {
    hasPrefix("traces") ? "drilldown" + dropFirst("traces".count) : self
  }
}
