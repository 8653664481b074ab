/// How often values fell into bands, over time: columns are moments, rows are bands of values.
///
/// Cells carry their count in the glyph and in the colour, so that one of them is enough. Bands need
/// not be alike: linear, exponential and irregular bounds are drawn where they lie.
public struct HeatmapChart: Sendable {
  /// One bucket of a histogram.
  public struct Band: Hashable, Sendable {
    /// May be -infinity, and `upper` +infinity: such a band reaches to the edge.
    public var lower: Double
    public var upper: Double
    /// Zero, negative ones and NaN are empty.
    public var count: Double

    public init(_ lower: Double, _ upper: Double, _ count: Double) {
      self.lower = lower
      self.upper = upper
      self.count = count
    }
  }

  /// All bands of one moment.
  public struct Column: Hashable, Sendable {
    /// The middle of the column.
    public var x: Double
    /// In any order.
    public var bands: [Band]

    public init(_ x: Double, _ bands: [Band]) {
      self.x = x
      self.bands = bands
    }
  }

  /// How counts become intensities.
  public enum Intensity: Hashable, Sendable, CaseIterable {
    case linear, squareRoot, logarithmic
  }

  /// Ascending by x.
  public var columns: [Column]
  public var domain: ClosedRange<Double>
  /// Of the values.
  public var unit: Unit
  /// Of the counts, in the legend.
  public var countUnit: Unit = .none
  /// The values of the lowest and highest row; `nil` takes the bounds of bands that are not empty.
  public var range: ClosedRange<Double>?
  /// Whether rows count orders of magnitude: for exponential bounds.
  public var isLogarithmic = false
  public var intensity: Intensity = .squareRoot
  /// The counts of the palest and brightest cell; `nil` takes those of the drawn cells.
  public var countRange: ClosedRange<Double>?
  /// How wide a column is on the axis; `nil` takes the usual distance of two.
  public var columnWidth: Double?
  public var horizontalAxis: LineChart.HorizontalAxis = .time(.utc)
  public var showsVerticalAxis = true
  public var showsLegend = true
  /// Exemplars; `side` is not used.
  public var markers: [LineChart.Marker] = []
  /// The marker that is drawn bold and underlined.
  public var selectedMarker: Int?
  public var crosshair: Double?
  /// A marked span of the domain.
  public var selection: ClosedRange<Double>?
  public var glyphs: GlyphSet = .unicode

  public init(_ columns: [Column], domain: ClosedRange<Double>, unit: Unit = .none) {
    self.columns = columns
    self.domain = domain
    self.unit = unit
  }

  /// How many bands with a count have no place on a logarithmic axis: those not above zero.
  public var leftOut: Int {
    guard isLogarithmic else { return 0 }
    return columns.reduce(0) { sum, column in
      guard domain.contains(column.x) else { return sum }
      return sum + column.bands.count { $0.count > 0 && $0.upper <= 0 }
    }
  }
}
