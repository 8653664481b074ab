internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

extension LogsPane {
  // MARK: Asking

  func panelQuestions(in context: Context) -> [Question] {
    switch part {
    case .fields: fieldQuestions(in: context)
    case .patterns: patternQuestions(in: context)
    default: []
    }
  }

  private func fieldQuestions(in context: Context) -> [Question] {
    let selector = LogQL.selectorText(of: query) ?? query
    return asked(in: context).flatMap { source in
      [
        Question("fields", source, .logFields(LogQL: sentQuery, range: context.range), goodFor: .minutes(1)),
        Question(
          "labels", source, .logDetectedLabels(selector: selector, range: context.range), goodFor: .minutes(1)
        ),
      ]
    }
  }

  private func patternQuestions(in context: Context) -> [Question] {
    guard let patterns, let selector = LogQL.selectorText(of: query) else { return [] }
    return asked(in: context).flatMap { source in
      [
        Question(
          "patterns", source, .logPatterns(selector: selector, range: patterns.range, step: patterns.step),
          goodFor: .days(1)),
        Question(
          "patterns.before", source,
          .logPatterns(selector: selector, range: patterns.rangeBefore, step: patterns.step),
          goodFor: .days(1)),
      ]
    }
  }

  public func explanation(of question: Question, in context: Context) -> String? {
    switch question.slot {
    case "older": "older lines, before those loaded"
    case "newer": "newer lines, which went to make room for older ones"
    case "new": "new lines, from a little before the last"
    case "patterns.before": "the same over the range before, to tell what is new"
    case "patterns.lines": "some lines of the range before, to tell which patterns are new"
    case "values": "the most frequent values over the range"
    case "p50", "p90", "p99": "\(question.slot.name) of the chosen field over the range"
    default: nil
    }
  }

  mutating func receivePanel(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    switch (question.slot, answer.body) {
    case ("fields", .logFields(let found)): fields?.take(found, areLabels: false, from: question.source)
    case ("labels", .logFields(let found)): fields?.take(found, areLabels: true, from: question.source)
    case (let slot, .series(let found)) where slot == "values" || Self.shares[slot] != nil:
      takeCounts(found, to: question)
    case ("patterns", .logPatterns(let found)):
      patterns?.take(found, isBefore: false, from: question.source)
      if patterns?.isFromServer == false { return minePatterns(in: context) }
    case ("patterns.before", .logPatterns(let found)):
      patterns?.take(found, isBefore: true, from: question.source)
    case ("patterns.lines", .logs(let lines)):
      patterns?.take(linesBefore: lines, from: question.source)
      return remine()
    case (_, .names), (_, .logFields):
      if question.slot.isForm { form?.receive(answer.body, to: question, at: context.now) }
    default: break
    }
    return []
  }

  /// Counts of the chosen field's values, or one of its quantiles.
  private mutating func takeCounts(_ series: [Series], to question: Question) {
    guard let name = fields?.entry?.name else { return }
    if let share = Self.shares[question.slot] {
      guard let value = series.first?.samples.last?.value, value.isFinite else { return }
      fields?.take(quantile: share, value, of: name, from: question.source)
      return
    }
    var counts: [String: Double] = [:]
    for one in series {
      guard let value = one.labels[name], let count = one.samples.last?.value, count.isFinite else {
        continue
      }
      counts[value, default: 0] += count
    }
    fields?.take(counts, of: name, from: question.source)
  }

  static let shares: [Slot: Double] = ["p50": 0.5, "p90": 0.9, "p99": 0.99]

  // MARK: Opening

  mutating func openFields(in context: Context) -> [Request] {
    if part == .fields {
      part = .lines
      return []
    }
    part = .fields
    fields = FieldsPanel(list.buffer, around: list.cursorIndex ?? 0)
    return fieldQuestions(in: context).map(Request.ask) + countValues(in: context)
  }

  mutating func openPatterns(in context: Context) -> [Request] {
    if part == .patterns {
      part = .lines
      return []
    }
    part = .patterns
    let step = max(Duration.seconds(10), context.range.duration / 30)
    patterns = PatternsPanel(
      over: context.range, step: .seconds(max(1, step.wholeNanoseconds / 1_000_000_000)))
    let questions = patternQuestions(in: context)
    return questions.isEmpty ? minePatterns(in: context) : questions.map(Request.ask)
  }

  /// Without a server's patterns those of the loaded lines are found, and compared with as many lines
  /// of the range before.
  mutating func minePatterns(in context: Context) -> [Request] {
    guard let panel = patterns, !panel.isMining, !list.isEmpty else { return [] }
    patterns?.isMining = true
    let page = LogPage(range: panel.rangeBefore, limit: Self.limit, direction: .backward)
    let questions = asked(in: context).map { Question("patterns.lines", $0, page.query(sentQuery)) }
    return remine() + questions.map(Request.ask)
  }

  private mutating func remine() -> [Request] {
    guard let mining = patterns?.mining(list.buffer) else { return [] }
    guard mining.isShort else { return [.prepare(.logPatterns(mining))] }
    patterns?.take(mining.mined())
    return []
  }

  /// The servers count the chosen field's values, and measure numbers, once the cursor rests on it.
  private func countValues(in context: Context) -> [Request] {
    guard let entry = fields?.entry else { return [] }
    let length = context.range.duration
    var texts: [(Slot, String?)] = [("values", entry.query.topValues(20, of: sentQuery, over: length))]
    for (slot, share) in Self.shares.sorted(by: { $0.value < $1.value }) {
      texts.append((slot, entry.query.quantile(share, of: sentQuery, over: length)))
    }
    let questions = asked(in: context).flatMap { source in
      texts.compactMap { slot, text in
        text.map { Question(slot, source, .logMetricInstant(LogQL: $0, at: context.range.end)) }
      }
    }
    return [.askAtRest(questions, instead: Set(texts.map(\.0)))]
  }

  // MARK: Keys

  func panelRefusal(of command: Command) -> String? {
    switch part {
    case .fields where fields?.entry == nil: "there is no field yet"
    case .fields where command != .exists && fields?.chosenValue == nil:
      "→ goes to the values of \(fields?.entry?.name ?? "the field"); + and - act on one, * on the field"
    case .patterns where patterns?.entry == nil: "there is no pattern yet"
    case .patterns where command == .exists: "* is for fields; + and - act on the pattern"
    default: nil
    }
  }

  mutating func performPanel(_ command: Command, in context: Context) -> [Request]? {
    switch part {
    case .fields: performFields(command, in: context)
    case .patterns: performPatterns(command, in: context)
    default: nil
    }
  }

  private mutating func performFields(_ command: Command, in context: Context) -> [Request]? {
    let height = max(1, panelHeight(in: context))
    switch command {
    case .up: fields?.move(by: -1, height: height)
    case .down: fields?.move(by: 1, height: height)
    case .pageUp: fields?.move(by: -height, height: height)
    case .pageDown: fields?.move(by: height, height: height)
    case .top: fields?.move(by: -100_000, height: height)
    case .bottom: fields?.move(by: 100_000, height: height)
    case .right, .open:
      let value = fields?.value ?? 0
      if fields?.values.isEmpty == false { fields?.value = value }
      return []
    case .left:
      fields?.value = nil
      return []
    case .include, .exclude, .exists:
      guard let entry = fields?.entry else { return [] }
      let value = fields?.chosenValue ?? ""
      return narrow(
        entry.name, at: entry.place,
        command == .exists ? .exists : command == .include ? .equal(value) : .notEqual(value))
    case .copy: return [.copy(fields?.chosenValue ?? fields?.entry?.name ?? "")]
    case .nextPart, .previousPart:
      part = .lines
      return []
    default: return nil
    }
    return fields?.value == nil ? countValues(in: context) : []
  }

  private mutating func performPatterns(_ command: Command, in context: Context) -> [Request]? {
    let height = max(1, panelHeight(in: context))
    switch command {
    case .up: patterns?.move(by: -1, height: height)
    case .down: patterns?.move(by: 1, height: height)
    case .pageUp: patterns?.move(by: -height, height: height)
    case .pageDown: patterns?.move(by: height, height: height)
    case .top: patterns?.move(by: -100_000, height: height)
    case .bottom: patterns?.move(by: 100_000, height: height)
    case .open:
      return patternText(isExcluded: false).map { [.open(LogsPane(query: $0, source: source))] } ?? []
    case .include, .exclude:
      guard let text = patternText(isExcluded: command == .exclude) else { return [] }
      return run(text)
    case .copy: return patterns?.entry.map { [.copy($0.template.text)] } ?? []
    case .nextPart, .previousPart: part = .lines
    default: return nil
    }
    return []
  }

  private func patternText(isExcluded: Bool) -> String? {
    patterns?.entry.flatMap { try? LogQL.including($0.template, in: query, isExcluded: isExcluded) }
  }

  func panelHeight(in context: Context) -> Int {
    let layout = LogsLayout(FrameLayout(context.size).body, promptHeight: prompt.height)
    return layout.list.height + layout.fields.height - 2
  }
}
