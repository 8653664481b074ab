internal import Analysis
internal import Telemetry

/// A jump that matched nothing by its label looks, once, for the label or the name that the source uses
/// instead; what it finds holds for every later jump.
extension State {
  /// The values of the label that did not match have come: they may explain it, or teach another name.
  mutating func explain(_ unmatched: Jump, of jump: JumpInProgress) -> [Effect] {
    var jump = jump
    guard case .success(let answer)? = jump.attempts.first?.parts.first?.result, let values = answer.values else {
      return giveUp(jump)
    }
    jump.explanation = unmatched.mismatch(among: values)
    guard let match = unmatched.match, !match.values.contains(where: values.contains) else { return giveUp(jump) }
    jump.purpose = .learning(after: unmatched, values: [match.label: values])
    guard let question = context.correlator.namesQuestion(after: unmatched) else { return learn(jump) }
    return begin(jump, asking: [unmatched.asking(question)])
  }

  /// Label names lead to the question for their values; values end it.
  mutating func continueLearning(_ jump: JumpInProgress) -> [Effect] {
    guard jump.pendingTickets.isEmpty, case .learning(let unmatched, var values) = jump.purpose else { return [] }
    var jump = jump
    var names: [String] = []
    for part in jump.attempts.flatMap(\.parts) {
      guard case .success(let answer)? = part.result, let found = answer.values else { continue }
      switch part.query {
      case .logLabelValues(let label, _, _): values[label] = found
      default: names = found
      }
    }
    jump.purpose = .learning(after: unmatched, values: values)
    let questions = context.correlator.valueQuestions(names: names, after: unmatched)
    return questions.isEmpty ? learn(jump) : begin(jump, asking: questions.map(unmatched.asking))
  }

  private mutating func learn(_ jump: JumpInProgress) -> [Effect] {
    guard case .learning(let unmatched, let values) = jump.purpose, let anchor = jump.anchor, jump.learnt.isEmpty,
      context.correlator.learn(values, of: anchor, after: unmatched)
    else { return giveUp(jump) }
    var again = JumpInProgress(signal: jump.signal, purpose: .target, tried: jump.tried)
    again.anchor = anchor
    again.isBeside = jump.isBeside
    again.learnt = [context.correlator.learnt.notes.last ?? "another name"]
    let jumps = context.correlator.jumps(from: anchor).compactMap { try? $0.get() }.filter { $0.to == jump.signal }
    return begin(again, asking: jumps)
  }

  private mutating func giveUp(_ jump: JumpInProgress) -> [Effect] {
    keep(nil, isBeside: jump.isBeside)
    return say(jump.report, of: jump)
  }
}
