/// A bracketed paste as it arrives: kept up to the limit, ended by `ESC [ 201 ~`.
struct Paste: Sendable {
  private static let end: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]

  private var bytes = [UInt8]()
  /// How many bytes of the end marker have been seen.
  private var matched = 0

  /// Takes bytes up to the end of the paste; its text when the end was among them.
  mutating func take(_ incoming: inout ArraySlice<UInt8>) -> String? {
    while let byte = incoming.popFirst() {
      if byte == Self.end[matched] {
        matched += 1
        if matched == Self.end.count { return text }
        continue
      }
      keep(Self.end[..<matched])
      matched = byte == Self.end[0] ? 1 : 0
      if matched == 0 { keep([byte]) }
    }
    return nil
  }

  /// The text so far, when the end does not come.
  mutating func end() -> String { text }

  private mutating func keep(_ more: some Collection<UInt8>) {
    bytes.append(contentsOf: more.prefix(KeyDecoder.pasteLimit - bytes.count))
  }

  /// Line ends as `\n`, whatever the terminal made of them.
  private var text: String {
    var lines = [UInt8]()
    lines.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0D {
        lines.append(0x0A)
      } else if byte != 0x0A || index == 0 || bytes[index - 1] != 0x0D {
        lines.append(byte)
      }
    }
    return String(decoding: lines, as: UTF8.self)
  }
}
