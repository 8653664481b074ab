/// A compiled terminal description (term(5)), read so far as to give it direct colour.
///
/// ncurses writes 24-bit colour only for descriptions that promise it, and the installed ones do
/// not. This makes such a description of the terminal's own, keeping all its other capabilities.
///
///     header    magic, sizes of: names, flags, numbers, strings, text      6 × 16 bit
///     names     "xterm-256color|…", NUL
///     flags     a byte each, filled to an even place
///     numbers   16 or 32 bit each, by the magic number
///     strings   16-bit places in the text, -1 for none
///     text      filled to an even place
///     extended  the same again with names, `RGB` among its flags
struct TerminfoEntry {
  private static let magic16 = 0x011A
  private static let magic32 = 0x021E
  private enum Index {
    static let canChange = 27, colors = 13, pairs = 14
    static let originalColors = 298, initializeColor = 299, foreground = 359, background = 360
  }

  private var names: [UInt8]
  private var flags: [UInt8]
  private var numbers: [Int32]
  private var strings: [Int]
  private var text: [UInt8]
  private var extended: Extended

  private struct Extended {
    var flags = [UInt8]()
    var numbers = [Int32]()
    var strings = [Int]()
    var nameOffsets = [Int]()
    var text = [UInt8]()

    /// Names stand behind the values; their places count from there.
    var namesStart: Int {
      strings.filter { $0 >= 0 }.reduce(0) { start, offset in
        start + (text.dropFirst(offset).firstIndex(of: 0) ?? text.count) - offset + 1
      }
    }
  }

  /// `nil` when the bytes are not a whole description.
  init?(_ bytes: [UInt8]) {
    var reader = Reader(bytes: bytes)
    guard let header = reader.shorts(6), header[0] == Self.magic16 || header[0] == Self.magic32,
      header.dropFirst().allSatisfy({ $0 >= 0 })
    else { return nil }
    let wide = header[0] == Self.magic32
    guard let names = reader.bytes(header[1]), let flags = reader.bytes(header[2]), reader.align(),
      let numbers = reader.numbers(header[3], wide), let strings = reader.shorts(header[4]),
      let text = reader.bytes(header[5])
    else { return nil }
    self.names = names
    self.flags = flags
    self.numbers = numbers
    self.strings = strings
    self.text = text
    guard let extended = Self.extended(&reader, wide) else { return nil }
    self.extended = extended
  }

  private static func extended(_ reader: inout Reader, _ wide: Bool) -> Extended? {
    guard reader.align(), let header = reader.shorts(5) else { return Extended() }
    guard header.allSatisfy({ $0 >= 0 }), let flags = reader.bytes(header[0]), reader.align(),
      let numbers = reader.numbers(header[1], wide), let strings = reader.shorts(header[2]),
      let nameOffsets = reader.shorts(header[0] + header[1] + header[2]),
      let text = reader.bytes(header[4])
    else { return nil }
    return Extended(
      flags: flags, numbers: numbers, strings: strings, nameOffsets: nameOffsets, text: text)
  }

  /// Colours as `0xRRGGBB` in `setaf` and `setab`, the palette left alone.
  mutating func useDirectColor() {
    extend(&flags, to: Index.canChange + 1, with: 0)
    extend(&numbers, to: Index.pairs + 1, with: -1)
    extend(&strings, to: Index.background + 1, with: -1)
    flags[Index.canChange] = 0
    numbers[Index.colors] = 0x100_0000
    numbers[Index.pairs] = 0x7_FFFF
    strings[Index.originalColors] = -1
    strings[Index.initializeColor] = -1
    strings[Index.foreground] = add(Self.direct("38"))
    strings[Index.background] = add(Self.direct("48"))
    addRGB()
  }

  private static func direct(_ selector: String) -> String {
    "\u{1B}[\(selector);2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm"
  }

  private func extend<Value>(_ values: inout [Value], to count: Int, with value: Value) {
    while values.count < count { values.append(value) }
  }

  private mutating func add(_ string: String) -> Int {
    defer { text += Array(string.utf8) + [0] }
    return text.count
  }

  private mutating func addRGB() {
    let offset = extended.text.count - extended.namesStart
    extended.nameOffsets.insert(offset, at: extended.flags.count)
    extended.flags.append(1)
    extended.text += Array("RGB".utf8) + [0]
  }

  /// The description in the form with 32-bit numbers.
  var bytes: [UInt8] {
    var out = Writer()
    out.shorts([Self.magic32, names.count, flags.count, numbers.count, strings.count, text.count])
    out.bytes += names + flags
    out.align()
    out.numbers(numbers)
    out.shorts(strings)
    out.bytes += text
    out.align()
    let places = extended.strings.count + extended.nameOffsets.count
    out.shorts([
      extended.flags.count, extended.numbers.count, extended.strings.count, places,
      extended.text.count,
    ])
    out.bytes += extended.flags
    out.align()
    out.numbers(extended.numbers)
    out.shorts(extended.strings + extended.nameOffsets)
    out.bytes += extended.text
    return out.bytes
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    mutating func bytes(_ count: Int) -> [UInt8]? {
      guard count <= bytes.count - position else { return nil }
      defer { position += count }
      return Array(bytes[position..<(position + count)])
    }

    mutating func align() -> Bool {
      position += position & 1
      return position <= bytes.count
    }

    mutating func shorts(_ count: Int) -> [Int]? {
      bytes(2 * count)?.values(of: 2).map { Int(Int16(truncatingIfNeeded: $0)) }
    }

    mutating func numbers(_ count: Int, _ wide: Bool) -> [Int32]? {
      if wide { return bytes(4 * count)?.values(of: 4).map { Int32(truncatingIfNeeded: $0) } }
      return shorts(count)?.map { Int32($0) }
    }
  }

  private struct Writer {
    var bytes = [UInt8]()

    mutating func align() { if bytes.count % 2 == 1 { bytes.append(0) } }

    mutating func shorts(_ values: [Int]) {
      for value in values { append(UInt32(truncatingIfNeeded: value), 2) }
    }

    mutating func numbers(_ values: [Int32]) {
      for value in values { append(UInt32(bitPattern: value), 4) }
    }

    private mutating func append(_ value: UInt32, _ width: UInt32) {
      for byte in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
    }
  }
}

extension [UInt8] {
  /// Little-endian values of so many bytes each.
  fileprivate func values(of width: Int) -> [UInt32] {
    stride(from: 0, to: count - count % width, by: width).map { start in
      self[start..<(start + width)].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
  }
}
