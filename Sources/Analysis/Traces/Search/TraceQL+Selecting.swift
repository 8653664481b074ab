public import Languages

extension TraceQL {
  /// A query that also returns these fields of the spans it matches. What it selects already is not
  /// asked for twice; the text stays as typed, so that places in it stay where they are.
  ///
  /// `{ status = error } with (most_recent=true)` becomes
  /// `{ status = error } | select(name, span.http.route) with (most_recent=true)`.
  ///
  /// - Returns: The text itself when nothing is missing, when it makes series, and when it cannot be
  ///   read: the server says what is wrong with it.
  public static func selecting(_ fields: [TraceField], in text: String) -> String {
    let isEmpty = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    let written = isEmpty ? "{ }" : text
    guard var expression = try? parse(written), case .pipeline(var pipeline) = expression.query,
      !expression.isMetrics
    else { return text }
    let known = pipeline.selectedFields
    let missing = fields.filter { !known.contains($0) }
    guard !missing.isEmpty else { return text }
    if expression.hints.isEmpty, !tokens(written).contains(where: { $0.kind == .comment }) {
      return "\(written) | select(\(missing.map(\.description).joined(separator: ", ")))"
    }
    pipeline.stages.append(.select(missing))
    expression.query = .pipeline(pipeline)
    return expression.description
  }

  /// The fields a query selects with `| select(…)`, each once, in order; none when it cannot be read.
  public static func selectedFields(_ text: String) -> [TraceField] {
    guard let expression = try? parse(text), case .pipeline(let pipeline) = expression.query else { return [] }
    return pipeline.selectedFields
  }
}

extension TracePipeline {
  fileprivate var selectedFields: [TraceField] {
    var fields = [TraceField]()
    for stage in stages {
      guard case .select(let more) = stage else { continue }
      fields += more.filter { !fields.contains($0) }
    }
    return fields
  }
}
