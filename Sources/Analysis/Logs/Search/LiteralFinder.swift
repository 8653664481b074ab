/// Finds a text in memory, thirty-two places at a time.
///
/// Two bytes of the text that are rare in logs are looked for at once, at their distance from each
/// other; only where both stand is the whole compared.
///
/// ```
///   needle      q u e u e        rare: q at 0, u at 1
///   memory    r e q u e s t   q u e u e
///                 ^ ^           ^ ^          places worth a look
/// ```
struct LiteralFinder: Sendable {
  private typealias Block = SIMD32<UInt8>
  private typealias Words = SIMD4<UInt64>

  let needle: [UInt8]
  /// 0x20 where case does not matter, which turns capitals into small letters.
  private let folds: [UInt8]
  private let first: Int
  private let second: Int

  /// - Parameter ignoresCase: Letters A to Z match either way; others as they are written.
  init(_ text: String, ignoresCase: Bool) {
    let bytes = Array(text.utf8)
    folds = bytes.map { ignoresCase && Self.isLetter($0) ? 0x20 : 0 }
    needle = zip(bytes, folds).map { $0 | $1 }
    let ranked = needle.indices.sorted {
      (Self.frequency(of: bytes[$0]), $0) < (Self.frequency(of: bytes[$1]), $1)
    }
    first = ranked.first ?? 0
    second = ranked.dropFirst().first ?? first
  }

  /// Where the text next begins, at or after `start`; an empty text is nowhere.
  func next(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let base = bytes.baseAddress, !needle.isEmpty, start >= 0 else { return nil }
    let last = bytes.count - needle.count
    var index = start
    let raw = UnsafeRawPointer(base)
    let (a, b) = (raw + first, raw + second)
    let (wantA, wantB) = (Block(repeating: needle[first]), Block(repeating: needle[second]))
    let (foldA, foldB) = (Block(repeating: folds[first]), Block(repeating: folds[second]))
    while index + Block.scalarCount - 1 <= last {
      let blockA = (a + index).loadUnaligned(as: Block.self) | foldA
      let blockB = (b + index).loadUnaligned(as: Block.self) | foldB
      if Self.hasZero((blockA ^ wantA) | (blockB ^ wantB)) {
        for place in index..<(index + Block.scalarCount) where matches(base, at: place) { return place }
      }
      index += Block.scalarCount
    }
    while index <= last {
      if matches(base, at: index) { return index }
      index += 1
    }
    return nil
  }

  private func matches(_ base: UnsafePointer<UInt8>, at place: Int) -> Bool {
    guard base[place + first] | folds[first] == needle[first],
      base[place + second] | folds[second] == needle[second]
    else { return false }
    for index in needle.indices where base[place + index] | folds[index] != needle[index] { return false }
    return true
  }

  /// A byte is zero exactly where subtracting one borrows from its highest bit while that is not set.
  @inline(__always)
  private static func hasZero(_ block: Block) -> Bool {
    let words = unsafeBitCast(block, to: Words.self)
    let ones = Words(repeating: 0x0101_0101_0101_0101)
    let highs = Words(repeating: 0x8080_8080_8080_8080)
    let zeros = (words &- ones) & ~words & highs
    return (zeros[0] | zeros[1]) | (zeros[2] | zeros[3]) != 0
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }

  /// Roughly how usual a byte is in log lines; only the order matters.
  private static func frequency(of byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "e"): 9
    case UInt8(ascii: "t"), UInt8(ascii: "a"), UInt8(ascii: "o"), UInt8(ascii: "i"), UInt8(ascii: "n"),
      UInt8(ascii: "r"), UInt8(ascii: "s"), UInt8(ascii: "0"):
      8
    case 48...57, UInt8(ascii: "\""), UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "."),
      UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ","):
      7
    case UInt8(ascii: "l"), UInt8(ascii: "d"), UInt8(ascii: "c"), UInt8(ascii: "u"), UInt8(ascii: "m"),
      UInt8(ascii: "p"):
      6
    case 97...122: 4
    case 65...90: 3
    default: 2
    }
  }
}
