/// Loki's query language: colouring, parsing and editing of query texts.
public enum LogQL {
  /// Coloured pieces of a text, valid or not, in order and without overlap.
  public static func tokens(_ text: String) -> [Token] {
    LogHighlighter(lexemes: LogLexer.lexemes(of: text)).tokens()
  }

  /// Reads a whole query; every node knows its range in `text`.
  ///
  /// Grafana's `$__interval`, `$__range` and `$__auto` may stand for a duration between brackets.
  /// - Throws: `SyntaxError` at the first place that makes no sense.
  public static func parse(_ text: String) throws(SyntaxError) -> LogExpression {
    try parse(text, located: true)
  }

  /// With `located` false all ranges are zero, so that trees of different texts compare equal.
  static func parse(_ text: String, located: Bool) throws(SyntaxError) -> LogExpression {
    var parser = LogParser(LogLexer.lexemes(of: text), located: located)
    return try parser.wholeQuery()
  }
}
