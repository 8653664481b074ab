/// Lines over a common horizontal axis, drawn in braille dots or ASCII.
///
/// A value to be drawn and thrown away: it holds no state. `plot(in:)` says where its values lie,
/// so that a pane can move a crosshair and find what the mouse points at.
public struct LineChart: Sendable {
  public struct Line: Hashable, Sendable {
    /// Ascending by x.
    public var points: [ChartPoint]
    public var role: Role

    public init(_ points: [ChartPoint], _ role: Role) {
      self.points = points
      self.role = role
    }
  }

  /// A point that can be followed, such as an exemplar.
  public struct Marker: Hashable, Sendable {
    public var point: ChartPoint
    public var role: Role

    public init(_ point: ChartPoint, _ role: Role = .marker) {
      self.point = point
      self.role = role
    }
  }

  public enum VerticalRange: Hashable, Sendable {
    /// Of the values, widened to round ones; with zero in it when asked.
    case automatic(withZero: Bool)
    case fixed(ClosedRange<Double>)
  }

  public enum HorizontalAxis: Sendable {
    case hidden
    case time(TimeAxis)
    case unit(Unit)
  }

  /// Earlier lines lie in front.
  public var lines: [Line]
  public var domain: ClosedRange<Double>
  public var unit: Unit = .none
  public var verticalRange: VerticalRange = .automatic(withZero: true)
  public var isLogarithmic = false
  public var horizontalAxis: HorizontalAxis = .time(.utc)
  public var showsVerticalAxis = true
  /// Points further apart are not joined; `nil` joins all.
  public var maxGap: Double?
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

  /// Where values lie when the chart is drawn in `rect`.
  public func plot(in rect: Rect) -> Plot {
    let area = self.area(in: rect, gutter: 0)
    let range = self.range(rows: area.height)
    let labels = ticks(in: range, rows: area.height).map { $0.label.cellWidth }
    let gutter = showsVerticalAxis ? (labels.max() ?? 0) + 3 : 0
    return Plot(
      area: self.area(in: rect, gutter: gutter), domain: domain, range: range,
      isLogarithmic: isLogarithmic)
  }

  /// The cells left for dots: axes go first when there is no room for both.
  private func area(in rect: Rect, gutter: Int) -> Rect {
    var area = rect
    if case .hidden = horizontalAxis {} else if rect.height >= 3 { area = area.inset(bottom: 1) }
    return gutter + 8 <= rect.width ? area.inset(left: gutter) : area
  }

  /// A label on every second row at most.
  func tickCount(rows: Int) -> Int { max(2, (rows + 1) / 2) }

  /// Ticks of the vertical axis, bottom first.
  func ticks(in range: ClosedRange<Double>, rows: Int) -> [AxisTick] {
    let count = tickCount(rows: rows)
    guard isLogarithmic else { return Ticks.labelled(in: range, unit: unit, atMost: count) }
    return Ticks.decades(in: range, atMost: count).map { AxisTick($0, unit.text($0)) }
  }
}
