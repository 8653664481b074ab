/// The bracket at a cursor and the one it belongs to.
public struct BracketPair: Hashable, Sendable {
  /// UTF-8 offset of the bracket at the cursor.
  public var here: Int
  /// UTF-8 offset of its partner; `nil` when it has none.
  public var partner: Int?

  /// Looks at the bracket under the cursor, else at the one just before it; brackets within texts
  /// and comments do not count.
  ///
  /// - Parameters:
  ///   - tokens: Of the whole text, in order.
  ///   - cursor: UTF-8 offset.
  /// - Returns: `nil` when there is no bracket at the cursor.
  public init?(at cursor: Int, in text: String, tokens: [Token]) {
    let bytes = Array(text.utf8)
    let places = tokens.lazy.filter { $0.kind == .punctuation }.flatMap { $0.range.start..<$0.range.end }
      .filter { $0 < bytes.count && Self.brackets.contains(bytes[$0]) }
    let brackets = Array(places)
    guard
      let index = brackets.firstIndex(of: cursor) ?? brackets.firstIndex(of: cursor - 1)
    else { return nil }
    here = brackets[index]
    partner = Self.partner(of: index, among: brackets, bytes)
  }

  private static let brackets = Array("(){}[]".utf8)

  private static func partner(of index: Int, among places: [Int], _ bytes: [UInt8]) -> Int? {
    let kind = brackets.firstIndex(of: bytes[places[index]]) ?? 0
    let (same, other) = (brackets[kind], brackets[kind ^ 1])
    let order = kind % 2 == 0 ? Array(places[(index + 1)...]) : places[..<index].reversed()
    var depth = 0
    for place in order {
      if bytes[place] == same { depth += 1 }
      guard bytes[place] == other else { continue }
      if depth == 0 { return place }
      depth -= 1
    }
    return nil
  }
}
