/// Queries asked before, by language, the newest last: of this session and, where the console was
/// given them, of earlier ones.
public struct PromptHistory: Sendable {
  /// Entries kept of each language.
  public static let limit = 1000

  private var entries: [QueryLanguage: [String]]

  public init(_ entries: [QueryLanguage: [String]] = [:]) { self.entries = entries }

  /// From what a file kept, the newest last; other languages are left out.
  public init(lines: [(language: String, text: String)]) {
    self.init()
    for line in lines {
      if let language = QueryLanguage(rawValue: line.language) {
        entries[language, default: []].append(line.text)
      }
    }
  }

  public func entries(of language: QueryLanguage) -> [String] { entries[language] ?? [] }

  /// Adds a query as the newest; one asked before moves.
  public mutating func add(_ text: String, _ language: QueryLanguage) {
    guard !text.allSatisfy(\.isWhitespace) else { return }
    var list = entries(of: language)
    list.removeAll { $0 == text }
    list.append(text)
    entries[language] = Array(list.suffix(Self.limit))
  }
}
