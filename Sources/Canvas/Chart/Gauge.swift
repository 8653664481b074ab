/// How much of something is there: `██▎░░░░░░░`.
public struct Gauge: Hashable, Sendable {
  /// From 0 to 1; clamped, and NaN is unknown.
  public var fraction: Double
  /// Whether the missing part is drawn.
  public var showsTrack: Bool
  public var glyphs: GlyphSet

  public init(_ fraction: Double, showsTrack: Bool = true, glyphs: GlyphSet = .unicode) {
    self.fraction = fraction
    self.showsTrack = showsTrack
    self.glyphs = glyphs
  }

  /// The gauge in exactly `width` cells; unknown is a row of `?`. What is above zero shows at least
  /// its thinnest bar, and what is below one never looks full.
  public func text(width: Int) -> String {
    guard width > 0 else { return "" }
    if fraction.isNaN { return String(repeating: "?", count: width) }
    let eighths = eighths(width: width)
    var text = String(repeating: Blocks.growing(8, glyphs), count: eighths / 8)
    if eighths % 8 > 0 { text.append(Blocks.growing(eighths % 8, glyphs)) }
    let track = showsTrack ? glyphs.pick("░", ".") : " "
    return text + String(repeating: track, count: width - text.count)
  }

  /// Draws the gauge into the first row of `rect`, the missing part muted.
  public func draw(in rect: Rect, on surface: inout Surface, _ style: Style) {
    let text = text(width: rect.width)
    let filled = fraction.isNaN ? rect.width : (eighths(width: rect.width) + 7) / 8
    let end = surface.put(text.prefix(filled), at: rect.origin, style, in: rect)
    let rest = Style(.muted, on: style.ground)
    surface.put(text.dropFirst(filled), at: Point(end, rect.minY), rest, in: rect)
  }

  private func eighths(width: Int) -> Int {
    let full = width * 8
    if fraction >= 1 { return full }
    guard fraction > 0, let exact = Int(exactly: (fraction * Double(full)).rounded()) else {
      return 0
    }
    return min(max(1, exact), full - 1)
  }
}
