internal import Canvas
internal import Languages
internal import Telemetry

/// The query line of a pane: coloured by its language, edited in place over as many lines as it needs,
/// with the parser's complaint under the column it is about, completion and history.
struct QueryPrompt: Sendable {
  let language: QueryLanguage
  private(set) var field: TextField
  private(set) var isEditing = false
  /// The text as it was before editing began.
  private var before: String
  /// The size of the screen, as the console told it last: how wide lines are and how high it may grow.
  var room = Size(80, 24)

  private(set) var completion: CompletionList?
  private(set) var search: HistorySearch?
  private var cache = CompletionCache()
  /// What is being asked, by the slot and source of the question.
  private var asked: [AskedPart: CompletionSubject] = [:]
  /// Where the word begins whose list the person closed: it stays closed.
  private var dismissed: Int?
  /// What editing ended with, until the console has taken it.
  private var finished: Finished?
  /// What the bottom line should say, until the console has taken it.
  private var notice: String?
  private var hasHistory = false

  enum Outcome: Equatable {
    case editing
    /// Run this text.
    case run(String)
    case left
    /// The key means nothing to a prompt.
    case unused
  }

  /// A text that was run, or left without running.
  struct Finished: Equatable {
    var text: String
    var hasRun: Bool
  }

  private struct AskedPart: Hashable {
    var slot: Slot
    var source: SourceID
  }

  init(_ language: QueryLanguage, text: String) {
    self.language = language
    before = text
    field = TextField(text, history: text.isEmpty ? [] : [text], isMultiline: true)
  }

  var text: String { field.text }

  /// Rows the prompt takes: while it is edited as many as its lines and its complaint need, up to a
  /// third of the screen.
  var height: Int {
    guard isEditing else { return 1 }
    return min(layout(width: room.width - labelWidth).lines.count, max(2, room.height / 3))
  }

  /// Cells before the text.
  var labelWidth: Int { language.name.count + 3 }

  func layout(width: Int) -> PromptLayout { PromptLayout(field, problem, width: width) }

  /// Why the text being edited does not parse.
  var problem: SyntaxError? {
    isEditing && !field.isEmpty ? language.problem(in: field.text) : nil
  }

  mutating func begin() {
    before = field.text
    isEditing = true
    hasHistory = false
  }

  /// Replaces the text from outside, as `+` and `-` do.
  mutating func set(_ text: String) {
    field.setText(text)
    field.commit()
  }

  mutating func insert(_ text: String) {
    if search != nil {
      search?.insert(text)
    } else {
      field.insert(text)
      completion = nil
    }
  }

  // MARK: What the console gives and takes

  /// Gives the history all prompts of the language share, once each time editing begins.
  mutating func offer(history: [String]) {
    guard isEditing, !hasHistory else { return }
    hasHistory = true
    field.use(history: history.filter { $0 != field.text } + (field.isEmpty ? [] : [field.text]))
  }

  mutating func takeFinished() -> Finished? {
    defer { finished = nil }
    return finished
  }

  mutating func takeNotice() -> String? {
    defer { notice = nil }
    return notice
  }

  // MARK: Keys

  mutating func press(_ key: Key) -> Outcome {
    if search != nil { return pressSearch(key) }
    if pressCompletion(key) { return .editing }
    switch key {
    case .enter:
      finish(hasRun: true)
      return .run(field.text)
    case .escape:
      // What was typed stays in the history; the query that runs stays on screen.
      finish(hasRun: false)
      if field.text != before { field.setText(before) }
      return .left
    case .control("r"):
      completion = nil
      search = HistorySearch(field.history)
    case .control("f"): format()
    default:
      let (text, cursor) = (field.characters, field.cursor)
      guard field.handle(key) else { return .unused }
      if text != field.characters || cursor != field.cursor { follow(key, isEdit: text != field.characters) }
    }
    return .editing
  }

  private mutating func finish(hasRun: Bool) {
    field.commit()
    (isEditing, completion, dismissed) = (false, nil, nil)
    finished = Finished(text: field.text, hasRun: hasRun)
  }

  private mutating func pressSearch(_ key: Key) -> Outcome {
    switch search?.press(key) {
    case .taken(let text):
      search = nil
      field.setText(text)
    case .closed, nil: search = nil
    case .searching: break
    }
    return .editing
  }

  /// Ctrl-F: the text in its language's style.
  private mutating func format() {
    completion = nil
    guard !field.isEmpty else {
      notice = "there is nothing to format"
      return
    }
    guard !language.tokens(field.text).contains(where: { $0.kind == .comment }) else {
      notice = "not formatted: the comments would be lost"
      return
    }
    do {
      let formatted = try language.formatted(
        field.text, width: max(20, min(100, room.width - labelWidth - 1)))
      if formatted != field.text { field.setText(formatted) } else { notice = "formatted already" }
    } catch {
      notice = "not formatted: \(error.message)"
    }
  }

  // MARK: Completion

  /// Keys of the open list; `true` when it took the key.
  private mutating func pressCompletion(_ key: Key) -> Bool {
    if key == .tab || key == .control(" ") {
      if let list = completion, list.isVisible, !list.rows.isEmpty {
        accept(list.picked ?? list.rows[0])
      } else {
        openCompletion()
      }
      return true
    }
    guard let list = completion, list.isVisible else { return false }
    switch key {
    case .down, .control("n"): completion?.move(1)
    case .up where list.selected != nil, .control("p") where list.selected != nil: completion?.move(-1)
    case .enter:
      guard let picked = list.picked else { return false }
      accept(picked)
    case .escape:
      dismissed = list.context.replaced.start
      completion = nil
    default: return false
    }
    return true
  }

  private mutating func openCompletion() {
    let context = language.completion(in: field.text, at: field.cursorOffset)
    guard context.kind != .nothing else {
      notice = "nothing can be completed here"
      return
    }
    completion = CompletionList(context, isManual: true)
    completion?.fill(language, cache)
  }

  private mutating func accept(_ candidate: Candidate) {
    guard let range = completion?.context.replaced else { return }
    field.replace(range.start..<max(range.start, range.end), with: candidate.text)
    completion = nil
  }

  /// Opens, narrows or closes the list after an editing key.
  private mutating func follow(_ key: Key, isEdit: Bool) {
    guard isEdit else {
      completion = nil
      return
    }
    let context = language.completion(in: field.text, at: field.cursorOffset)
    if context.replaced.start != dismissed { dismissed = nil }
    if let list = completion, list.context.replaced.start == context.replaced.start, context.kind != .nothing,
      list.isManual || !context.typed.isEmpty || opens(context, by: key)
    {
      completion?.context = context
    } else {
      completion = opens(context, by: key) ? CompletionList(context, isManual: false) : nil
    }
    completion?.fill(language, cache)
  }

  /// Two letters of a name open the list, and so does what begins one.
  private func opens(_ context: CompletionContext, by key: Key) -> Bool {
    guard case .character(let character) = key, dismissed == nil else { return false }
    switch context.kind {
    case .nothing, .matcherOperator: return false
    case .operand, .word: return context.typed.count >= 2 && !character.isWhitespace
    case .duration: return character == "[" || context.typed.hasPrefix("$")
    default:
      return "{,=~\"`(.|".contains(character) || (context.typed.count >= 2 && !character.isWhitespace)
    }
  }

  /// What must be asked for the open list, and is not known.
  mutating func completionQuestions(to sources: [SourceID], in context: Context) -> [Question] {
    guard isEditing, let list = completion else {
      asked = [:]
      return []
    }
    var wanted = [AskedPart: CompletionSubject]()
    var questions = [Question]()
    for subject in CompletionSubject.needed(for: list.context, in: language) {
      for source in sources where !cache.isFresh(subject, from: source, at: context.now) {
        wanted[AskedPart(slot: subject.slot, source: source)] = subject
        questions.append(Question(subject.slot, source, subject.query(over: context.range)))
      }
    }
    // A question that is out already is the same although its range moved with the clock.
    let out = asked
    asked = wanted
    return questions.filter { question in
      let part = AskedPart(slot: question.slot, source: question.source)
      return out[part] != wanted[part]
    }
  }

  /// Whether an answer to this question is still waited for.
  func awaits(_ question: Question) -> Bool {
    asked[AskedPart(slot: question.slot, source: question.source)] != nil
  }

  mutating func receive(_ result: Result<Answer, QueryFailure>, to question: Question, in context: Context) {
    let part = AskedPart(slot: question.slot, source: question.source)
    guard let subject = asked.removeValue(forKey: part) else { return }
    switch result {
    case .success(let answer): cache.store(answer.body, for: subject, from: question.source, at: context.now)
    case .failure(let failure): cache.store(failure, for: subject, from: question.source, at: context.now)
    }
    completion?.fill(language, cache)
  }

  /// The sources whose lists are still to come, for the list's last row.
  var waitingFor: String? {
    let names = Set(asked.keys.map(\.source.name)).sorted()
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }
}
