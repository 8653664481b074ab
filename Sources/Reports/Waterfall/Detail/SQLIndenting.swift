/// A statement of SQL with a line for every clause.
///
/// ```
///   SELECT s.id, s.path          SELECT s.id FROM s WHERE s.item = $1 AND s.kind IN (SELECT k FROM kinds)
///   FROM s
///   WHERE s.item = $1
///     AND s.kind IN (
///       SELECT k
///       FROM kinds)
/// ```
///
/// It knows words, quotes, comments and brackets, no grammar: nothing is changed but blanks between
/// words, whatever the text may be.
package enum SQLIndenting {
  /// Attributes that hold a statement, in OTel's old and new naming.
  package static let keys: Set<String> = ["db.statement", "db.query.text"]

  /// The statement with line breaks; the text itself where it has no clauses to break at.
  package static func indented(_ text: String) -> String {
    var lexer = SQLLexer(text)
    var lines = SQLLines()
    var ahead = lexer.next()
    while let token = ahead {
      ahead = lexer.next()
      lines.take(token, before: ahead?.upper ?? "")
    }
    return lines.text + (lexer.isCut ? "…" : "")
  }
}

/// A word, a quoted text, a comment, or one sign.
struct SQLToken {
  var text: String
  var isWord = false
  /// A comment to the end of its line: nothing may follow it there.
  var endsLine = false
  /// Blanks stood before it.
  var isApart: Bool

  var upper: String { isWord ? text.uppercased() : text }
}

/// Cuts a text into tokens, at most `JSONIndenting.inputLimit` characters of it.
private struct SQLLexer {
  private let scalars: [Unicode.Scalar]
  let isCut: Bool
  private var index = 0

  init(_ text: String) {
    let limit = JSONIndenting.inputLimit
    let kept = Array(text.unicodeScalars.prefix(limit + 1))
    isCut = kept.count > limit
    scalars = Array(kept.prefix(limit))
  }

  mutating func next() -> SQLToken? {
    let before = index
    while let scalar = peek(), scalar.properties.isWhitespace { index += 1 }
    let isApart = index > before
    guard let first = peek() else { return nil }
    let start = index
    index += 1
    var token = SQLToken(text: "", isApart: isApart)
    if first == "'" || first == "\"" || first == "`" {
      skip(to: first)
    } else if first == "-", peek() == "-" {
      while let scalar = peek(), scalar != "\n" { index += 1 }
      token.endsLine = true
    } else if first == "/", peek() == "*" {
      skipComment()
    } else if Self.isWord(first) {
      while let scalar = peek(), Self.isWord(scalar) { index += 1 }
      token.isWord = true
    }
    token.text.unicodeScalars.append(contentsOf: scalars[start..<index])
    return token
  }

  private func peek() -> Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func skip(to quote: Unicode.Scalar) {
    while let scalar = peek() {
      index += 1
      if scalar == quote { return }
    }
  }

  private mutating func skipComment() {
    index += 1
    while let scalar = peek() {
      index += 1
      if scalar == "*", peek() == "/" {
        index += 1
        return
      }
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar == "." || scalar == "$" || scalar.properties.isAlphabetic
      || ("0"..."9").contains(scalar)
  }
}

/// Puts tokens on lines. Internal to `SQLIndenting`.
private struct SQLLines {
  private(set) var text = ""
  /// For each open bracket whether it holds a statement of its own.
  private var brackets: [Bool] = []
  private var previous = ""
  private var isBetween = false
  private var pendingBracket = false
  private var mustBreak = false

  private static let clauses: Set<String> = [
    "SELECT", "FROM", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "UNION", "EXCEPT", "INTERSECT",
    "INSERT", "VALUES", "UPDATE", "SET", "DELETE", "RETURNING", "JOIN", "LEFT", "RIGHT", "INNER", "FULL", "CROSS",
    "WITH", "WINDOW", "FETCH",
  ]
  /// A clause word that goes on with what this word began.
  private static let joined: [String: Set<String>] = [
    "FROM": ["DELETE", "DISTINCT"], "JOIN": ["LEFT", "RIGHT", "INNER", "OUTER", "FULL", "CROSS", "NATURAL"],
    "UPDATE": ["FOR", "DO", "KEY", "ON"], "SET": ["CHARACTER"], "DELETE": ["ON"],
    "GROUP": ["WITHIN"],
  ]

  private var isStatement: Bool { brackets.last ?? true }
  private var depth: Int { min(16, brackets.count { $0 }) }

  mutating func take(_ token: SQLToken, before next: String) {
    let word = token.upper
    if pendingBracket {
      pendingBracket = false
      let holdsStatement = word == "SELECT" || word == "WITH"
      brackets.append(holdsStatement)
      // The clause word that begins it breaks the line.
    }
    switch place(of: word, token, before: next) {
    case .clause: put(token.text, onNewLine: 4 * depth)
    case .condition: put(token.text, onNewLine: 4 * depth + 2)
    case .within: put(token)
    }
    follow(word, token)
  }

  private enum Position { case clause, condition, within }

  private func place(of word: String, _ token: SQLToken, before next: String) -> Position {
    guard token.isWord, isStatement else { return .within }
    if word == "AND", isBetween { return .within }
    if word == "AND" || word == "OR" { return .condition }
    // `left(name, 3)` is a function.
    if next == "(", word == "LEFT" || word == "RIGHT" { return .within }
    guard Self.clauses.contains(word), Self.joined[word]?.contains(previous) != true else { return .within }
    return .clause
  }

  private mutating func follow(_ word: String, _ token: SQLToken) {
    if word == "(" { pendingBracket = true }
    if word == ")" { _ = brackets.popLast() }
    if word == "BETWEEN" { isBetween = true } else if word == "AND" { isBetween = false }
    mustBreak = token.endsLine
    previous = word
  }

  private mutating func put(_ word: String, onNewLine indent: Int) {
    if !text.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
    text += word
  }

  private mutating func put(_ token: SQLToken) {
    if mustBreak {
      put(token.text, onNewLine: 4 * depth + 2)
    } else {
      text += (token.isApart && !text.isEmpty ? " " : "") + token.text
    }
  }
}
