extension Surface {
  /// The same picture in ASCII: lines, blocks, braille, arrows and symbols become what comes closest.
  /// What has no likeness becomes `?`, one for each cell.
  public func asciiFolded() -> Surface {
    var folded = self
    for y in 0..<size.height {
      for x in 0..<size.width {
        let point = Point(x, y)
        folded[point].glyph = ASCIIFolding.glyph(for: self[point].glyph)
      }
    }
    return folded
  }
}

/// The likeness of a glyph in ASCII.
enum ASCIIFolding {
  static func glyph(for glyph: Character) -> Character {
    if glyph == Cell.continuation { return "?" }
    if glyph.isASCII { return glyph }
    guard let scalar = glyph.unicodeScalars.first else { return "?" }
    switch scalar.value {
    case 0x2800...0x28FF: return braille(UInt8(truncatingIfNeeded: scalar.value))
    case 0x2500...0x257F: return line(glyph)
    case 0x2580...0x259F: return block(scalar.value)
    default: return symbol(glyph) ?? letter(scalar)
    }
  }

  private static func braille(_ dots: UInt8) -> Character {
    switch dots.nonzeroBitCount {
    case 0: " "
    case 1...2: "."
    case 3...4: ":"
    default: "*"
    }
  }

  private static func line(_ glyph: Character) -> Character {
    if "─╌┄┈╴╶╸╺╼╾".contains(glyph) { return "-" }
    if "━┅┉╍═".contains(glyph) { return "=" }
    return "│┃┆┇┊┋╎╏║╵╷╹╻╽╿".contains(glyph) ? "|" : "+"
  }

  private static func block(_ value: UInt32) -> Character {
    switch value {
    case 0x2581...0x2588: Blocks.rising(Int(value) - 0x2580, .ascii)
    case 0x2589...0x258F: Blocks.growing(0x2590 - Int(value), .ascii)
    case 0x2591: "."
    case 0x2592: ":"
    case 0x2595: "|"
    default: "#"
    }
  }

  private static func symbol(_ glyph: Character) -> Character? {
    switch glyph {
    case "▲", "△", "↑", "▴": "^"
    case "▼", "▽", "↓", "▾": "v"
    case "▶", "▸", "›", "→", "↗", "↵", "⏎", "»": ">"
    case "◀", "◂", "‹", "←", "«": "<"
    case "●", "◆", "★", "•", "■": "*"
    case "○", "◇", "◌", "□", "◐", "°": "o"
    case "✗", "✘", "×", "✕": "x"
    case "✓", "✔": "+"
    case "⚑", "⚐": "!"
    case "⟳", "↻", "…", "≈": "~"
    case "·": "."
    case "–", "—", "−": "-"
    case "µ", "μ": "u"
    case "²": "2"
    case "³": "3"
    case "“", "”": "\""
    case "‘", "’": "'"
    default: nil
    }
  }

  /// Control pictures become the sign they are usually written with; all else has no likeness.
  private static func letter(_ scalar: Unicode.Scalar) -> Character {
    (0x2400...0x2421).contains(scalar.value) ? "^" : "?"
  }
}
