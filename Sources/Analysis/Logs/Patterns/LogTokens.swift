/// A line cut into words and what stands between them, the words that change from line to line masked.
///
/// ```
///   took 12ms by "erich" code=200
///   words    took  <_>  by  erich  code  <_>
///   between  ""  " "  " "  " \""  "\" "  "="  ""
/// ```
struct LogTokens: Hashable {
  static let mask = "<_>"

  private(set) var words: [String] = []
  /// One more than there are words.
  private(set) var between: [String] = [""]
  /// Whether the line goes on behind the last word: other rows, or too long to be looked at.
  private(set) var hasMore = false

  /// - Parameters:
  ///   - bytes: Looked at, at most, of the first row.
  ///   - words: Cut out, at most.
  init(_ line: UnsafeBufferPointer<UInt8>, bytes: Int = 1024, words limit: Int = 64) {
    let looked = line.prefix(bytes)
    let row = looked.prefix { $0 != 10 }
    hasMore = row.count < line.count
    var index = row.startIndex
    while index < row.endIndex {
      guard words.count < limit else {
        hasMore = true
        return
      }
      let start = index
      if Self.separates(row[index]) {
        while index < row.endIndex, Self.separates(row[index]) { index += 1 }
        between[between.count - 1] = String(decoding: row[start..<index], as: UTF8.self)
        guard index < row.endIndex, row[index - 1] == UInt8(ascii: "\"") else { continue }
        takeQuoted(row, &index)
      } else {
        while index < row.endIndex, !Self.separates(row[index]) { index += 1 }
        add(row[start..<index])
      }
    }
  }

  /// What stands between quotes is one word however many it holds: texts vary in length.
  private mutating func takeQuoted(_ row: Slice<UnsafeBufferPointer<UInt8>>, _ index: inout Int) {
    var end = index
    while end < row.endIndex, row[end] != UInt8(ascii: "\"") { end += row[end] == UInt8(ascii: "\\") ? 2 : 1 }
    // Without a closing quote, or behind one, words are words.
    guard end < row.endIndex, row[index..<end].contains(32) else { return }
    add(row[index..<end])
    index = end
  }

  private mutating func add(_ word: Slice<UnsafeBufferPointer<UInt8>>) {
    words.append(Self.isVariable(word) ? Self.mask : String(decoding: word, as: UTF8.self))
    between.append("")
  }

  /// Numbers, ids, addresses, times: whatever has a digit, but for names with a short number behind
  /// them (`sdb1`, `sha256`, `HTTP/2`).
  static func isVariable(_ word: some Collection<UInt8>) -> Bool {
    var (digits, trailing, lettersBefore, isHex) = (0, 0, 0, true)
    for byte in word {
      if (48...57).contains(byte) {
        digits += 1
        trailing += 1
      } else {
        if digits == 0 { lettersBefore += 1 }
        isHex = isHex && ((97...102).contains(byte | 0x20) || byte == UInt8(ascii: "-"))
        trailing = 0
      }
    }
    guard digits > 0 else { return false }
    if isHex, word.count >= 8 { return true }
    return !(digits == trailing && digits <= 3 && lettersBefore > 0 && isName(word))
  }

  /// Begins with a letter, and is not the sign or currency of a number.
  private static func isName(_ word: some Collection<UInt8>) -> Bool {
    word.first.map { (97...122).contains($0 | 0x20) } ?? false
  }

  private static func separates(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...32, UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
      UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "|"), UInt8(ascii: "\""), UInt8(ascii: "'"):
      true
    default: false
    }
  }
}
