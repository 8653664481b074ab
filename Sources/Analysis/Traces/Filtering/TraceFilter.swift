public import Languages
internal import Telemetry

/// The spans of a loaded trace that a person is looking for, and what must show to see them.
///
/// ```
///   visible  match
///     0               gateway            an ancestor of a match
///     1                 api
///     3        3          db SELECT      what was looked for
/// ```
public struct TraceFilter: Equatable, Sendable {
  /// Why a loaded trace cannot be filtered by a query.
  public enum Failure: Error, Hashable, Sendable {
    case syntax(SyntaxError)
    /// Which part only a server can work out, and where it stands; an empty range when unknown.
    case unsupported(String, TextRange)
  }

  /// Matching rows of the tree, ascending.
  public let matches: [Int]
  /// Matches and all their ancestors, ascending.
  public let visible: [Int]
  private let isShown: [Bool]

  init(matches: [Int], in tree: TraceTree) {
    self.matches = matches
    var isShown = Array(repeating: false, count: tree.rows.count)
    for match in matches {
      var row: Int? = match
      while let shown = row, !isShown[shown] {
        isShown[shown] = true
        row = tree.rows[shown].parent
      }
    }
    visible = isShown.indices.filter { isShown[$0] }
    self.isShown = isShown
  }

  /// Spans with a text in their service, name, status message, attributes (`key`, `value` or
  /// `key=value`, their resource's and events' included), whatever its case. An empty text matches all.
  public init(text: String, in tree: TraceTree) {
    let search = SpanTextSearch(text, in: tree)
    self.init(matches: tree.rows.indices.filter(search.matches), in: tree)
  }

  /// Spans that a query's spansets return, structural operators included.
  ///
  /// - Throws: `Failure.unsupported` for aggregates and metrics, which are not about single spans.
  public init(_ expression: TraceExpression, in tree: TraceTree) throws(Failure) {
    guard case .pipeline(let pipeline) = expression.query else {
      throw .unsupported("arithmetic between metrics", TextRange(0, 0))
    }
    self.init(matches: try SpansetSelection(tree).rows(pipeline), in: tree)
  }

  /// What a person typed: TraceQL when it begins with `{` or `(`, a text to look for otherwise.
  public init(typed text: String, in tree: TraceTree) throws(Failure) {
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
    guard first == "{" || first == "(" else {
      self.init(text: text, in: tree)
      return
    }
    let expression: TraceExpression
    do {
      expression = try TraceQL.parse(text)
    } catch {
      throw .syntax(error)
    }
    try self.init(expression, in: tree)
  }

  public func isVisible(_ row: Int) -> Bool { isShown.indices.contains(row) && isShown[row] }

  public func isMatch(_ row: Int) -> Bool {
    let place = place(of: row)
    return place < matches.count && matches[place] == row
  }

  /// The next match after a row (before it when `backwards`), around the end; `nil` without matches.
  public func match(after row: Int, backwards: Bool = false) -> Int? {
    guard !matches.isEmpty else { return nil }
    let place = place(of: backwards ? row : row &+ 1)
    let index = backwards ? place - 1 : place
    return matches[(index + matches.count) % matches.count]
  }

  /// How many matches come before a row.
  private func place(of row: Int) -> Int {
    var (low, high) = (0, matches.count)
    while low < high {
      let middle = (low + high) / 2
      if matches[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension TraceFilter.Failure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .syntax(let error): error.description
    case .unsupported(let part, _): "a loaded trace cannot be filtered by \(part)"
    }
  }
}
