extension LineChart {
  public struct Line: Hashable, Sendable {
    /// Ascending by x.
    public var points: [ChartPoint]
    public var role: Role
    public var shape: Shape
    /// Which vertical axis the values belong to.
    public var side: Side
    /// Values of an earlier time laid over these: dotted and muted, whatever the shape.
    public var isEarlier: Bool

    public init(
      _ points: [ChartPoint], _ role: Role, shape: Shape = .line, side: Side = .left,
      isEarlier: Bool = false
    ) {
      self.points = points
      self.role = role
      self.shape = shape
      self.side = side
      self.isEarlier = isEarlier
    }

    /// The shape in which the values are drawn.
    var drawnShape: Shape { isEarlier ? .line : shape }
  }

  public enum Shape: Hashable, Sendable, CaseIterable {
    case line
    /// Each value a dot of its own.
    case points
    /// From zero to the value.
    case bars
    /// From the area below to the sum of both; values below zero count as nothing.
    case stackedArea
  }

  public enum Side: Hashable, Sendable, CaseIterable { case left, right }

  /// A vertical axis.
  public struct Axis: Hashable, Sendable {
    public var unit: Unit
    public var range: VerticalRange
    public var isLogarithmic: Bool

    public init(
      _ unit: Unit = .none, range: VerticalRange = .automatic(withZero: true),
      isLogarithmic: Bool = false
    ) {
      self.unit = unit
      self.range = range
      self.isLogarithmic = isLogarithmic
    }
  }

  /// What stands for a line in a legend: areas show the pattern they are filled with.
  public func swatch(of index: Int) -> TextRun {
    guard lines.indices.contains(index) else { return TextRun(" ") }
    let line = lines[index]
    if line.isEarlier { return TextRun(String(glyphs.pick("┄", ".")), .muted) }
    let glyph: Character
    switch line.shape {
    case .line: glyph = glyphs.pick("●", "*")
    case .points: glyph = glyphs.pick("·", ".")
    case .bars: glyph = glyphs.pick("▌", "|")
    case .stackedArea: glyph = AreaPattern(layer: layer(of: index)).swatch(glyphs)
    }
    return TextRun(String(glyph), Style(line.role))
  }

  /// The place of an area in its stack, from 0 at the bottom.
  private func layer(of index: Int) -> Int {
    let side = side(of: lines[index])
    return lines[..<index].count { $0.drawnShape == .stackedArea && self.side(of: $0) == side }
  }
}
