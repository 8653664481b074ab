/// What a person searches for in loaded lines.
public struct LogSearch: Hashable, Sendable {
  public enum Mode: Hashable, Sendable {
    case literal
    /// Letters A to Z match either way.
    case ignoringCase
    /// As `ignoringCase` unless the text holds a capital letter, as editors have it.
    case smartCase
    case regex
  }

  /// A regular expression that cannot be read.
  public struct Failure: Error, Hashable, Sendable {
    public var message: String
  }

  public let text: String
  public let mode: Mode
  let finder: LiteralFinder
  let ignoresCase: Bool

  /// - Throws: `Failure` for a regular expression that cannot be read.
  public init(_ text: String, _ mode: Mode = .smartCase) throws(Failure) {
    self.text = text
    self.mode = mode
    let hasCapital = text.utf8.contains { (65...90).contains($0) }
    ignoresCase = mode == .ignoringCase || (mode == .smartCase && !hasCapital)
    if mode == .regex {
      guard (try? Regex(text)) != nil else {
        throw Failure(message: "\"\(text)\" is not a regular expression")
      }
      finder = LiteralFinder(RequiredText.longest(in: text), ignoresCase: false)
    } else {
      finder = LiteralFinder(text, ignoresCase: ignoresCase)
    }
  }

  public static func == (a: LogSearch, b: LogSearch) -> Bool { a.text == b.text && a.mode == b.mode }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(text)
    hasher.combine(mode)
  }

  /// Where a text matches, in UTF-8 offsets, without overlap, to be highlighted.
  ///
  /// - Parameter limit: Matches at most; a line of ten megabytes may have very many.
  public func ranges(in text: String, limit: Int = 1000) -> [Range<Int>] {
    if mode == .regex { return regexRanges(in: text, limit: limit) }
    var text = text
    return text.withUTF8 { bytes in
      var found: [Range<Int>] = []
      var start = 0
      while found.count < limit, let place = finder.next(in: bytes, from: start) {
        found.append(place..<(place + finder.needle.count))
        start = place + finder.needle.count
      }
      return found
    }
  }

  private func regexRanges(in text: String, limit: Int) -> [Range<Int>] {
    guard let regex = try? Regex(self.text).matchingSemantics(.unicodeScalar) else { return [] }
    var found: [Range<Int>] = []
    var rest = text[...]
    while found.count < limit, let match = try? regex.firstMatch(in: rest) {
      if match.range.isEmpty {
        guard match.range.upperBound < text.endIndex else { break }
        rest = text[text.unicodeScalars.index(after: match.range.upperBound)...]
        continue
      }
      let start = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound)
      found.append(start..<(start + text[match.range].utf8.count))
      rest = text[match.range.upperBound...]
    }
    return found
  }
}
