internal import Telemetry

/// The words of a legend's filter, read once for all rows.
struct LegendFilter {
  private enum Term {
    case text(String)
    case label(name: String, value: String, isEqual: Bool)
  }

  private let terms: [Term]

  init(_ text: String) {
    terms = text.split(whereSeparator: \.isWhitespace).map { Self.term($0) }
  }

  var isEmpty: Bool { terms.isEmpty }

  func matches(_ row: Legend.Row) -> Bool {
    terms.allSatisfy { term in
      switch term {
      case .text(let part): row.searchable.contains(part)
      case .label(let name, let value, let isEqual):
        ((row.labels[name] ?? "").lowercased() == value) == isEqual
      }
    }
  }

  /// `a=b`, `a="b"` and `a!=b` ask for a label; anything else is a part of the text.
  private static func term(_ word: Substring) -> Term {
    guard let equals = word.firstIndex(of: "="), equals != word.startIndex else {
      return .text(word.lowercased())
    }
    let isEqual = word[word.index(before: equals)] != "!"
    let name = word[..<(isEqual ? equals : word.index(before: equals))]
    let isName = name.allSatisfy { $0.isLetter || $0.isNumber || "_.:".contains($0) }
    guard !name.isEmpty, isName else { return .text(word.lowercased()) }
    let value = word[word.index(after: equals)...].filter { $0 != "\"" }
    return .label(name: String(name), value: value.lowercased(), isEqual: isEqual)
  }
}
