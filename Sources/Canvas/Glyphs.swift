/// The glyphs of a text as a terminal may show them safely, with their widths in cells.
///
/// Control characters, escape sequences, bidirectional overrides and invisible format characters
/// become visible symbols here and nowhere else: C0 as its control picture (`␛`), everything else
/// as `�`. A cluster keeps its first eight scalars: enough for a family of emoji, too few to pile
/// combining marks over the neighbouring rows.
public struct Glyphs<Text: StringProtocol>: Sequence, IteratorProtocol {
  public struct Glyph: Equatable, Sendable {
    public var character: Character
    /// 1 or 2.
    public var width: Int
  }

  private let text: Text
  private var index: Text.Index
  private let end: Text.Index

  public init(_ text: Text) {
    self.text = text
    (index, end) = (text.startIndex, text.endIndex)
  }

  public mutating func next() -> Glyph? {
    guard index != end else { return nil }
    // Most text is ASCII, where a byte before another is a whole character: no rules to look up.
    let bytes = text.utf8
    let (byte, after) = (bytes[index], bytes.index(after: index))
    if 0x20..<0x7F ~= byte, after == end || bytes[after] < 0x80 {
      index = after
      return Glyph(character: Character(Unicode.Scalar(byte)), width: 1)
    }
    let character = text[index]
    index = text.index(after: index)
    return GlyphRules.glyph(for: character)
  }
}

/// How one character is shown.
enum GlyphRules {
  static func glyph<Text>(for character: Character) -> Glyphs<Text>.Glyph {
    let scalars = character.unicodeScalars
    let first = scalars.first!
    if isDrawing(first), scalars.count == 1 { return .init(character: character, width: 1) }
    if let symbol = symbol(for: first) { return .init(character: symbol, width: 1) }
    if scalars.count == 1 { return .init(character: character, width: width(of: first)) }
    return cluster(character)
  }

  /// Box drawing, blocks and braille: what frames and charts are made of.
  private static func isDrawing(_ scalar: Unicode.Scalar) -> Bool {
    0x2500...0x259F ~= scalar.value || 0x2800...0x28FF ~= scalar.value
  }

  /// The stand-in for a scalar that must not reach the terminal.
  private static func symbol(for scalar: Unicode.Scalar) -> Character? {
    switch scalar.value {
    case 0...0x1F: Character(Unicode.Scalar(0x2400 + scalar.value)!)
    case 0x7F: "␡"
    default: isVisible(scalar) ? nil : "\u{FFFD}"
    }
  }

  /// False for controls, format characters (bidirectional marks, zero-width spaces, joiners on
  /// their own, tags), separators of lines, surrogates and unassigned scalars that begin
  /// a glyph, and for combining marks without a base.
  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
      .nonspacingMark, .enclosingMark:
      false
    default: true
    }
  }

  /// A base with what follows it, without anything invisible that could reorder text.
  private static func cluster<Text>(_ character: Character) -> Glyphs<Text>.Glyph {
    var kept = String.UnicodeScalarView()
    var columns = 0
    var emoji = false
    let first = character.unicodeScalars.first!
    // Letters keep no joiners and tags: nothing shows them, and tags can carry hidden words.
    let isPicture = first.properties.isEmoji && first.value > 0xFF
    for scalar in character.unicodeScalars where kept.count < 8 {
      switch scalar.value {
      case 0x200D where !isPicture: continue
      case 0xE0020...0xE007F where first.value != 0x1F3F4: continue
      case 0x200D, 0xFE0E, 0xFE0F, 0x1F3FB...0x1F3FF, 0xE0020...0xE007F:
        // Joiners, selectors and modifiers inside an emoji; a terminal may ignore them.
        emoji = emoji || scalar.value != 0xFE0E
        kept.append(scalar)
      default:
        let mark = scalar.properties.generalCategory
        guard isVisible(scalar) || mark == .nonspacingMark || mark == .enclosingMark else {
          continue
        }
        if mark != .nonspacingMark, mark != .enclosingMark {
          columns = max(columns, width(of: scalar))
        }
        kept.append(scalar)
      }
    }
    while kept.last == "\u{200D}" { kept.removeLast() }
    if emoji, first.properties.isEmoji, columns == 1,
      character.unicodeScalars.contains("\u{FE0F}")
    {
      columns = 2
    }
    return .init(character: Character(String(kept)), width: max(1, columns))
  }

  /// 1, or 2 for East Asian wide and emoji presentation.
  static func width(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x1100 { return 1 }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wide.contains { $0.contains(value) } ? 2 : 1
  }

  /// East Asian Width W and F (Unicode Standard Annex 11), the assigned blocks joined.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
    0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18AFF, 0x1AFF0...0x1B2FF,
    0x1F200...0x1F2FF, 0x20000...0x3FFFD,
  ]
}

extension StringProtocol {
  /// How many cells the text takes on a screen.
  public var cellWidth: Int {
    var width = 0
    for glyph in Glyphs(self) { width += glyph.width }
    return width
  }

  /// The text cut to `width` cells, with `…` at the end when something was cut.
  public func fitted(to width: Int) -> String {
    var kept = ""
    var columns = 0
    var glyphs = Glyphs(self)
    while let glyph = glyphs.next() {
      if columns + glyph.width > width {
        while columns > width - 1, !kept.isEmpty {
          columns -= String(kept.removeLast()).cellWidth
        }
        return width > 0 ? kept + "…" : ""
      }
      kept.append(glyph.character)
      columns += glyph.width
    }
    return kept
  }

  /// Fitted and filled with blanks on the right to exactly `width` cells.
  public func padded(to width: Int) -> String {
    let text = fitted(to: width)
    return text + String(repeating: " ", count: Swift.max(0, width - text.cellWidth))
  }

  /// Fitted and filled with blanks on the left to exactly `width` cells.
  public func paddedLeft(to width: Int) -> String {
    let text = fitted(to: width)
    return String(repeating: " ", count: Swift.max(0, width - text.cellWidth)) + text
  }
}
