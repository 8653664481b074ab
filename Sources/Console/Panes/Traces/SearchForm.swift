internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

/// A search made row by row, for people who do not write TraceQL. The query it makes is always in
/// sight; values are completed from the server, narrowed by the other rows.
struct SearchForm: Sendable {
  struct Row: Equatable, Sendable {
    var condition: TraceSearchBuilder.Row
    /// Of an attribute's row, as typed: `span.http.route`.
    var name = ""

    var isAttribute: Bool { if case .attribute = condition.subject { true } else { false } }
    var isEmpty: Bool { condition.value.isEmpty && name.isEmpty }
  }

  enum Part { case name, value }

  enum Outcome: Equatable { case editing, left, run(String) }

  private(set) var rows: [Row]
  private(set) var cursor = 0
  private(set) var part = Part.value
  /// What the row's name or value is typed in.
  private(set) var field = TextField()
  /// The candidate that Enter takes; `nil` while the person only types.
  private(set) var picked: Int?
  /// Whether the query that was on screen could be shown as rows.
  let isFilled: Bool
  private(set) var offers = FormOffers()

  /// Opens with the conditions of a query, where rows can show them.
  init(query: String) {
    let found = TraceSearchBuilder(TraceQL: query)
    isFilled = found != nil
    let given = found?.rows ?? []
    var rows: [Row] = []
    for subject in [TraceSearchBuilder.Subject.service, .operation, .status, .duration] {
      let own = given.filter { $0.subject == subject }
      rows += (own.isEmpty ? [TraceSearchBuilder.Row(subject)] : own).map { Row(condition: $0) }
    }
    rows += given.filter { $0.subject == .kind }.map { Row(condition: $0) }
    for condition in given {
      guard case .attribute(let field) = condition.subject else { continue }
      rows.append(Row(condition: condition, name: field.description))
    }
    self.rows = rows + [Self.blank]
    open(row: 0)
  }

  private static let blank = Row(condition: TraceSearchBuilder.Row(.attribute(.attribute(nil, ""))))

  /// The query the rows make.
  var text: String { TraceSearchBuilder(rows: conditions(except: nil)).text }

  /// The rows that are complete, without one of them.
  private func conditions(except left: Int?) -> [TraceSearchBuilder.Row] {
    rows.enumerated().filter { $0.offset != left && !($0.element.isAttribute && $0.element.name.isEmpty) }
      .map(\.element.condition).filter { !$0.value.isEmpty && $0.problem == nil }
  }

  /// What is wrong with a row; shown beside it.
  func problem(of row: Row) -> String? {
    if row.isAttribute, row.name.isEmpty, !row.condition.value.isEmpty {
      return "which attribute? \u{2190} goes to its name"
    }
    return row.condition.problem
  }

  // MARK: Completion

  /// What the list beside the rows shows.
  var wanted: FormOffers.Subject {
    guard part == .value else { return .names }
    let others = conditions(except: cursor)
    let filter = others.isEmpty ? nil : TraceSearchBuilder(rows: others).text
    return .values(rows[cursor].condition.subject.field, filter: filter)
  }

  /// The best candidates for what is typed.
  var candidates: [FormOffers.Offer] { offers.best(for: field.text, wanted) }

  /// What must be asked for the list.
  mutating func questions(to sources: [SourceID], in context: Context) -> [Question] {
    if part == .value, rows[cursor].isAttribute, rows[cursor].name.isEmpty { return [] }
    return offers.questions(for: wanted, to: sources, over: context.range)
  }

  mutating func receive(_ body: Answer.Body, to question: Question) { offers.store(body, for: question) }

  mutating func receive(_ failure: QueryFailure, to question: Question) { offers.store(failure, for: question) }

  // MARK: Keys

  mutating func press(_ key: Key) -> Outcome? {
    switch key {
    case .escape:
      guard picked != nil else { return .left }
      picked = nil
    case .enter: return enter()
    case .up where picked != nil: picked = picked.flatMap { $0 > 0 ? $0 - 1 : nil }
    case .down where picked != nil: picked = picked.map { min($0 + 1, max(0, candidates.count - 1)) }
    case .up: open(row: (cursor + rows.count - 1) % rows.count)
    case .down: open(row: (cursor + 1) % rows.count)
    case .tab: complete()
    case .backTab, .control("t"): turnOperator()
    case .left where part == .value && field.cursor == 0 && rows[cursor].isAttribute: open(row: cursor, .name)
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
    field.insert(text)
    store()
  }

  private mutating func enter() -> Outcome {
    if let picked, candidates.indices.contains(picked) {
      take(candidates[picked])
      return .editing
    }
    if part == .name, !field.isEmpty {
      open(row: cursor, .value)
      return .editing
    }
    return .run(text)
  }

  /// Tab: takes what is picked or fits best; with nothing typed goes into the list.
  private mutating func complete() {
    let candidates = candidates
    if let picked, candidates.indices.contains(picked) { return take(candidates[picked]) }
    if candidates.isEmpty || candidates.first?.text == field.text { return open(row: (cursor + 1) % rows.count) }
    if field.isEmpty { picked = 0 } else { take(candidates[0]) }
  }

  private mutating func take(_ offer: FormOffers.Offer) {
    let isRegex = rows[cursor].condition.op == .matches || rows[cursor].condition.op == .notMatches
    field.setText(part == .value && isRegex ? FormOffers.escaped(offer.name) : offer.text)
    store()
    if part == .name { open(row: cursor, .value) }
  }

  private mutating func open(row: Int, _ part: Part? = nil) {
    cursor = row
    let isNameless = rows[row].isAttribute && rows[row].name.isEmpty
    self.part = part ?? (isNameless ? .name : .value)
    picked = nil
    field = TextField(self.part == .name ? rows[row].name : rows[row].condition.value)
  }

  /// Keeps what is typed in its row; a row for one more attribute is always left.
  private mutating func store() {
    picked = nil
    if part == .value {
      rows[cursor].condition.value = field.text
    } else {
      rows[cursor].name = field.text
      rows[cursor].condition.subject = .attribute(TraceField(label: Self.unquoted(field.text)))
    }
    if let last = rows.last, !last.isEmpty { rows.append(Self.blank) }
  }

  /// `span."odd key"` names the key without its quotes.
  private static func unquoted(_ name: String) -> String {
    guard name.hasSuffix("\""), let quote = name.firstIndex(of: "\"") else { return name }
    return String(name[..<quote] + name[name.index(after: quote)...].dropLast())
  }

  private mutating func turnOperator() {
    let all = rows[cursor].condition.subject.operators
    let index = all.firstIndex(of: rows[cursor].condition.op) ?? 0
    rows[cursor].condition.op = all[(index + 1) % all.count]
  }

  /// `!` and `=` make `!=`, `>` and `=` make `>=`: as one types them.
  private mutating func takeOperator(_ character: Character) {
    let old = rows[cursor].condition.op
    let joined = FieldOperator(rawValue: old.rawValue + String(character))
    let alone = FieldOperator(rawValue: character == "!" ? "!=" : character == "~" ? "=~" : String(character))
    let negated = character == "~" && old == .notEqual ? FieldOperator.notMatches : nil
    let allowed = rows[cursor].condition.subject.operators
    if let op = [negated, joined, alone].compactMap({ $0 }).first(where: allowed.contains) {
      rows[cursor].condition.op = op
    }
  }
}
