/// A regular expression that must match a whole text, as Tempo anchors them.
///
/// Most patterns people type are words or alternatives of words and need no engine. What does is
/// asked once for each distinct text: attribute values repeat far more than they differ.
final class TextPattern {
  private enum Kind {
    case literals([String])
    case prefix(String)
    case suffix(String)
    case infix(String)
    case anything
    case expression(Regex<AnyRegexOutput>)
  }

  private let kind: Kind
  private var known: [String: Bool] = [:]

  /// - Throws: `TraceRefusal` when it is no regular expression.
  init(_ pattern: String) throws(TraceRefusal) {
    if let simple = Self.simple(pattern) {
      kind = simple
      return
    }
    do {
      kind = .expression(try Regex(pattern))
    } catch {
      throw TraceRefusal("error parsing regexp: `\(pattern)`")
    }
  }

  func matches(_ text: String) -> Bool {
    switch kind {
    case .literals(let words): return words.contains(text)
    case .prefix(let prefix): return text.hasPrefix(prefix)
    case .suffix(let suffix): return text.hasSuffix(suffix)
    case .infix(let infix): return text.contains(infix)
    case .anything: return true
    case .expression(let regex):
      if let answer = known[text] { return answer }
      let answer = (try? regex.wholeMatch(in: text)) != nil
      known[text] = answer
      return answer
    }
  }

  private static func simple(_ pattern: String) -> Kind? {
    if pattern == ".*" { return .anything }
    let words = pattern.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    if words.allSatisfy(isLiteral) { return .literals(words) }
    let (leading, trailing) = (pattern.hasPrefix(".*"), pattern.hasSuffix(".*"))
    let core = String(pattern.dropFirst(leading ? 2 : 0).dropLast(trailing ? 2 : 0))
    guard !core.isEmpty, isLiteral(core) else { return nil }
    switch (leading, trailing) {
    case (true, true): return .infix(core)
    case (true, false): return .suffix(core)
    case (false, true): return .prefix(core)
    case (false, false): return .literals([core])
    }
  }

  private static func isLiteral(_ text: String) -> Bool {
    !text.unicodeScalars.contains { "\\^$.|?*+()[]{}\n".unicodeScalars.contains($0) }
  }
}
