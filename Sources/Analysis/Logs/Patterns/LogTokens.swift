/// The words of a line as numbers that are equal where the words are, those that change from line to
/// line masked: a million lines are compared without making a text of any.
struct LogTokens: Hashable {
  /// Stands for a masked word.
  static let mask: UInt64 = 0

  private(set) var words: [UInt64] = []
  /// The first word, masked when there is a digit in it.
  private(set) var lead = LogTokens.mask
  /// What stands between the words.
  private(set) var shape: UInt64 = Self.basis
  private(set) var hasMore = false

  init(_ line: UnsafeBufferPointer<UInt8>) {
    var scanner = LogWordScanner(line)
    words.reserveCapacity(32)
    while let (between, word) = scanner.next() {
      let bytes = scanner.row[word]
      shape = Self.folded(scanner.row[between], into: shape)
      // So that "a b" and "ab" differ.
      shape = (shape ^ 0x1FF) &* Self.prime
      let number = Self.isVariable(bytes) ? Self.mask : Self.number(of: bytes)
      if words.isEmpty, !bytes.contains(where: { (48...57).contains($0) }) { lead = number }
      words.append(number)
    }
    shape = Self.folded(scanner.row[scanner.rest], into: shape)
    hasMore = scanner.hasMore
  }

  // FNV-1a: the same numbers in every run, unlike those of `Hasher`.
  private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01B3

  private static func number(of bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
    max(1, folded(bytes, into: basis))
  }

  private static func folded(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, into start: UInt64) -> UInt64 {
    var value = start
    for byte in bytes { value = (value ^ UInt64(byte)) &* prime }
    return value
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
}
