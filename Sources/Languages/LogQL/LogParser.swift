/// A recursive-descent parser over the lexemes of one query.
struct LogParser {
  private let lexemes: [LogLexeme]
  private var index = 0
  private let located: Bool
  private var depth = 0

  /// Hostile input must not exhaust the stack.
  private static let deepest = 200

  init(_ lexemes: [LogLexeme], located: Bool) {
    self.lexemes = lexemes.filter { $0.kind != .comment }
    self.located = located
  }

  mutating func wholeQuery() throws(SyntaxError) -> LogExpression {
    if let bad = lexemes.first(where: { $0.kind == .invalid }) {
      throw SyntaxError(bad.text, at: bad.range)
    }
    let expression = try self.expression(above: 0)
    guard current.kind == .end else { throw unexpected() }
    return expression
  }

  // MARK: Reading

  var current: LogLexeme { lexemes[index] }
  var following: LogLexeme { lexemes[min(index + 1, lexemes.count - 1)] }
  /// Where the next construct begins.
  var here: Int { current.range.start }

  @discardableResult mutating func take() -> LogLexeme {
    let lexeme = current
    if index < lexemes.count - 1 { index += 1 }
    return lexeme
  }

  mutating func skip(_ symbol: String) -> Bool {
    guard current.isSymbol(symbol) else { return false }
    take()
    return true
  }

  mutating func skipWord(_ word: String) -> Bool {
    guard current.isWord(word) else { return false }
    take()
    return true
  }

  mutating func expect(_ symbol: String, or others: String...) throws(SyntaxError) {
    guard skip(symbol) else { throw unexpected(([symbol] + others).joined(separator: " or ")) }
  }

  mutating func name(_ what: String) throws(SyntaxError) -> String {
    guard current.kind == .identifier else { throw unexpected(what) }
    return take().text
  }

  mutating func string(_ what: String) throws(SyntaxError) -> String {
    guard current.kind == .string else { throw unexpected(what) }
    return take().text
  }

  func unexpected(_ expected: String? = nil) -> SyntaxError {
    let tail = expected.map { ", expected \($0)" } ?? ""
    return SyntaxError("unexpected \(current.shown)\(tail)", at: current.range)
  }

  /// From `start` to the end of what was taken last.
  func range(from start: Int) -> TextRange {
    guard located else { return TextRange(0, 0) }
    return TextRange(start, index > 0 ? lexemes[index - 1].range.end : start)
  }

  func located(_ range: TextRange) -> TextRange { located ? range : TextRange(0, 0) }

  mutating func nested<Result>(
    _ body: (inout LogParser) throws(SyntaxError) -> Result
  ) throws(SyntaxError) -> Result {
    guard depth < Self.deepest else { throw SyntaxError("nested too deeply", at: current.range) }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  // MARK: Log queries

  mutating func selector() throws(SyntaxError) -> LogQuery {
    let start = here
    try expect("{")
    var matchers: [Matcher] = []
    while !current.isSymbol("}") {
      matchers.append(try matcher())
      guard skip(",") else { break }
    }
    guard skip("}") else { throw unexpected(matchers.isEmpty ? "a label name or }" : "} or ,") }
    let range = range(from: start)
    return LogQuery(matchers: matchers, selectorRange: range, range: range)
  }

  mutating func matcher() throws(SyntaxError) -> Matcher {
    let start = here
    let name = try name("a label name")
    guard current.kind == .symbol, let op = Matcher.Operator(rawValue: current.text) else {
      throw unexpected("= or != or =~ or !~")
    }
    take()
    let value = try string("a string")
    return Matcher(name, op, value, range: range(from: start))
  }

  /// A selector with its stages; a range in brackets may stand after the selector or at the end.
  mutating func logQuery() throws(SyntaxError) -> (query: LogQuery, window: LogWindow?) {
    let start = here
    if current.isSymbol("(") {
      take()
      var inner = try nested { (parser) throws(SyntaxError) in try parser.logQuery() }
      try expect(")")
      if inner.window == nil, current.isSymbol("[") { inner.window = try window() }
      return inner
    }
    var query = try selector()
    var window = current.isSymbol("[") ? try self.window() : nil
    while let stage = try stage() { query.stages.append(stage) }
    if !query.stages.isEmpty { query.range = range(from: start) }
    if window == nil, current.isSymbol("[") { window = try self.window() }
    return (query, window)
  }

  private mutating func window() throws(SyntaxError) -> LogWindow {
    try expect("[")
    let duration = try duration("a duration such as 5m")
    try expect("]")
    return LogWindow(duration: duration, offset: try offset())
  }

  mutating func offset() throws(SyntaxError) -> WrittenDuration? {
    guard skipWord("offset") else { return nil }
    let isNegative = skip("-")
    var duration = try duration("a duration such as 1h")
    if isNegative {
      duration.text = "-" + duration.text
      duration.nanoseconds = duration.nanoseconds.map { -$0 }
    }
    return duration
  }

  private mutating func duration(_ what: String) throws(SyntaxError) -> WrittenDuration {
    switch current.kind {
    case .duration:
      let text = take().text
      return WrittenDuration(text: text, nanoseconds: LogUnits.duration(text))
    case .variable: return WrittenDuration(text: take().text, nanoseconds: nil)
    default: throw unexpected(what)
    }
  }
}

/// `[5m] offset 1h`.
struct LogWindow {
  var duration: WrittenDuration
  var offset: WrittenDuration?
}
