/// Messages with what changes from one to the next taken out, so that equal failures read equal.
public enum VolatileText {
  /// `user 4711 not in 3f2a9c…: 10.0.0.7` becomes `user <n> not in <hex>: <n>.<n>.<n>.<n>`. UUIDs become
  /// `<uuid>`, runs of at least eight hexadecimal digits with a digit among them and `0x…` become
  /// `<hex>`, other numbers `<n>`; digits within a word (`sha256`, `sdb1`) stay.
  public static func normalised(_ text: String) -> String {
    var out = ""
    var word: [UInt8] = []
    for byte in text.utf8 {
      if isWord(byte) {
        word.append(byte)
      } else {
        flush(&word, into: &out)
        out.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    flush(&word, into: &out)
    return out
  }

  /// Letters, digits and hyphens, and whatever is no ASCII, which is kept as it is.
  private static func isWord(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte >= 128
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122: true
    default: false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private static func isHex(_ byte: UInt8) -> Bool {
    isDigit(byte) || (65...70).contains(byte) || (97...102).contains(byte)
  }

  private static func flush(_ word: inout [UInt8], into out: inout String) {
    defer { word = [] }
    guard !word.isEmpty else { return }
    if isUUID(word) {
      out += "<uuid>"
      return
    }
    let parts = word.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index > 0 { out += "-" }
      out += replacement(for: part) ?? String(decoding: part, as: UTF8.self)
    }
  }

  private static func isUUID(_ word: [UInt8]) -> Bool {
    let parts = word.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(isHex) }
  }

  private static func replacement(for part: ArraySlice<UInt8>) -> String? {
    guard let first = part.first, part.contains(where: isDigit) else { return nil }
    let digits = part.prefix(while: isDigit)
    if digits.count == part.count { return "<n>" }
    if part.count >= 8, part.allSatisfy(isHex) { return "<hex>" }
    if first == UInt8(ascii: "0"), part.count > 2, part.dropFirst().first == UInt8(ascii: "x"),
      part.dropFirst(2).allSatisfy(isHex)
    {
      return "<hex>"
    }
    // A number with its unit: 30s, 512MB, 12ms.
    let unit = part.dropFirst(digits.count)
    guard !digits.isEmpty, unit.count <= 3, unit.allSatisfy({ isAlphanumeric($0) && !isDigit($0) })
    else { return nil }
    return "<n>" + String(decoding: unit, as: UTF8.self)
  }
}
