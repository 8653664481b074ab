internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

extension DrilldownPane {
  func breakdownQuestions(_ source: SourceID, in context: Context) -> [Question] {
    let range = context.range
    let tags =
      breakdown.picker == nil && breakdown.tagsScope == nil
      ? [] : [Question("tags", source, .traceTags(filter: nil, range: range), goodFor: Self.goodFor)]
    if let failed = breakdown.failure, failed.scope == scope(in: context), failed.isFinal {
      return searchQuestions(source, in: context) + sample.questions(source) + tags
    }
    let asked = Breakdown.Question.allCases.compactMap { question -> Question? in
      guard let text = try? Breakdown.query(question, filter: filter, by: breakdown.field) else { return nil }
      return Question(
        Slot(question.rawValue), source, .traceMetricsInstant(TraceQL: text, range: range),
        goodFor: Self.goodFor)
    }
    let isSampled = breakdown.failure?.scope == scope(in: context)
    return asked + (isSampled ? searchQuestions(source, in: context) + sample.questions(source) : []) + tags
  }

  mutating func pick(_ field: TraceField, in context: Context) -> [Request] {
    breakdown.picker = nil
    guard field != breakdown.field else { return [] }
    breakdown.breakDown(by: field)
    workOut(in: context)
    return askMissing(in: context)
  }

  mutating func narrowBreakdown(_ isIncluded: Bool) -> [Request] {
    guard let line = breakdown.current else { return [.say("nothing is under the cursor")] }
    let literal = line.literal(of: breakdown.field)
    guard
      let text = try? TraceSearchBuilder.including(
        breakdown.field, literal, in: filter, isExcluded: !isIncluded)
    else { return [.say("this filter cannot be narrowed here; i edits it")] }
    return run(text)
  }
}
