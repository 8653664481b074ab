/// Loki's pattern language: literals and captures, `<ip> - <_> [<time>]`.
struct WildcardPattern {
  private enum Piece: Equatable {
    case literal([UInt8])
    /// `nil` is the unnamed `<_>`.
    case capture(String?)
  }

  private var pieces: [Piece] = []

  /// - Throws: `LogFailure` when captures touch each other or none is named though one must be.
  init(_ text: String, needsName: Bool) throws(LogFailure) {
    var rest = Array(text.utf8)[...]
    var literal: [UInt8] = []
    while let byte = rest.first {
      if let name = Self.capture(at: rest) {
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        literal = []
        if case .capture? = pieces.last {
          throw LogFailure("parse error : invalid pattern: consecutive captures are not allowed: \(text)")
        }
        pieces.append(.capture(name == "_" ? nil : name))
        rest = rest.dropFirst(name.utf8.count + 2)
      } else {
        literal.append(byte)
        rest = rest.dropFirst()
      }
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    let isNamed = pieces.contains { if case .capture(_?) = $0 { true } else { false } }
    guard isNamed || !needsName else {
      throw LogFailure("parse error : invalid pattern: at least one capture is required: \(text)")
    }
  }

  private static func capture(at text: ArraySlice<UInt8>) -> String? {
    guard text.first == UInt8(ascii: "<"), let end = text.firstIndex(of: UInt8(ascii: ">")) else {
      return nil
    }
    let name = text[(text.startIndex + 1)..<end]
    guard let first = name.first, !(48...57).contains(first),
      name.allSatisfy({ (97...122).contains($0 | 0x20) || (48...57).contains($0) || $0 == UInt8(ascii: "_") })
    else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  /// The named captures; a capture whose following literal is missing takes the rest of the line.
  func captures(in line: String) -> [(name: String, value: String)] {
    var rest = Array(line.utf8)[...]
    var found: [(name: String, value: String)] = []
    var pieces = self.pieces[...]
    if case .literal(let literal)? = pieces.first {
      guard rest.starts(with: literal) else { return [] }
      rest = rest.dropFirst(literal.count)
      pieces = pieces.dropFirst()
    }
    while case .capture(let name)? = pieces.popFirst() {
      var value = rest
      var next: Int?
      if case .literal(let literal)? = pieces.popFirst(), let at = Self.find(literal, in: rest) {
        value = rest[..<at]
        next = at + literal.count
      }
      if let name { found.append((name, String(decoding: value, as: UTF8.self))) }
      guard let next else { break }
      rest = rest[next...]
    }
    return found
  }

  /// Whether the literals stand in the line in order, anchored where the pattern has no capture.
  func fits(_ line: String) -> Bool {
    var rest = Array(line.utf8)[...]
    var floats = false
    for (index, piece) in pieces.enumerated() {
      guard case .literal(let literal) = piece else {
        floats = true
        continue
      }
      if index == pieces.count - 1, floats {
        return rest.count >= literal.count && rest.suffix(literal.count).elementsEqual(literal)
      }
      guard
        let at = floats ? Self.find(literal, in: rest) : rest.starts(with: literal) ? rest.startIndex : nil
      else { return false }
      rest = rest[(at + literal.count)...]
      floats = false
    }
    return floats || rest.isEmpty
  }

  private static func find(_ needle: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    guard text.count >= needle.count else { return nil }
    return (text.startIndex...(text.endIndex - needle.count)).first {
      text[$0] == needle.first && text[$0..<($0 + needle.count)].elementsEqual(needle)
    }
  }
}
