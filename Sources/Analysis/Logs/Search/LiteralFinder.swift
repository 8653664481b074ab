/// Finds a text in memory, eight places at a time and those four times over.
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
    return needle.withUnsafeBufferPointer { needle in
      folds.withUnsafeBufferPointer { folds in
        let wanted = Wanted(needle: needle, folds: folds, first: first, second: second)
        return wanted.next(in: UnsafeRawPointer(base), last: bytes.count - needle.count, from: start)
      }
    }
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

/// What is looked for, laid out for looking.
private struct Wanted {
  /// The first byte of each of a word's lanes.
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  private let needle: UnsafeBufferPointer<UInt8>
  private let folds: UnsafeBufferPointer<UInt8>
  private let first: Int
  private let second: Int
  private let wantFirst: UInt64
  private let wantSecond: UInt64
  private let foldFirst: UInt64
  private let foldSecond: UInt64

  init(
    needle: UnsafeBufferPointer<UInt8>, folds: UnsafeBufferPointer<UInt8>, first: Int, second: Int
  ) {
    self.needle = needle
    self.folds = folds
    self.first = first
    self.second = second
    wantFirst = Self.ones &* UInt64(needle[first])
    wantSecond = Self.ones &* UInt64(needle[second])
    foldFirst = Self.ones &* UInt64(folds[first])
    foldSecond = Self.ones &* UInt64(folds[second])
  }

  /// - Parameter last: The last place at which the text could begin.
  func next(in base: UnsafeRawPointer, last: Int, from start: Int) -> Int? {
    var index = start
    while index + 7 <= last {
      while index + 31 <= last, isClear(base, index) { index += 32 }
      guard index + 7 <= last else { break }
      let zeros = zeros(base, index)
      guard zeros != 0 else {
        index += 8
        continue
      }
      // The lowest is surely one; those above it may come from its borrow.
      let place = index + zeros.trailingZeroBitCount / 8
      if matches(base, at: place) { return place }
      index = place + 1
    }
    while index <= last {
      if matches(base, at: index) { return index }
      index += 1
    }
    return nil
  }

  /// Whether none of thirty-two places is worth a look.
  @inline(__always)
  private func isClear(_ base: UnsafeRawPointer, _ index: Int) -> Bool {
    let front = zeros(base, index) | zeros(base, index + 8)
    return front | zeros(base, index + 16) | zeros(base, index + 24) == 0
  }

  /// The high bit of each of eight places where both rare bytes stand: a byte is zero exactly where
  /// subtracting one borrows into its highest bit while that is not set.
  @inline(__always)
  private func zeros(_ base: UnsafeRawPointer, _ index: Int) -> UInt64 {
    let a = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index + first, as: UInt64.self))
    let b = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index + second, as: UInt64.self))
    let differing = ((a | foldFirst) ^ wantFirst) | ((b | foldSecond) ^ wantSecond)
    return (differing &- Self.ones) & ~differing & Self.highs
  }

  @inline(__always)
  private func matches(_ base: UnsafeRawPointer, at place: Int) -> Bool {
    for index in 0..<needle.count {
      let byte = base.load(fromByteOffset: place + index, as: UInt8.self)
      if byte | folds[index] != needle[index] { return false }
    }
    return true
  }
}
