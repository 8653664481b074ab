public import Languages

extension LogQL {
  /// A query with one more line filter; its opposite, when it is there, is turned round instead.
  ///
  /// Filters go in front, where they save the server the work of parsing, unless the query rewrites
  /// its lines: then they are about the lines as rewritten.
  /// - Throws: the query's own error when it cannot be read.
  public static func filteringLines(
    _ filter: LineFilter, in text: String
  ) throws(SyntaxError) -> String {
    let opposite = LineFilter(filter.op.opposite, filter.operands)
    return try QueryEdit.applied(to: text) { query in
      if query.stages.contains(where: { $0.kind == .lineFilter(filter) }) { return nil }
      if let old = query.stages.first(where: { $0.kind == .lineFilter(opposite) }) {
        return .replacing(old, by: .lineFilter(filter))
      }
      let rewrites = query.stages.contains { stage in
        if case .lineFormat = stage.kind { true } else { false }
      }
      if rewrites { return .appending([.lineFilter(filter)], to: query) }
      let leading = query.stages.prefix { stage in
        if case .lineFilter = stage.kind { true } else { false }
      }
      let offset = leading.last?.range.end ?? query.selectorRange.end
      return .inserting([.lineFilter(filter)], at: offset)
    }
  }

  /// A query that finds lines with (or without) a text.
  ///
  /// - Throws: the query's own error when it cannot be read.
  public static func includingLine(
    _ part: String, in text: String, isExcluded: Bool = false
  ) throws(SyntaxError) -> String {
    try filteringLines(LineFilter(isExcluded ? .excludes : .contains, [.text(part)]), in: text)
  }

  /// A query that finds (or leaves out) the lines of a pattern; see `LogTemplate.lineFilter`.
  ///
  /// - Throws: the query's own error when it cannot be read.
  public static func including(
    _ template: LogTemplate, in text: String, isExcluded: Bool = false, knowsPatterns: Bool = true
  ) throws(SyntaxError) -> String {
    try filteringLines(
      template.lineFilter(isExcluded: isExcluded, knowsPatterns: knowsPatterns), in: text)
  }
}

extension LineFilter.Operator {
  /// What keeps the lines that this refuses.
  var opposite: LineFilter.Operator {
    switch self {
    case .contains: .excludes
    case .excludes: .contains
    case .matches: .notMatches
    case .notMatches: .matches
    case .fits: .notFits
    case .notFits: .fits
    }
  }
}
