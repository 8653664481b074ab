extension LogQL {
  /// The first stream selector of a query, braces included, as written; `nil` when the text does
  /// not parse or holds none.
  public static func selectorText(of text: String) -> String? {
    guard let query = try? parse(text).logQueries.first else { return nil }
    return slice(text, query.selectorRange)
  }

  /// Appends `| name op "value"` to every log query of a text, before an `unwrap` if there is one.
  ///
  /// - Throws: `SyntaxError` when `text` does not parse.
  public static func addingLabelFilter(
    to text: String, name: String, op: Matcher.Operator, value: String
  ) throws(SyntaxError) -> String {
    try appending("| \(name)\(op.rawValue)\(LogPrinter.quoted(value))", to: text)
  }

  /// Appends a line filter such as `|= "text"` to every log query of a text.
  ///
  /// - Throws: `SyntaxError` when `text` does not parse.
  public static func addingLineFilter(
    to text: String, op: LineFilter.Operator, value: String
  ) throws(SyntaxError) -> String {
    try appending("\(op.rawValue) \(LogPrinter.quoted(value))", to: text)
  }

  /// Replaces Grafana's duration variables, with or without braces, by durations Loki reads.
  ///
  /// `interval` stands for `$__interval` and `$__auto`, `range` for `$__range`.
  public static func substituting(interval: Duration, range: Duration, in text: String) -> String {
    var out: [UInt8] = []
    let bytes = Array(text.utf8)
    var copied = 0
    for lexeme in LogLexer.lexemes(of: text) where lexeme.kind == .variable {
      let value: Duration
      switch lexeme.text.filter({ $0 != "{" && $0 != "}" }) {
      case "$__interval", "$__auto": value = interval
      case "$__range": value = range
      default: continue
      }
      out += bytes[copied..<lexeme.range.start]
      out += durationText(value).utf8
      copied = lexeme.range.end
    }
    return String(decoding: out + bytes[copied...], as: UTF8.self)
  }

  private static func durationText(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = attoseconds / 1_000_000_000_000_000
    if milliseconds == 0 || seconds > 1_000_000_000 { return "\(max(1, seconds))s" }
    return "\(max(1, seconds * 1000 + milliseconds))ms"
  }

  private static func appending(_ stage: String, to text: String) throws(SyntaxError) -> String {
    var bytes = Array(text.utf8)
    for query in try parse(text).logQueries.reversed() {
      let offset = insertionPoint(of: query)
      bytes.insert(contentsOf: Array(" \(stage)".utf8), at: offset)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// After the last stage that may precede a filter: nothing but label filters follows `unwrap`.
  private static func insertionPoint(of query: LogQuery) -> Int {
    let before = query.stages.prefix { stage in
      if case .unwrap = stage.kind { false } else { true }
    }
    return before.last?.range.end ?? query.selectorRange.end
  }

  private static func slice(_ text: String, _ range: TextRange) -> String {
    String(decoding: Array(text.utf8)[range.start..<range.end], as: UTF8.self)
  }
}
