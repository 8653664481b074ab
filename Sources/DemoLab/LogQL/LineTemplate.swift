/// The part of Go's templates that log formats use: `{{.field | lower}}`, `{{__line__}}`.
struct LineTemplate {
  private enum Pipe {
    case lower, upper, title, trim
    case trunc(Int)
  }

  private enum Piece {
    case text(String)
    case field(String, [Pipe])
    case line([Pipe])
  }

  private var pieces: [Piece] = []

  /// - Throws: `LogFailure` for template functions outside this part.
  init(_ template: String) throws(LogFailure) {
    var rest = Substring(template)
    while let open = rest.firstRange(of: "{{") {
      if open.lowerBound > rest.startIndex { pieces.append(.text(String(rest[..<open.lowerBound]))) }
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
        throw LogFailure("parse error : invalid line template: template: line:1: unclosed action")
      }
      pieces.append(try Self.piece(rest[open.upperBound..<close.lowerBound]))
      rest = rest[close.upperBound...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
  }

  private static func piece(_ action: Substring) throws(LogFailure) -> Piece {
    let stages = action.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
    guard let head = stages.first, let last = head.last else {
      throw LogFailure("parse error : invalid line template: template: line:1: missing value for command")
    }
    var pipes: [Pipe] = []
    // `lower .field` is the same as `.field | lower`.
    if head.count > 1 { pipes.append(try pipe(Array(head.dropLast()))) }
    for words in stages.dropFirst() { pipes.append(try pipe(words)) }
    if last == "__line__" { return .line(pipes) }
    guard last.hasPrefix(".") else { throw unknown(last) }
    return .field(String(last.dropFirst()), pipes)
  }

  private static func pipe(_ words: [String]) throws(LogFailure) -> Pipe {
    switch (words.first ?? "", words.count) {
    case ("lower", 1), ("ToLower", 1): return .lower
    case ("upper", 1), ("ToUpper", 1): return .upper
    case ("title", 1): return .title
    case ("trim", 1), ("TrimSpace", 1): return .trim
    case ("trunc", 2):
      guard let count = Int(words[1]) else { throw unknown(words[1]) }
      return .trunc(count)
    default: throw unknown(words.first ?? "")
    }
  }

  private static func unknown(_ name: String) -> LogFailure {
    LogFailure("parse error : invalid line template: template: line:1: function \"\(name)\" not defined")
  }

  func text(line: String, field: (String) -> String?) -> String {
    var out = ""
    for piece in pieces {
      switch piece {
      case .text(let text): out += text
      case .field(let name, let pipes): out += Self.piped(field(name) ?? "", pipes)
      case .line(let pipes): out += Self.piped(line, pipes)
      }
    }
    return out
  }

  private static func piped(_ text: String, _ pipes: [Pipe]) -> String {
    pipes.reduce(text) { text, pipe in
      switch pipe {
      case .lower: return text.lowercased()
      case .upper: return text.uppercased()
      case .title: return text.prefix(1).uppercased() + text.dropFirst()
      case .trim:
        let head = text.drop(while: \.isWhitespace)
        return String(head.reversed().drop(while: \.isWhitespace).reversed())
      case .trunc(let count):
        return String(count < 0 ? text.suffix(-max(count, -.max)) : text.prefix(count))
      }
    }
  }
}
