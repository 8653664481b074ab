internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

/// A search put together row by row, for people who do not write LogQL. The query it makes is always in
/// sight; names and values are completed from the servers, narrowed by the other rows.
struct LogForm: Sendable {
  enum Part { case name, value }

  enum Outcome: Equatable {
    case editing, left
    case run(String)
  }

  private(set) var rows: [LogSearchBuilder.Row]
  private(set) var parser: LogSearchBuilder.Parser
  /// The row being edited; `rows.count` is the choice of the parser.
  private(set) var cursor = 0
  private(set) var part = Part.value
  private(set) var field = TextField()
  /// The candidate that Enter takes; `nil` while the person only types.
  private(set) var picked: Int?
  /// Whether the query that was on screen could be shown as rows.
  let isFilled: Bool
  private var cache = CompletionCache()
  private var asked: [Query: CompletionSubject] = [:]
  private var waiting: Set<Query> = []

  /// Opens with the conditions of a query, where rows can show them.
  init(query: String) {
    let found = LogSearchBuilder(LogQL: query)
    isFilled = found != nil
    parser = found?.parser ?? .none
    let given = (found?.rows ?? []).filter {
      $0 != LogSearchBuilder.Row(.label("service_name"), .matches, ".+")
    }
    let labels = given.filter { if case .label = $0.subject { true } else { false } }
    let lines = given.filter { $0.subject == .line }
    let fields = given.filter { if case .field = $0.subject { true } else { false } }
    let hasService = labels.contains { $0.subject == .label("service_name") }
    rows = (hasService ? [] : [LogSearchBuilder.Row(.label("service_name"))]) + labels + [Self.blankLabel]
    rows += lines + [LogSearchBuilder.Row(.line)] + fields + [Self.blankField]
    open(row: 0)
  }

  private static let blankLabel = LogSearchBuilder.Row(.label(""))
  private static let blankField = LogSearchBuilder.Row(.field(""))

  // MARK: The query

  /// The query the rows make.
  var text: String { builder(without: nil).text }

  private func builder(without left: Int?) -> LogSearchBuilder {
    let kept = rows.enumerated().filter {
      $0.offset != left && $0.element.name != "" && $0.element.problem == nil
    }
    return LogSearchBuilder(rows: kept.map(\.element), parser: parser)
  }

  /// What is wrong with a row; shown below it.
  func problem(of row: LogSearchBuilder.Row) -> String? {
    if row.name == "" { return row.value.isEmpty ? nil : "which one? \u{2190} goes to its name" }
    return row.problem
  }

  /// What is wrong with the whole.
  var problem: String? { builder(without: nil).problem }

  // MARK: Completion

  /// What the list beside the rows shows; `nil` where there is nothing to choose from.
  var wanted: CompletionSubject? {
    guard rows.indices.contains(cursor) else { return nil }
    let others = builder(without: cursor)
    switch (rows[cursor].subject, part) {
    case (.label, .name): return .logLabels(selector: nil)
    case (.field, .name): return .logFields(query: others.text)
    case (.label(let name), .value) where !name.isEmpty:
      let hasLabel = others.rows.contains { if case .label = $0.subject { !$0.value.isEmpty } else { false } }
      return .logValues(label: name, selector: hasLabel ? LogQL.selectorText(of: others.text) : nil)
    case (.field(let name), .value) where !name.isEmpty:
      return .logFieldValues(field: name, query: others.text)
    default: return nil
    }
  }

  /// The best candidates for what is typed.
  var candidates: [String] {
    guard let wanted else { return [] }
    let all = cache.known(wanted).map(\.name)
    let typed = CandidateRanking.lowered(field.text)
    guard !typed.isEmpty else { return all }
    return all.enumerated().compactMap { index, name in
      CandidateRanking(of: name, for: typed).map { (rank: $0, index: index, name: name) }
    }.sorted { ($0.rank.rawValue, $0.index) < ($1.rank.rawValue, $1.index) }.map(\.name)
  }

  var isWaiting: Bool {
    wanted.map { subject in asked.contains { $0.value == subject && waiting.contains($0.key) } } ?? false
  }
  var failure: String? { wanted.flatMap(cache.failure) }

  /// What must be asked for the list.
  mutating func questions(to sources: [SourceID], in context: Context) -> [Question] {
    guard let wanted else { return [] }
    let query = wanted.query(over: context.range)
    let due = sources.filter { !cache.isFresh(wanted, from: $0, at: context.now) }
    guard !due.isEmpty, !waiting.contains(query) else { return [] }
    asked[query] = wanted
    waiting.insert(query)
    return due.map { Question(part == .name ? .formNames : .formValues, $0, query) }
  }

  mutating func receive(_ body: Answer.Body, to question: Question, at now: Instant) {
    waiting.remove(question.query)
    guard let subject = asked[question.query] else { return }
    cache.store(body, for: subject, from: question.source, at: now)
  }

  mutating func receive(_ failure: QueryFailure, to question: Question, at now: Instant) {
    waiting.remove(question.query)
    guard let subject = asked[question.query] else { return }
    cache.store(failure, for: subject, from: question.source, at: now)
  }

  // MARK: Keys

  mutating func press(_ key: Key) -> Outcome? {
    switch key {
    case .escape:
      guard picked != nil else { return .left }
      picked = nil
    case .enter: return enter()
    case .up where picked != nil: picked = picked.flatMap { $0 > 0 ? $0 - 1 : nil }
    case .down where picked != nil: picked = picked.map { min($0 + 1, max(0, candidates.count - 1)) }
    case .up: open(row: (cursor + rows.count) % (rows.count + 1))
    case .down: open(row: (cursor + 1) % (rows.count + 1))
    default: return cursor == rows.count ? pressInParser(key) : pressInRow(key)
    }
    return .editing
  }

  private mutating func pressInParser(_ key: Key) -> Outcome? {
    let all = LogSearchBuilder.Parser.allCases
    let index = all.firstIndex(of: parser) ?? 0
    switch key {
    case .right, .backTab, .character(" "): parser = all[(index + 1) % all.count]
    case .left: parser = all[(index + all.count - 1) % all.count]
    case .tab: open(row: 0)
    default: return nil
    }
    return .editing
  }

  private mutating func pressInRow(_ key: Key) -> Outcome? {
    let isNamed = rows[cursor].name != nil
    switch key {
    case .tab: complete()
    case .backTab, .control("t"): turnOperator()
    case .left where part == .value && field.cursor == 0 && isNamed: open(row: cursor, .name)
    case .right where part == .name && field.cursor == field.characters.count: open(row: cursor, .value)
    case .character(let character) where part == .value && field.isEmpty && "=!<>~".contains(character):
      takeOperator(character)
    case .character("=") where part == .name: open(row: cursor, .value)
    default:
      let old = field.text
      guard field.handle(key) else { return nil }
      if field.text != old { store() }
    }
    return .editing
  }

  mutating func insert(_ text: String) {
    guard cursor < rows.count else { return }
    field.insert(text)
    store()
  }

  private mutating func enter() -> Outcome {
    if let picked, candidates.indices.contains(picked) {
      take(candidates[picked])
      return .editing
    }
    if part == .name, !field.isEmpty, cursor < rows.count {
      open(row: cursor, .value)
      return .editing
    }
    return .run(text)
  }

  /// Tab: takes what is picked or fits best; with nothing typed goes into the list.
  private mutating func complete() {
    let candidates = candidates
    if let picked, candidates.indices.contains(picked) { return take(candidates[picked]) }
    if candidates.isEmpty || candidates.first == field.text {
      return open(row: (cursor + 1) % (rows.count + 1))
    }
    if field.isEmpty { picked = 0 } else { take(candidates[0]) }
  }

  private mutating func take(_ name: String) {
    let isRegex = rows[cursor].op == .matches || rows[cursor].op == .notMatches
    field.setText(part == .value && isRegex ? FormOffers.escaped(name) : name)
    store()
    if part == .name { open(row: cursor, .value) }
  }

  private mutating func open(row: Int, _ part: Part? = nil) {
    cursor = row
    picked = nil
    guard rows.indices.contains(row) else {
      (self.part, field) = (.value, TextField())
      return
    }
    self.part = part ?? (rows[row].name == "" ? .name : .value)
    field = TextField(self.part == .name ? rows[row].name ?? "" : rows[row].value)
  }

  /// Keeps what is typed in its row; a row for one more of each kind is always left.
  private mutating func store() {
    picked = nil
    if part == .value { rows[cursor].value = field.text } else { rows[cursor].rename(field.text) }
    for blank in [Self.blankLabel, LogSearchBuilder.Row(.line), Self.blankField] {
      guard let last = rows.lastIndex(where: { $0.isKind(of: blank) }), !rows[last].isBlank else { continue }
      rows.insert(blank, at: last + 1)
    }
  }

  private mutating func turnOperator() {
    let all = rows[cursor].subject.operators
    let index = all.firstIndex(of: rows[cursor].op) ?? 0
    rows[cursor].op = all[(index + 1) % all.count]
  }

  /// `!` and `=` make `!=`, `>` and `=` make `>=`: as one types them.
  private mutating func takeOperator(_ character: Character) {
    typealias Operator = LogSearchBuilder.Operator
    let old = rows[cursor].op
    let joined = Operator(rawValue: old.rawValue + String(character))
    let alone = Operator(rawValue: character == "!" ? "!=" : character == "~" ? "=~" : String(character))
    let negated = character == "~" && old == .notEqual ? Operator.notMatches : nil
    let allowed = rows[cursor].subject.operators
    if let op = [negated, joined, alone].compactMap({ $0 }).first(where: allowed.contains) {
      rows[cursor].op = op
    }
  }

  var hints: [(keys: [Key], text: String)] {
    let isParser = cursor == rows.count
    let enter = picked != nil ? "take it" : part == .name && !field.isEmpty && !isParser ? "its value" : "run"
    return [
      ([.enter], enter), ([.escape], picked == nil ? "as before" : "the text"),
      ([.up, .down], picked == nil ? "rows" : "pick"),
    ] + (isParser ? [([.left, .right], "parser")] : [([.tab], "complete"), ([.backTab], "operator")])
  }
}

extension LogSearchBuilder.Row {
  /// The name of the label or field; `nil` for the text of the line.
  var name: String? {
    switch subject {
    case .label(let name), .field(let name): name
    case .line: nil
    }
  }

  mutating func rename(_ name: String) {
    switch subject {
    case .label: subject = .label(name)
    case .field: subject = .field(name)
    case .line: break
    }
  }

  fileprivate var isBlank: Bool { value.isEmpty && (name ?? "").isEmpty }

  fileprivate func isKind(of other: Self) -> Bool {
    switch (subject, other.subject) {
    case (.label, .label), (.field, .field), (.line, .line): true
    default: false
    }
  }
}
