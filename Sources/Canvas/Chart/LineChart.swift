/// Values over a common horizontal axis as lines, points, bars or stacked areas, in braille dots or
/// ASCII.
///
/// A value to be drawn and thrown away: it holds no state. `plot(in:)` says where its values lie,
/// so that a pane can move a crosshair and find what the mouse points at.
public struct LineChart: Sendable {
  public enum VerticalRange: Hashable, Sendable {
    /// Of the values, widened to round ones; with zero in it when asked.
    case automatic(withZero: Bool)
    /// Locked: what lies outside is not drawn.
    case fixed(ClosedRange<Double>)
  }

  public enum HorizontalAxis: Sendable {
    case hidden
    case time(TimeAxis)
    case unit(Unit)
  }

  /// Earlier lines lie in front; stacked areas stand on one another in this order, the first at the
  /// bottom.
  public var lines: [Line]
  public var domain: ClosedRange<Double>
  /// Of the left axis, like `verticalRange` and `isLogarithmic`.
  public var unit: Unit = .none
  public var verticalRange: VerticalRange = .automatic(withZero: true)
  /// Whether rows count orders of magnitude; what is not above zero is left out then, and the
  /// horizontal axis says so.
  public var isLogarithmic = false
  /// The axis of lines on the right; without it they use the left one.
  public var rightAxis: Axis?
  public var horizontalAxis: HorizontalAxis = .time(.utc)
  public var showsVerticalAxis = true
  /// Points further apart are not joined; `nil` joins all.
  public var maxGap: Double?
  public var thresholds: [Threshold] = []
  public var annotations: [Annotation] = []
  /// The annotation whose time is drawn through the plot.
  public var selectedAnnotation: Int?
  public var markers: [Marker] = []
  /// The marker that is drawn bold and underlined.
  public var selectedMarker: Int?
  public var crosshair: Double?
  /// A marked span of the domain.
  public var selection: ClosedRange<Double>?
  public var glyphs: GlyphSet = .unicode

  public init(_ lines: [Line], domain: ClosedRange<Double>, unit: Unit = .none) {
    self.lines = lines
    self.domain = domain
    self.unit = unit
  }

  /// How many values within the domain have no place on a logarithmic axis: those not above zero.
  public var leftOut: Int {
    lines.reduce(0) { sum, line in
      guard axis(side(of: line)).isLogarithmic else { return sum }
      return sum + line.points.count { $0.y <= 0 && domain.contains($0.x) }
    }
  }

  func axis(_ side: Side) -> Axis {
    let left = Axis(unit, range: verticalRange, isLogarithmic: isLogarithmic)
    return side == .right ? rightAxis ?? left : left
  }

  /// The axis a line is really drawn on.
  func side(of line: Line) -> Side { rightAxis == nil ? .left : line.side }
}

extension LineChart.HorizontalAxis {
  var isHidden: Bool { if case .hidden = self { true } else { false } }

  func ticks(in domain: ClosedRange<Double>, atMost count: Int) -> [AxisTick] {
    switch self {
    case .hidden: []
    case .time(let axis): axis.ticks(in: domain, atMost: count)
    case .unit(let unit): Ticks.labelled(in: domain, unit: unit, atMost: count)
    }
  }
}
