internal import Canvas

/// The colours of the 256-colour palette as xterm shows them.
///
///     0–15     the terminal's named colours
///     16–231   a cube of six levels: 16 + 36·red + 6·green + blue
///     232–255  greys from 8 in steps of 10
enum ColorTable {
  private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
  private static let named: [RGB] = [
    RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0),
    RGB(0, 0, 238), RGB(205, 0, 205), RGB(0, 205, 205), RGB(229, 229, 229),
    RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0),
    RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
  ]

  /// - Parameter index: 0 to 255.
  static func color(at index: Int) -> RGB {
    if index < 16 { return named[max(0, index)] }
    if index < 232 {
      let cube = index - 16
      return RGB(levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
    }
    let grey = UInt8(min(8 + (index - 232) * 10, 255))
    return RGB(grey, grey, grey)
  }

  /// The index whose colour looks closest; the first of equals.
  static func nearest(to color: RGB, in indices: Range<Int>) -> Int {
    indices.min { distance(color, self.color(at: $0)) < distance(color, self.color(at: $1)) } ?? 0
  }

  static func isLight(_ color: RGB) -> Bool {
    299 * Int(color.red) + 587 * Int(color.green) + 114 * Int(color.blue) > 128_000
  }

  /// Squared distance, weighted by how the eye sees red and blue ("redmean").
  private static func distance(_ a: RGB, _ b: RGB) -> Int {
    let mean = (Int(a.red) + Int(b.red)) / 2
    let (red, green, blue) = (
      Int(a.red) - Int(b.red), Int(a.green) - Int(b.green), Int(a.blue) - Int(b.blue)
    )
    return (512 + mean) * red * red / 256 + 4 * green * green + (767 - mean) * blue * blue / 256
  }
}
