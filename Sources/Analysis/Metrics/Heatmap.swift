public import Telemetry

/// How many observations fell between which values, over time.
///
/// ```
///   upper ┌────┬────┬────┐
///         │    │ 2  │    │   a cell: observations in (lower, upper]
///         ├────┼────┼────┤
///         │ 7  │ 9  │ 8  │
///   lower └────┴────┴────┘
///           columns in time; cells without observations are left out
/// ```
public struct Heatmap: Equatable, Sendable {
  /// Observations between two values at one time, in the unit the query counts in: a rate for
  /// `rate`, a number for `increase`.
  public struct Cell: Hashable, Sendable {
    /// −∞ below the lowest negative bound.
    public var lower: Double
    /// +∞ for what lies above all bounds.
    public var upper: Double
    /// Positive and finite.
    public var count: Double

    public init(lower: Double, upper: Double, count: Double) {
      self.lower = lower
      self.upper = upper
      self.count = count
    }
  }

  /// All cells of one time.
  public struct Column: Equatable, Sendable {
    public var time: Instant
    /// Ascending, without overlap.
    public var cells: [Cell]
    /// The observations of all cells.
    public var total: Double
    /// Whether buckets reach up to +Inf; Prometheus gives no quantiles of others.
    public var isComplete: Bool

    public init(time: Instant, cells: [Cell], isComplete: Bool = true) {
      self.time = time
      self.cells = cells
      total = cells.reduce(0) { $0 + $1.count }
      self.isComplete = isComplete
    }
  }

  /// How values spread inside a cell, which decides how quantiles are interpolated.
  public enum Spread: Hashable, Sendable {
    /// Evenly, as Prometheus takes it for classic buckets.
    case linear
    /// Evenly on a logarithmic axis where the bounds are those of native histograms.
    case exponential
  }

  /// Ascending in time.
  public var columns: [Column]
  public var spread: Spread

  public init(columns: [Column], spread: Spread) {
    self.columns = columns
    self.spread = spread
  }

  /// From a range answer: native histograms where there are any, else classic buckets by `le`.
  public init(_ series: [Series]) {
    if series.contains(where: { !$0.histograms.isEmpty }) {
      self.init(native: series)
    } else {
      self.init(classic: series)
    }
  }

  public var isEmpty: Bool { columns.allSatisfy(\.cells.isEmpty) }

  /// The fullest cell's count, for the colour scale; 0 when there is none.
  public var peak: Double { columns.lazy.flatMap(\.cells).map(\.count).max() ?? 0 }

  /// Every bound of a cell, ascending, each once, ±∞ included: the rows of the chart.
  public var bounds: [Double] {
    var all = Set<Double>()
    for cell in columns.lazy.flatMap(\.cells) { all.formUnion([cell.lower, cell.upper]) }
    return all.sorted()
  }
}
