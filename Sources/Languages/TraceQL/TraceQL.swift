/// Tempo's query language.
public enum TraceQL {
  /// The coloured pieces of a query text; never fails, what cannot be read is `.invalid`.
  public static func tokens(_ text: String) -> [Token] {
    var lexer = TraceLexer(text)
    var tokens = [Token]()
    while true {
      let lexeme = lexer.next()
      if lexeme.kind == .end { return tokens }
      tokens.append(Token(lexeme.kind.tokenClass, lexeme.range))
    }
  }

  /// Reads a whole query. Types are not looked at: `check` does that.
  public static func parse(_ text: String) throws(SyntaxError) -> TraceExpression {
    var parser = TraceParser(text)
    return try parser.root()
  }
}
