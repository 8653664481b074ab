/// From a count to a glyph and a colour: one to nine, `░▒▓█` and ` .:-=+*#%@` alike.
struct HeatRamp {
  let extent: ClosedRange<Double>
  let intensity: HeatmapChart.Intensity
  let glyphs: GlyphSet

  /// 1 to 9, by where a count lies between the lowest and highest; 9 when they are the same.
  func level(of count: Double) -> Int {
    let (low, high) = (scaled(extent.lowerBound), scaled(extent.upperBound))
    guard low < high, let share = Plot.share(of: scaled(count), from: low, to: high) else {
      return 9
    }
    let level = (min(max(0, share), 1) * 8).rounded()
    return 1 + (Int(exactly: level) ?? 8)
  }

  func cell(_ count: Double) -> Cell { cell(level: level(of: count)) }

  func cell(level: Int) -> Cell {
    let level = min(max(1, level), 9)
    let ascii: [Character] = [".", ":", "-", "=", "+", "*", "#", "%", "@"]
    let unicode: [Character] = ["░", "▒", "▓", "█"]
    let glyph = glyphs == .unicode ? unicode[(level - 1) * 4 / 9] : ascii[level - 1]
    return Cell(glyph, Style(.heat(level)))
  }

  /// The levels that show every glyph once.
  var steps: [Int] { glyphs == .unicode ? [2, 4, 6, 9] : Array(1...9) }

  private func scaled(_ count: Double) -> Double {
    switch intensity {
    case .linear: count
    case .squareRoot: max(0, count).squareRoot()
    case .logarithmic:
      Logarithm.base10(min(max(count, .leastNormalMagnitude), .greatestFiniteMagnitude))
    }
  }
}
