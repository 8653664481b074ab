/// RFC 4648, section 4: how protobuf's JSON mapping writes bytes.
enum Base64 {
  /// Decodes the standard or the URL alphabet, padding optional; `nil` for anything else.
  static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var bytes = [UInt8]()
    bytes.reserveCapacity(text.count / 4 * 3 + 2)
    return decode(text) { bytes.append($0) } ? bytes : nil
  }

  /// As above, byte by byte; `false` when the text turns out to be something else.
  @inline(__always)
  static func decode(_ text: UnsafeBufferPointer<UInt8>, _ visit: (UInt8) -> Void) -> Bool {
    var end = text.count
    while end > 0, text.count - end < 2, text[end - 1] == UInt8(ascii: "=") { end -= 1 }
    guard end % 4 != 1 else { return false }
    var bits: UInt32 = 0
    for index in 0..<end {
      guard let sextet = value(of: text[index]) else { return false }
      bits = bits << 6 | UInt32(sextet)
      // Every sextet but the first of four completes a byte.
      switch index % 4 {
      case 1: visit(UInt8(truncatingIfNeeded: bits >> 4))
      case 2: visit(UInt8(truncatingIfNeeded: bits >> 2))
      case 3: visit(UInt8(truncatingIfNeeded: bits))
      default: break
      }
    }
    return true
  }

  private static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
