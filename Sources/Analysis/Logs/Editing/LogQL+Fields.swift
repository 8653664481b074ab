public import Languages
public import Telemetry

extension LogQL {
  /// A query that only finds lines with (or without) a value, as `+` and `-` add it.
  ///
  /// A label goes into the selector, anything else becomes a label filter behind the parser it needs.
  /// The opposite condition, when it is there, is turned round instead.
  /// - Throws: the query's own error when it cannot be read.
  public static func including(
    _ name: String, _ value: String, at place: FieldTally.Place, in text: String, isExcluded: Bool = false
  ) throws(SyntaxError) -> String {
    let wanted: Matcher.Operator = isExcluded ? .notEqual : .equal
    let opposite: Matcher.Operator = isExcluded ? .equal : .notEqual
    return try adding(
      Matcher(name, wanted, value), insteadOf: Matcher(name, opposite, value), at: place, in: text)
  }

  /// A query that only finds lines with a label or field that has some value, or with none.
  ///
  /// - Throws: the query's own error when it cannot be read.
  public static func requiring(
    _ name: String, at place: FieldTally.Place, in text: String, isAbsent: Bool = false
  ) throws(SyntaxError) -> String {
    let exists = place == .label ? Matcher(name, .matches, ".+") : Matcher(name, .notEqual, "")
    let absent = Matcher(name, .equal, "")
    return try adding(isAbsent ? absent : exists, insteadOf: isAbsent ? exists : absent, at: place, in: text)
  }

  /// A query that only finds lines of at least a level, beside whatever it asks of levels itself; `.unknown`
  /// is no bound.
  ///
  /// - Throws: the query's own error when it cannot be read.
  public static func minimumLevel(_ level: LogLevel, in text: String) throws(SyntaxError) -> String {
    let wanted = LogStage.Kind.labelFilter(
      .comparison(LabelComparison("detected_level", .matches, .text(level.orGraver))))
    return try QueryEdit.applied(to: text) { query in
      level.orGraver.isEmpty ? nil : .appending([wanted], to: query)
    }
  }

  private static func adding(
    _ wanted: Matcher, insteadOf opposite: Matcher, at place: FieldTally.Place, in text: String
  ) throws(SyntaxError) -> String {
    try QueryEdit.applied(to: text) { query in
      place == .label
        ? SelectorEdit(query).adding(wanted, insteadOf: opposite)
        : stageEdit(query, adding: wanted, insteadOf: opposite, behind: place)
    }
  }

  private static func stageEdit(
    _ query: LogQuery, adding wanted: Matcher, insteadOf opposite: Matcher, behind place: FieldTally.Place
  ) -> QueryEdit? {
    let (wanted, opposite) = (LabelComparison(wanted), LabelComparison(opposite))
    for stage in query.stages {
      guard case .labelFilter(let condition) = stage.kind else { continue }
      if condition.conjuncts.contains(.comparison(wanted)) { return nil }
      if let turned = condition.replacing(opposite, by: wanted) {
        return .replacing(stage, by: .labelFilter(turned))
      }
    }
    let filter = LogStage.Kind.labelFilter(.comparison(wanted))
    return .appending(query.missingParser(for: place) + [filter], to: query)
  }
}

extension LogLevel {
  /// The names that `detected_level` has for this level and all graver ones, as a regular expression;
  /// empty for `.unknown`, which is no bound.
  fileprivate var orGraver: String {
    guard self != .unknown else { return "" }
    let names = LogLevel.allCases.filter { $0 >= self }.flatMap { level in
      switch level {
      case .warn: ["warn", "warning"]
      case .critical: ["critical", "fatal"]
      default: [level.name]
      }
    }
    return names.joined(separator: "|")
  }
}

extension LogQuery {
  /// The parser that a field of a place needs and the query has not yet.
  func missingParser(for place: FieldTally.Place) -> [LogStage.Kind] {
    let isThere = stages.contains { stage in
      switch (stage.kind, place) {
      case (.json(let fields), .json): fields.isEmpty
      case (.logfmt(_, _, let fields), .logfmt): fields.isEmpty
      default: false
      }
    }
    switch place {
    case .json where !isThere: return [.json([])]
    case .logfmt where !isThere: return [.logfmt(strict: false, keepEmpty: false, [])]
    default: return []
    }
  }
}

extension LabelComparison {
  init(_ matcher: Matcher) {
    let op: Operator =
      switch matcher.op {
      case .equal: .equal
      case .notEqual: .notEqual
      case .matches: .matches
      case .notMatches: .notMatches
      }
    self.init(matcher.name, op, .text(matcher.value))
  }
}

extension LabelCondition {
  /// What must all hold, in the order written.
  var conjuncts: [LabelCondition] {
    if case .and(let left, let right) = self { left.conjuncts + right.conjuncts } else { [self] }
  }

  /// With one of the conjuncts changed; `nil` where it is none of them.
  func replacing(_ old: LabelComparison, by new: LabelComparison) -> LabelCondition? {
    switch self {
    case .comparison(old): .comparison(new)
    case .and(let left, let right):
      left.replacing(old, by: new).map { .and($0, right) }
        ?? right.replacing(old, by: new).map { .and(left, $0) }
    default: nil
    }
  }
}
