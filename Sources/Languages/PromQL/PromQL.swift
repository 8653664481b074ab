/// The language of Prometheus: colours, syntax trees and printing.
public enum PromQL {
  /// Reads one expression and checks its types as Prometheus would.
  ///
  /// Variables (`$__interval`) may stand where a duration may; substitute them before asking.
  public static func parse(_ text: String) throws(SyntaxError) -> PromExpression {
    var parser = PromParser(text)
    let expression = try parser.whole()
    try PromTypeChecker.check(expression)
    return expression
  }

  /// The error as Prometheus reports it, with its place: `1:6: parse error: expected type …`.
  public static func report(_ error: SyntaxError, in text: String) -> String {
    let (line, column) = error.range.position(in: text)
    return "\(line):\(column): parse error: \(error.message)"
  }

  /// Whether a lower-case word has a meaning of its own where an operator or modifier may stand.
  static func isKeyword(_ word: String) -> Bool {
    keywords.contains(word) || PromOperator(rawValue: word) != nil
      || PromAggregator(rawValue: word) != nil
  }

  static let keywords: Set<String> = [
    "by", "without", "on", "ignoring", "group_left", "group_right", "bool", "offset",
  ]
}
