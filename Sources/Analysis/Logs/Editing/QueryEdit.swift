internal import Languages

/// Changes a query's text where it must and leaves the rest as its author wrote it.
struct QueryEdit {
  var range: TextRange
  var text: String

  /// The same change in every log query of a text; `nil` from `edit` leaves a query as it is.
  ///
  /// - Throws: the query's own error when it cannot be read.
  static func applied(
    to text: String, _ edit: (LogQuery) -> QueryEdit?
  ) throws(SyntaxError) -> String {
    var bytes = Array(text.utf8)
    let queries = try LogQL.parse(text).logQueries.sorted { $0.range.start > $1.range.start }
    for query in queries {
      guard let edit = edit(query) else { continue }
      bytes.replaceSubrange(edit.range.start..<edit.range.end, with: Array(edit.text.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A stage behind all that may precede it: only filters follow an `unwrap`.
  static func appending(_ stages: [LogStage.Kind], to query: LogQuery) -> QueryEdit {
    let before = query.stages.prefix { stage in
      if case .unwrap = stage.kind { false } else { true }
    }
    return inserting(stages, at: before.last?.range.end ?? query.selectorRange.end)
  }

  static func inserting(_ stages: [LogStage.Kind], at offset: Int) -> QueryEdit {
    QueryEdit(
      range: TextRange(offset, offset), text: stages.map { " " + LogStage($0).description }.joined())
  }

  static func replacing(_ stage: LogStage, by kind: LogStage.Kind) -> QueryEdit {
    QueryEdit(range: stage.range, text: LogStage(kind).description)
  }
}
