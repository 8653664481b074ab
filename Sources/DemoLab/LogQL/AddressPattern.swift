/// An IPv4 address, CIDR block or range, sought in texts.
struct AddressPattern {
  private let range: ClosedRange<UInt32>

  /// - Throws: `LogFailure` when the text is none of the three.
  init(_ text: String) throws(LogFailure) {
    guard let range = Self.range(text) else {
      throw LogFailure(
        "parse error : ip: error parsing ip filter: \(text): want an IPv4 address, CIDR block or range")
    }
    self.range = range
  }

  private static func range(_ text: String) -> ClosedRange<UInt32>? {
    let ends = text.split(separator: "-").map(address)
    if ends.count == 2, let low = ends[0], let high = ends[1], low <= high { return low...high }
    let parts = text.split(separator: "/")
    guard let base = parts.first.flatMap(address) else { return nil }
    guard parts.count == 2 else { return parts.count == 1 ? base...base : nil }
    guard let bits = UInt32(parts[1]), bits <= 32 else { return nil }
    let hostMask: UInt32 = bits == 32 ? 0 : .max >> bits
    return (base & ~hostMask)...(base | hostMask)
  }

  private static func address(_ text: some StringProtocol) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      guard part.utf8.count <= 3, let byte = UInt8(part) else { return nil }
      value = value << 8 | UInt32(byte)
    }
    return value
  }

  /// Whether the whole text is such an address.
  func accepts(_ text: String) -> Bool { Self.address(text).map(range.contains) ?? false }

  /// Whether an address of the range stands anywhere in the line.
  func occurs(in line: String) -> Bool {
    line.utf8.split { !((48...57).contains($0) || $0 == UInt8(ascii: ".")) }
      .contains { Self.address(String(decoding: $0, as: UTF8.self)).map(range.contains) ?? false }
  }
}
