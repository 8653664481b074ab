/// Stacked bars over time, such as log volume by level.
///
/// The first layer stands at the bottom and is never hidden: put the worst first.
public struct BarChart: Hashable, Sendable {
  public struct Layer: Hashable, Sendable {
    public var name: String
    public var role: Role
    /// One value for each bar; missing, negative and unreal ones count as zero.
    public var values: [Double]

    public init(_ name: String, _ role: Role, _ values: [Double]) {
      self.name = name
      self.role = role
      self.values = values
    }
  }

  public var layers: [Layer]
  public var unit: Unit
  /// The value of a full bar; `nil` takes the highest.
  public var maximum: Double?
  public var showsLegend: Bool
  public var showsAxis: Bool
  /// The bar with the cursor.
  public var cursor: Int?
  public var glyphs: GlyphSet

  public init(_ layers: [Layer], unit: Unit = .none, glyphs: GlyphSet = .unicode) {
    self.layers = layers
    self.unit = unit
    self.glyphs = glyphs
    showsLegend = true
    showsAxis = true
  }

  public var barCount: Int { layers.map(\.values.count).max() ?? 0 }

  /// The cells of the bars when the chart is drawn in `rect`.
  public func plotArea(in rect: Rect) -> Rect {
    let legend = showsLegend && rect.height > 1 ? 1 : 0
    let gutter = showsAxis ? unit.text(fullBar(width: rect.width)).cellWidth + 3 : 0
    return rect.inset(left: gutter + 8 <= rect.width ? gutter : 0, top: legend)
  }

  /// The columns of a bar on the screen; bars share a column when there are more bars than columns.
  public func columns(of bar: Int, in area: Rect) -> Range<Int> {
    let count = barCount
    guard (0..<count).contains(bar), area.width > 0 else { return area.minX..<area.minX }
    let start = bar * area.width / count
    return (area.minX + start)..<(area.minX + max(start + 1, (bar + 1) * area.width / count))
  }

  /// The first bar drawn in a column; `nil` outside.
  public func bar(atColumn column: Int, in area: Rect) -> Int? {
    let bars = bars(inColumn: column - area.minX, width: area.width)
    return bars.isEmpty ? nil : bars.lowerBound
  }

  /// All bars that share a column: those whose first column it is, or the wide one that covers it.
  func bars(inColumn column: Int, width: Int) -> Range<Int> {
    let count = barCount
    guard count > 0, (0..<width).contains(column) else { return 0..<0 }
    if count <= width {
      let bar = ((column + 1) * count - 1) / width
      return bar..<(bar + 1)
    }
    return ((column * count + width - 1) / width)..<(((column + 1) * count + width - 1) / width)
  }

  /// The layers' values in a column: bars that share it are added up.
  func stack(inColumn column: Int, width: Int) -> [Double] {
    let bars = bars(inColumn: column, width: width)
    return layers.map { layer in
      bars.reduce(0) { sum, bar in
        guard layer.values.indices.contains(bar) else { return sum }
        let value = layer.values[bar]
        return value.isFinite && value > 0 ? sum + value : sum
      }
    }
  }

  func fullBar(width: Int) -> Double {
    if let maximum { return maximum }
    return (0..<width).map { stack(inColumn: $0, width: width).reduce(0, +) }.max() ?? 0
  }
}
