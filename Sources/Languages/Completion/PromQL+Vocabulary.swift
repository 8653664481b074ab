extension PromQL {
  /// What may begin a value beside a metric: aggregations first, then functions.
  public static let operands: [Term] =
    PromAggregator.allCases.map { op in
      let first = op.parameter.map { "\($0.rawValue), " } ?? ""
      return Term(op.rawValue, "\(op.rawValue) by (…) (\(first)instant vector)", op.help)
    } + PromFunction.all.map { Term($0.name + "(", $0.signature, $0.help) }

  /// Operators and modifiers that are words.
  public static let words: [Term] = [
    Term("by", "by (labels)", "one group for each combination of these labels"),
    Term("without", "without (labels)", "one group for each combination of all other labels"),
    Term("offset", "offset duration", "reads at an earlier time"),
    Term("and", "a and b", "series of a that have a partner in b"),
    Term("or", "a or b", "series of a, and those of b that a lacks"),
    Term("unless", "a unless b", "series of a that have no partner in b"),
    Term("atan2", "y atan2 x", "angle in radians"),
    Term("bool", "a > bool b", "1 or 0 instead of filtering"),
    Term("on", "on (labels)", "pairs series by these labels alone"),
    Term("ignoring", "ignoring (labels)", "pairs series by all labels but these"),
    Term("group_left", "group_left (labels)", "many on the left for one on the right; copies labels"),
    Term("group_right", "group_right (labels)", "one on the left for many on the right; copies labels"),
    Term("start()", "@ start()", "at the first step of the range"),
    Term("end()", "@ end()", "at the last step of the range"),
  ]

  /// Lengths of time worth offering, variables first.
  public static let durations: [Term] = [
    Term("$__rate_interval", "", "four scrapes at least: right for rate()"),
    Term("$__interval", "", "one step of the chart"),
    Term("$__range", "", "the whole range on screen"),
    Term("30s", "", "30 seconds"), Term("1m", "", "1 minute"), Term("5m", "", "5 minutes"),
    Term("10m", "", "10 minutes"), Term("15m", "", "15 minutes"), Term("30m", "", "30 minutes"),
    Term("1h", "", "1 hour"), Term("6h", "", "6 hours"), Term("12h", "", "12 hours"),
    Term("1d", "", "1 day"), Term("7d", "", "7 days"), Term("30d", "", "30 days"),
  ]

  /// Matcher operators, the same in LogQL's selectors.
  public static let matcherOperators: [Term] = [
    Term("=", "", "is"), Term("!=", "", "is not"), Term("=~", "", "matches a regular expression"),
    Term("!~", "", "does not match"),
  ]

  /// A metric name as an expression writes it: `up`, `{"http.requests"}`.
  public static func metric(_ name: String) -> String { PromSelector(name: name).text }

  /// A label name as a selector or a list writes it, quoted where it must be.
  public static func label(_ name: String) -> String { PromExpression.label(name) }

  public static func quoted(_ value: String) -> String { PromExpression.quoted(value) }
}
