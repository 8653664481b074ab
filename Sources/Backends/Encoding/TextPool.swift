/// Texts met lately, found by their bytes: a text that repeats through an answer becomes one `String`.
///
/// One place for each hash, and a newcomer takes the place of whoever holds it. So the cost of a text is
/// bounded whatever a server sends, and hot texts, which are met again at once, stay shared.
///
///     bytes ── hash ──▶ place ── same bytes? ──▶ that String
///                                else ─────────▶ a new String, which takes the place
struct TextPool {
  /// 1 MB of places at most.
  private static let limit = 1 << 16
  /// Shorter texts live inside the `String` itself; there is nothing to share.
  private static let inline = 15
  /// Longer ones (statements, stack traces) are seldom met twice and costly to compare.
  private static let longest = 4096

  private var places: [String] = []
  private var newcomers = 0

  /// The bytes as text, invalid UTF-8 repaired.
  mutating func text(_ bytes: UnsafeRawBufferPointer) -> String {
    guard bytes.count > Self.inline, bytes.count <= Self.longest else {
      return String(decoding: bytes, as: UTF8.self)
    }
    if newcomers >= places.count, places.count < Self.limit { grow() }
    let place = Int(truncatingIfNeeded: Self.hash(bytes) & UInt64(places.count - 1))
    if Self.equal(&places[place], bytes) { return places[place] }
    newcomers += 1
    let text = String(decoding: bytes, as: UTF8.self)
    places[place] = text
    return text
  }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    text(UnsafeRawBufferPointer(bytes))
  }

  /// Forgets everything, which costs each text one more `String`.
  private mutating func grow() {
    places = Array(repeating: "", count: max(256, places.count * 2))
    newcomers = 0
  }

  /// Words of eight bytes, the last one overlapping the one before; at least eight bytes.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: bytes.count)
    var offset = 0
    let last = bytes.count - 8
    while offset < last {
      hash = mixed(hash, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    return mixed(hash, bytes.loadUnaligned(fromByteOffset: last, as: UInt64.self))
  }

  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  private static func equal(_ text: inout String, _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard text.utf8.count == bytes.count else { return false }
    return text.withUTF8 { known in
      let known = UnsafeRawBufferPointer(known)
      let last = bytes.count - 8
      var offset = 0
      while offset < last {
        guard same(known, bytes, at: offset) else { return false }
        offset += 8
      }
      return same(known, bytes, at: last)
    }
  }

  private static func same(
    _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, at offset: Int
  ) -> Bool {
    a.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      == b.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }
}
