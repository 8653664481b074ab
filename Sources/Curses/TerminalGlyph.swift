internal import CTerminal
internal import Canvas

/// What is written for one glyph, so that ncurses, the terminal and the canvas agree on its columns.
///
/// Terminals disagree about joined emoji and variation selectors, so only the base and its combining
/// marks are sent; a base whose width the C library sees otherwise is filled up or replaced.
struct TerminalGlyph: Equatable {
  private static let replacement: UInt32 = 0xFFFD
  private static let marksLimit = 4

  var scalars: [UInt32]
  /// Columns the scalars take; the rest up to the canvas's width is blank.
  var width: Int

  /// - Parameter columns: 1 or 2, as the canvas laid it out.
  init(_ glyph: Character, columns: Int) {
    var all = glyph.unicodeScalars.makeIterator()
    let base = all.next()?.value ?? 0x20
    let width = Int(cterminal_width(base))
    guard width > 0, width <= columns else {
      self.init(scalars: [Self.replacement], width: 1)
      return
    }
    var scalars = [base]
    while let scalar = all.next(), scalars.count <= Self.marksLimit {
      if Self.isMark(scalar) { scalars.append(scalar.value) }
    }
    self.init(scalars: scalars, width: width)
  }

  private init(scalars: [UInt32], width: Int) {
    self.scalars = scalars
    self.width = width
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark:
      // Selectors of a presentation are marks too, but change the width.
      !(0xFE00...0xFE0F).contains(scalar.value) && cterminal_width(scalar.value) == 0
    default: false
    }
  }
}
