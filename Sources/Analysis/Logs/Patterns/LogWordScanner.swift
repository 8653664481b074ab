/// Cuts the first row of a line into words and what stands between them.
///
/// ```
///   took 12ms by "erich the red" code=200
///   words    took  12ms  by  erich the red  code  200
///   between  ""    " "  " "  " \""          "\" " "="    then ""
/// ```
struct LogWordScanner {
  let row: UnsafeBufferPointer<UInt8>
  private let limit: Int
  private var index = 0
  private var count = 0
  /// What stands behind the last word, once there are no more.
  private(set) var rest = 0..<0
  /// Whether the line goes on behind the last word: other rows, or too long to be looked at.
  private(set) var hasMore: Bool

  /// - Parameters:
  ///   - bytes: Looked at, at most, of the first row.
  ///   - words: Cut out, at most.
  init(_ line: UnsafeBufferPointer<UInt8>, bytes: Int = 1024, words: Int = 64) {
    row = UnsafeBufferPointer(rebasing: line.prefix(bytes).prefix { $0 != 10 })
    limit = words
    hasMore = row.count < line.count
  }

  mutating func next() -> (between: Range<Int>, word: Range<Int>)? {
    let start = index
    while index < row.count, Self.separates(row[index]) { index += 1 }
    let between = start..<index
    guard index < row.count, count < limit else {
      hasMore = hasMore || index < row.count
      rest = between
      return nil
    }
    count += 1
    let word = index
    if let end = endOfQuoted(behind: between) {
      index = end
    } else {
      while index < row.count, !Self.separates(row[index]) { index += 1 }
    }
    return (between, word..<index)
  }

  /// What stands between quotes is one word however many it holds: texts vary in length. Without a
  /// closing quote, or behind one, words are words.
  private func endOfQuoted(behind between: Range<Int>) -> Int? {
    guard let last = between.last, row[last] == UInt8(ascii: "\"") else { return nil }
    var (end, hasSpace) = (index, false)
    while end < row.count, row[end] != UInt8(ascii: "\"") {
      hasSpace = hasSpace || row[end] == 32
      end += row[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return end < row.count && hasSpace ? end : nil
  }

  private static func separates(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...32, UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "\""), UInt8(ascii: "'"):
      true
    default: false
    }
  }
}
