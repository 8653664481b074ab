public import Languages

/// What lines have in common, written as Loki writes patterns: `request <_> took <_> ms`.
public struct LogTemplate: Hashable, Sendable {
  /// What stands between the placeholders; the first and the last may be empty.
  public let literals: [String]

  /// From a pattern's text, the server's or our own.
  public init(_ text: String) {
    var literals = [""]
    var rest = text[...]
    while let character = rest.first {
      if rest.hasPrefix("<_>") {
        rest = rest.dropFirst(3)
        // Two placeholders side by side are one.
        if literals.count == 1 || literals.last != "" { literals.append("") }
      } else {
        literals[literals.count - 1].append(character)
        rest = rest.dropFirst()
      }
    }
    self.literals = literals
  }

  public var text: String { literals.joined(separator: "<_>") }

  /// Whether a line fits, as Loki's `|>` decides: literals in order, the first at the beginning and the
  /// last at the end.
  public func fits(_ line: String) -> Bool {
    var rest = Array(line.utf8)[...]
    for (number, literal) in literals.enumerated() {
      let wanted = Array(literal.utf8)
      guard let place = rest.firstPlace(of: wanted) else { return false }
      if number == 0, place != rest.startIndex { return false }
      if number == literals.count - 1, !wanted.isEmpty {
        return rest.count >= wanted.count && (literals.count > 1 || rest.count == wanted.count)
          && rest.suffix(wanted.count).elementsEqual(wanted)
      }
      rest = rest[(place + wanted.count)...]
    }
    return literals.count > 1 || rest.isEmpty
  }

  /// The line filter that keeps, or refuses, its lines: `|>` where the server knows it and the text
  /// can be written so, else a regular expression.
  public func lineFilter(isExcluded: Bool = false, knowsPatterns: Bool = true) -> LineFilter {
    if knowsPatterns, !literals.contains(where: Self.readsAsCapture) {
      return LineFilter(isExcluded ? .notFits : .fits, [.text(text)])
    }
    let pattern = "(?s)^" + literals.map(SelectorText.regexEscaped).joined(separator: ".*") + "$"
    return LineFilter(isExcluded ? .notMatches : .matches, [.text(pattern)])
  }

  /// `<name>` is a named placeholder to the server, which it refuses in a filter.
  private static func readsAsCapture(_ literal: String) -> Bool {
    var rest = literal.utf8[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[rest.index(after: open)...]
      let name = rest.prefix { (48...57).contains($0) || (97...122).contains($0 | 0x20) || $0 == 95 }
      if !name.isEmpty, rest[name.endIndex...].first == UInt8(ascii: ">") { return true }
    }
    return false
  }
}

extension ArraySlice<UInt8> {
  fileprivate func firstPlace(of wanted: [UInt8]) -> Int? {
    guard !wanted.isEmpty else { return startIndex }
    guard count >= wanted.count else { return nil }
    return (startIndex...(endIndex - wanted.count)).first {
      self[$0..<($0 + wanted.count)].elementsEqual(wanted)
    }
  }
}
