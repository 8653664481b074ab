internal import Analysis
internal import Telemetry

extension DrilldownPane {
  /// Whether the comparison is worked out from traces: the server cannot, or the person wants it so.
  func comparesBySample(in context: Context) -> Bool {
    let scope = scope(in: context)
    return compare.prefersSample || compare.gridFailure?.scope == scope || compare.failure?.scope == scope
  }

  func compareQuestions(_ source: SourceID, in context: Context) -> [Question] {
    let (scope, range) = (scope(in: context), context.range)
    var questions = [Question]()
    let isRefused = compare.gridFailure.map { $0.scope == scope && $0.isFinal } ?? false
    if !isRefused, let text = try? Heatmap.durations(of: filter) {
      let query = Query.traceMetricsRange(TraceQL: text, range: range, step: DurationGrid.step(for: range))
      questions.append(Question("histogram", source, query, goodFor: Self.goodFor))
    }
    let isKnown = compare.gridScope == scope || compare.against == .failing || compare.box != nil
    guard comparesBySample(in: context) else {
      if isKnown, let text = try? compare.selection?.comparison(in: filter) {
        let query = Query.traceMetricsInstant(TraceQL: text, range: range)
        questions.append(Question("compare", source, query, goodFor: Self.goodFor))
      }
      return questions
    }
    questions += searchQuestions(source, in: context)
    if isKnown, let selection = compare.selection, let text = try? selection.search(in: filter) {
      let search = Query.traceSearch(
        TraceQL: text, range: selection.range ?? range, limit: Self.searchLimit, spansPerSet: 3)
      questions.append(Question("selected", source, search, goodFor: Self.goodFor))
    }
    return questions + sample.questions(source)
  }

  mutating func takeComparison(
    _ answer: Answer, to question: Question, in context: Context
  ) -> [Request] {
    let scope = scope(in: context)
    switch (question.slot, answer.body) {
    case ("histogram", .series(let series)):
      compare.gridFailure = nil
      let step = question.query.step ?? DurationGrid.step(for: context.range)
      let grid = DurationGrid(Heatmap(traceBuckets: series), step: step, range: context.range)
      compare.take(grid, sampled: false, scope)
      // The other selections did not wait for it.
      let waited = compare.box == nil && compare.against == .slow
      return waited ? askMissing(["compare", "selected"], in: context) : []
    case ("compare", .series(let series)):
      let comparison = AttributeComparison(compare: series, ignoring: compare.selection?.ignored ?? [])
      compare.failure = nil
      compare.take(comparison, of: compare.selection, scope, height: listHeight(in: context))
      return []
    case ("selected", .traces(let traces)):
      compare.selected.take(traces, scope)
      return takeFound(in: context)
    default: return []
    }
  }

  mutating func comparisonFailed(
    _ failure: QueryFailure, _ question: Question, in context: Context
  ) -> [Request] {
    let failed = Failed(scope(in: context), failure)
    if question.slot == "histogram" {
      compare.gridFailure = failed
    } else {
      compare.failure = failed
    }
    takeSampledGrid(in: context)
    chooseSample(in: context)
    return askMissing(Set(FoundTraces.slots + ["selected", "traces"]), in: context)
  }

  /// The histogram from what a search found, where the server does not count.
  mutating func takeSampledGrid(in context: Context) {
    let scope = scope(in: context)
    guard compare.gridFailure?.scope == scope, hasFound(in: context) else { return }
    let step = DurationGrid.step(for: context.range)
    let heat = Heatmap(matchesOf: found.traces, step: step)
    compare.take(DurationGrid(heat, step: step, range: context.range), sampled: true, scope)
  }

  /// The longest of the selection, and others from the whole list, spread over it.
  func comparedTraces(in context: Context) -> [TraceID] {
    let scope = scope(in: context)
    guard hasFound(in: context), compare.selected.has(scope) else { return [] }
    let chosen = TraceSample.choice(
      compare.selected.traces.sorted { $0.durationNanoseconds > $1.durationNanoseconds },
      atMost: Self.sampledSide)
    let isSelected = Set(compare.selected.traces.map(\.id))
    let others = found.traces.filter { !isSelected.contains($0.id) }
    return chosen + TraceSample.spread(others, atMost: Self.sampledSide)
  }

  mutating func workOutComparison(of trees: [TraceTree], in context: Context) {
    guard comparesBySample(in: context), let selection = compare.selection else { return }
    let isListed = Set(compare.selected.traces.map(\.id))
    // What a loaded trace cannot tell, the server's list does.
    let sides = Dictionary(
      trees.map { tree in
        (tree.trace.id, (try? selection.isIn(tree, filter: filter)) ?? isListed.contains(tree.trace.id))
      }, uniquingKeysWith: { first, _ in first })
    let comparison = AttributeComparison(
      traces: trees.map(\.trace), ignoring: selection.ignored, isSelected: { sides[$0.id] })
    compare.take(comparison, of: selection, scope(in: context), height: listHeight(in: context))
  }
}
