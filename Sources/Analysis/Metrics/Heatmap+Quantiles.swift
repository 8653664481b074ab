public import Telemetry

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension Heatmap {
  /// The φ-quantile over time for each of `quantiles`, labelled `quantile`; columns that have none
  /// are left out, so that they show as gaps.
  public func quantileLines(_ quantiles: [Double] = [0.5, 0.9, 0.99]) -> [Series] {
    quantiles.map { quantile in
      let samples = columns.compactMap { column in
        self.quantile(quantile, in: column).map { Sample(column.time, $0) }
      }
      return Series(labels: ["quantile": "\(quantile)"], samples: samples)
    }
  }

  /// The value that the share `quantile` (0 to 1) of the column's observations does not exceed,
  /// by the rules of Prometheus' `histogram_quantile`.
  ///
  /// - Returns: `nil` without observations, and for classic buckets that do not reach up to +Inf;
  ///   ±∞ for quantiles outside 0 to 1.
  public func quantile(_ quantile: Double, in column: Column) -> Double? {
    guard column.total > 0, column.isComplete, !quantile.isNaN else { return nil }
    if quantile < 0 { return -.infinity }
    if quantile > 1 { return .infinity }
    let rank = quantile * column.total
    var below = 0.0
    for (index, cell) in column.cells.enumerated() {
      if below + cell.count >= rank || index == column.cells.count - 1 {
        let fraction = min(1, max(0, (rank - below) / cell.count))
        return value(at: fraction, of: cell, in: column)
      }
      below += cell.count
    }
    return nil
  }

  /// The value a share of the way through a cell, as `spread` has it.
  private func value(at fraction: Double, of cell: Cell, in column: Column) -> Double {
    // Without a bound on one side the other one is all that is known.
    if cell.upper == .infinity { return cell.lower }
    if cell.lower == -.infinity { return cell.upper }
    let (lower, upper) = ends(of: cell, in: column)
    guard spread == .exponential, Self.isExponential(cell) else {
      return lower + (upper - lower) * fraction
    }
    return lower * pow(upper / lower, fraction)
  }

  /// The zero bucket ends at zero where the histogram has nothing on the other side of it.
  private func ends(of cell: Cell, in column: Column) -> (lower: Double, upper: Double) {
    guard spread == .exponential, cell.lower < 0, cell.upper > 0 else { return (cell.lower, cell.upper) }
    let hasNegative = column.cells.first.map { $0.lower < cell.lower } ?? false
    let hasPositive = column.cells.last.map { $0.upper > cell.upper } ?? false
    if hasPositive && !hasNegative { return (0, cell.upper) }
    if hasNegative && !hasPositive { return (cell.lower, 0) }
    return (cell.lower, cell.upper)
  }

  /// Whether the bounds are those of a standard schema, −4 to 8: their ratio is 2 to the power of
  /// 2⁻ⁿ. Custom bounds and the zero bucket's are not.
  private static func isExponential(_ cell: Cell) -> Bool {
    guard cell.lower != 0, cell.upper != 0, (cell.lower < 0) == (cell.upper < 0) else { return false }
    let schema = -log2(abs(log2(abs(cell.upper / cell.lower))))
    return schema.isFinite && abs(schema - schema.rounded()) < 1e-6 && (-4...8).contains(schema.rounded())
  }
}
