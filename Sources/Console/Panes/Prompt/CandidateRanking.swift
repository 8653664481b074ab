/// How well a name answers what was typed: the beginning of it, the beginning of one of its words,
/// somewhere in it, or its letters in order.
enum CandidateRanking: Int, Comparable {
  case exact, prefix, wordStart, inside, scattered

  static func < (a: CandidateRanking, b: CandidateRanking) -> Bool { a.rawValue < b.rawValue }

  /// - Parameters:
  ///   - name: Any text; ASCII letters match in either case.
  ///   - typed: UTF-8 with ASCII letters in lower case; matches everything when empty.
  /// - Returns: `nil` when the letters do not all occur in order.
  init?(of name: String, for typed: [UInt8]) {
    var name = name
    let found = name.withUTF8 { Self.rank(Array($0), typed) }
    guard let found else { return nil }
    self = found
  }

  static func lowered(_ text: String) -> [UInt8] { text.utf8.map(lowered) }

  private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

  private static func rank(_ name: [UInt8], _ typed: [UInt8]) -> CandidateRanking? {
    guard let first = typed.first else { return .prefix }
    guard name.count >= typed.count else { return nil }
    var best: CandidateRanking?
    for start in 0...(name.count - typed.count) where lowered(name[start]) == first {
      guard (1..<typed.count).allSatisfy({ lowered(name[start + $0]) == typed[$0] }) else { continue }
      if start == 0 { return name.count == typed.count ? .exact : .prefix }
      if !isWord(name[start - 1]) || isHump(name[start], after: name[start - 1]) { return .wordStart }
      best = .inside
    }
    return best ?? (isScattered(typed, in: name) ? .scattered : nil)
  }

  /// The `S` of `rootServiceName`.
  private static func isHump(_ byte: UInt8, after previous: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) && (0x61...0x7A).contains(previous)
  }

  private static func isScattered(_ typed: [UInt8], in name: [UInt8]) -> Bool {
    var rest = typed[...]
    for byte in name where lowered(byte) == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(lowered(byte)) || byte >= 0x80
  }
}
