internal import Canvas
public import Telemetry

/// What a source said when it did not answer, for standard error.
public enum FailureText {
  /// The server's words, the query, and a caret under the column where the source told one.
  public static func lines(_ failure: QueryFailure, source: SourceID?, query: String?) -> [String] {
    let head = (source.map { "\($0): " } ?? "") + failure.message.safe
    guard let query else { return [head] }
    let written = query.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let position = failure.position, written.indices.contains(position.line - 1) else {
      return [head] + written.map { "  " + $0.safe }
    }
    var lines = [head]
    for (index, text) in written.enumerated() {
      lines.append("  " + text.safe)
      guard index == position.line - 1 else { continue }
      let before = String(text.prefix(max(0, position.column - 1)))
      lines.append("  " + String(repeating: " ", count: before.safe.cellWidth) + "^")
    }
    return lines
  }
}
