/// A RE2-like regular expression, compiled once, with plain alternatives searched byte by byte.
struct LogRegex {
  private enum Form {
    case everything
    case something
    case literals([[UInt8]])
    case regex(Regex<AnyRegexOutput>)
  }

  private let form: Form
  private let isAnchored: Bool

  /// - Parameter isAnchored: whether the whole text must match, as in selectors.
  /// - Throws: `LogFailure` for what RE2 does not know or cannot read.
  init(_ pattern: String, isAnchored: Bool) throws(LogFailure) {
    self.isAnchored = isAnchored
    form = try Self.form(pattern, isAnchored: isAnchored)
  }

  private static func form(_ pattern: String, isAnchored: Bool) throws(LogFailure) -> Form {
    if pattern == ".*" || (pattern.isEmpty && !isAnchored) { return .everything }
    if pattern == ".+" { return .something }
    if !pattern.utf8.contains(where: { #"\.+*?()[]{}^$"#.utf8.contains($0) }) {
      return .literals(
        pattern.utf8.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false).map(Array.init))
    }
    return .regex(try regex(pattern))
  }

  /// The pattern as a Swift regular expression over scalars, so that captures can be read.
  static func regex(_ pattern: String) throws(LogFailure) -> Regex<AnyRegexOutput> {
    for construct in ["(?=", "(?!", "(?<=", "(?<!", "(?>"] where pattern.contains(construct) {
      throw .unsupportedRegex("invalid or unsupported Perl syntax", in: construct)
    }
    do {
      return try Regex(pattern).matchingSemantics(.unicodeScalar).dotMatchesNewlines()
    } catch {
      throw .unsupportedRegex("invalid expression", in: pattern)
    }
  }

  func matches(_ text: String) -> Bool {
    switch form {
    case .everything: return true
    case .something: return !text.isEmpty
    case .literals(let literals):
      if isAnchored { return literals.contains { text.utf8.elementsEqual($0) } }
      return literals.contains { text.containsBytes($0) }
    case .regex(let regex):
      return (isAnchored ? try? regex.wholeMatch(in: text) : try? regex.firstMatch(in: text)) != nil
    }
  }
}

extension String {
  /// Whether the UTF-8 of this text holds `needle`; far faster than searching by character.
  func containsBytes(_ needle: [UInt8]) -> Bool { firstOffset(of: needle) != nil }

  func firstOffset(of needle: [UInt8]) -> Int? {
    if let found = utf8.withContiguousStorageIfAvailable({ Self.offset(of: needle, in: $0) }) { return found }
    return Array(utf8).withUnsafeBufferPointer { Self.offset(of: needle, in: $0) }
  }

  private static func offset(of needle: [UInt8], in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = needle.first else { return 0 }
    guard text.count >= needle.count else { return nil }
    for start in 0...(text.count - needle.count) where text[start] == first {
      if needle.indices.allSatisfy({ text[start + $0] == needle[$0] }) { return start }
    }
    return nil
  }
}
