/// A row of small bars: `▁▁▂▁▆█▇`.
public struct Sparkline: Hashable, Sendable {
  /// NaN and infinities are shown as blanks.
  public var values: [Double]
  /// The values of the lowest and highest bar; `nil` takes those of the values.
  public var range: ClosedRange<Double>?
  public var glyphs: GlyphSet

  public init(
    _ values: [Double], range: ClosedRange<Double>? = nil, glyphs: GlyphSet = .unicode
  ) {
    self.values = values
    self.range = range
    self.glyphs = glyphs
  }

  /// The bars in exactly `width` cells, the newest value at the right end.
  ///
  /// Several values share a bar when there is no room: the one furthest from the middle of the range
  /// is shown, so that neither a spike nor a dip is lost; of both, the spike.
  public func text(width: Int) -> String {
    guard width > 0 else { return "" }
    let finite = values.filter(\.isFinite)
    guard let low = range?.lowerBound ?? finite.min(), let high = range?.upperBound ?? finite.max()
    else { return String(repeating: " ", count: width) }
    let bars = min(width, values.count)
    var text = String(repeating: " ", count: width - bars)
    for bar in 0..<bars {
      let bucket = values[(bar * values.count / bars)..<((bar + 1) * values.count / bars)]
      text.append(glyph(for: bucket, low: low, high: high))
    }
    return text
  }

  /// Draws the bars into the first row of `rect`.
  public func draw(in rect: Rect, on surface: inout Surface, _ style: Style = .text) {
    surface.put(text(width: rect.width), at: rect.origin, style, in: rect)
  }

  private func glyph(for bucket: ArraySlice<Double>, low: Double, high: Double) -> Character {
    let middle = low / 2 + high / 2
    let finite = bucket.filter(\.isFinite)
    // Ties go up: a spike outweighs a dip.
    let extreme = finite.max {
      (abs($0 - middle), $0) < (abs($1 - middle), $1)
    }
    guard let extreme else { return " " }
    let extent = high - low
    let share = extent > 0 && extent.isFinite ? (extreme - low) / extent : 0
    let level = (min(max(0, share), 1) * 7).rounded()
    return Blocks.rising(1 + (Int(exactly: level) ?? 0), glyphs)
  }
}
