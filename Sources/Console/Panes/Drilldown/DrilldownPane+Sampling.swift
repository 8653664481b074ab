internal import Analysis
internal import Telemetry

extension DrilldownPane {
  /// The lists that samples are chosen from.
  func searchQuestions(_ source: SourceID, in context: Context) -> [Question] {
    FoundTraces.slots.enumerated().map { slice, slot in
      let range = FoundTraces.range(slice, of: context.range)
      let search = Query.traceSearch(TraceQL: filter, range: range, limit: FoundTraces.limit, spansPerSet: 3)
      return Question(slot, source, search, goodFor: Self.goodFor)
    }
  }

  /// Whether every slice of the search has answered or failed.
  func hasFound(in context: Context) -> Bool { found.isWhole(scope(in: context)) }

  /// The traces the part on screen works from.
  func wantedTraces(in context: Context) -> [TraceID] {
    let scope = scope(in: context)
    switch part {
    case .compare: return comparesBySample(in: context) ? comparedTraces(in: context) : []
    case .breakdown where breakdown.failure?.scope != scope: return []
    case .breakdown, .structure:
      return hasFound(in: context) ? TraceSample.spread(found.traces, atMost: Self.sampled) : []
    case .exceptions:
      guard exceptions.failure?.scope == scope, failing.has(scope) else { return [] }
      return TraceSample.spread(failing.traces, atMost: Self.sampled)
    }
  }

  /// A list of traces arrived, or another part is shown: chooses what to fetch, and works out what is
  /// there already.
  mutating func takeFound(in context: Context) -> [Request] {
    if part == .compare { takeSampledGrid(in: context) }
    chooseSample(in: context)
    workOut(in: context)
    return askMissing(["selected", "traces"], in: context)
  }

  mutating func chooseSample(in context: Context) {
    sample.want(wantedTraces(in: context))
    let listed = found.traces + failing.traces + compare.selected.traces
    sample.keep(Set(listed.map(\.id)))
  }

  mutating func take(_ trace: Trace?, for question: Question, in context: Context) -> [Request] {
    guard case .trace(let id, _) = question.query else { return [] }
    if let trace, !trace.spans.isEmpty { sample.take(trace) } else { sample.failed(id) }
    return sampleGrew(in: context)
  }

  mutating func sampleGrew(in context: Context) -> [Request] {
    if sample.isWorthACount { workOut(in: context) }
    guard let source = source(in: context), let next = sample.next(source) else { return [] }
    return [.ask(next)]
  }

  /// Counts the sample anew for the part on screen.
  mutating func workOut(in context: Context) {
    let (scope, trees) = (scope(in: context), sample.present)
    guard !sample.wanted.isEmpty else { return }
    switch part {
    case .compare: workOutComparison(of: trees, in: context)
    case .breakdown:
      breakdown.take(sampled: trees, filter: filter, scope, height: listHeight(in: context))
    case .exceptions:
      exceptions.take(sampled: trees, scope, height: listHeight(in: context))
    case .structure:
      structure.take(trees, scope, height: listHeight(in: context))
    }
  }

  func structureQuestions(_ source: SourceID, in context: Context) -> [Question] {
    searchQuestions(source, in: context) + sample.questions(source)
  }

  func exceptionQuestions(_ source: SourceID, in context: Context) -> [Question] {
    let range = context.range
    if let failed = exceptions.failure, failed.scope == scope(in: context), failed.isFinal {
      guard let text = try? TraceSelection.failing.search(in: filter) else { return [] }
      let search = Query.traceSearch(TraceQL: text, range: range, limit: Self.searchLimit, spansPerSet: 3)
      return [Question("failing", source, search, goodFor: Self.goodFor)] + sample.questions(source)
    }
    guard let text = try? ExceptionGroups.query(filter: filter) else { return [] }
    let search = Query.traceSearch(TraceQL: text, range: range, limit: Self.searchLimit, spansPerSet: 20)
    return [Question("exceptions", source, search, goodFor: Self.goodFor)]
  }
}
