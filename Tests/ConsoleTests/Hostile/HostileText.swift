/// Text that wants to do more than be read.
enum HostileText {
  static let samples: [String] = [
    "\u{1B}[31mred\u{1B}[0m", "\u{1B}]0;title\u{07}", "\u{1B}]52;c;cHduZWQ=\u{07}", "\u{9B}2J", "\u{90}dcs\u{9C}",
    "a\u{08}\u{08}b\rc\nd\te\u{0}f\u{7F}", "\u{202E}evil\u{202C}", "\u{2066}x\u{2069}\u{200E}\u{200F}\u{061C}",
    "ze\u{200B}ro\u{FEFF}wi\u{2060}dth\u{00AD}", "a\u{200D}b\u{200C}c", "a\u{E0041}\u{E0042}", "x\u{2028}y\u{2029}z",
    "e" + String(repeating: "\u{301}", count: 500), "千と千尋の神隠し", "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿🇨🇭", "﷽", "\u{FFF9}a\u{FFFA}b\u{FFFB}",
    "\"} | drop {x=\"", "\u{0600}1", "👩\u{200D}", "😀\u{200D}\u{200D}x",
  ]

  /// All of them at once, and as long as a careless server lets a line be.
  static var all: String { samples.joined(separator: " ") }
  static var megabyte: String { all + String(repeating: "0123456789\u{1B}[1mabcde", count: 50_000) }

  /// The first scalar that could steer a terminal or reorder or hide text; `nil` when there is none.
  /// A joiner between two emoji, and tags that make a flag, only choose a picture.
  static func steering(in glyph: Character) -> Unicode.Scalar? {
    let scalars = Array(glyph.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: break
      default: continue
      }
      let joins = scalar.value == 0x200D && index > 0 && index + 1 < scalars.count && isPicture(scalars[0])
      let flags = (0xE0020...0xE007F).contains(scalar.value) && scalars[0].value == 0x1F3F4
      if !joins && !flags { return scalar }
    }
    return nil
  }

  private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isEmoji && scalar.value > 0xFF
  }
}
