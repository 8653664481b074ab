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
  /// Several values share a bar when there is no room: the one furthest from the usual is shown, so that neither
  /// a spike nor a dip is lost; of both, the spike, but where the dip is more than twice as deep.
  public func text(width: Int) -> String {
    guard width > 0 else { return "" }
    let finite = values.filter(\.isFinite)
    guard let low = range?.lowerBound ?? finite.min(), let high = range?.upperBound ?? finite.max()
    else { return String(repeating: " ", count: width) }
    let bars = min(width, values.count)
    let usual = bars < values.count ? finite.sorted()[finite.count / 2] : 0
    var text = String(repeating: " ", count: width - bars)
    for bar in 0..<bars {
      let bucket = values[(bar * values.count / bars)..<((bar + 1) * values.count / bars)]
      text.append(glyph(for: bucket, usual: usual, low: low, high: high))
    }
    return text
  }

  /// Draws the bars into the first row of `rect`.
  public func draw(in rect: Rect, on surface: inout Surface, _ style: Style = .text) {
    surface.put(text(width: rect.width), at: rect.origin, style, in: rect)
  }

  private func glyph(for bucket: ArraySlice<Double>, usual: Double, low: Double, high: Double) -> Character {
    let finite = bucket.filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max() else { return " " }
    let extreme = usual - least > 2 * (most - usual) ? least : most
    let extent = high - low
    let share = extent > 0 && extent.isFinite ? (extreme - low) / extent : 0
    let level = (min(max(0, share), 1) * 7).rounded()
    return Blocks.rising(1 + (Int(exactly: level) ?? 0), glyphs)
  }
}
