internal import Languages

/// A regular expression that must match a whole text, as Tempo anchors them.
///
/// Asked once for each distinct text: attribute values repeat far more than they differ.
final class SpanPattern {
  /// Words between bars need no engine.
  private let words: [String]?
  private let regex: Regex<AnyRegexOutput>?
  private var known: [String: Bool] = [:]

  init(_ pattern: String) throws(TraceFilter.Failure) {
    let special = #"\^$.?*+()[]{}"#
    if !pattern.contains(where: special.contains) {
      words = pattern.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      regex = nil
      return
    }
    words = nil
    do {
      regex = try Regex(pattern)
    } catch {
      throw .unsupported("the regular expression \"\(pattern)\"", TextRange(0, 0))
    }
  }

  func matches(_ text: String) -> Bool {
    if let words { return words.contains(text) }
    if let answer = known[text] { return answer }
    let answer = regex.map { (try? $0.wholeMatch(in: text)) != nil } ?? false
    known[text] = answer
    return answer
  }
}
