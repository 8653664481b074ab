/// The cumulative values of one histogram, a row a tick from the first tick it was seen in.
///
/// Rows lie end to end: a demo left open for days keeps some six million numbers.
struct CounterColumn: Sendable {
  /// What of a histogram a series shows.
  enum Component: Sendable {
    /// Place in `RequestSeries.boundLabels`; the last one is the count as well.
    case bucket(Int)
    case sum

    static let count = Component.bucket(RequestSeries.bounds.count)
  }

  private static let width = RequestSeries.boundLabels.count

  /// Ticks since the ledger's first.
  let firstTick: Int
  private var counts: [UInt32] = []
  private var sums: [Double] = []
  /// Cumulative over bounds, as `le` is.
  private var current: [UInt32]
  private var sum: Double

  /// - Parameter base: What was counted before the first tick.
  init(firstTick: Int, base: [Double]? = nil) {
    self.firstTick = firstTick
    current = base.map { $0.prefix(Self.width).map { UInt32($0) } } ?? Array(repeating: 0, count: Self.width)
    sum = base?.last ?? 0
  }

  mutating func observe(_ seconds: Double) {
    for index in RequestSeries.bucket(of: seconds)..<Self.width { current[index] += 1 }
    sum += seconds
  }

  /// Keeps the values as they are now as the row of the tick that ends.
  mutating func endTick() {
    counts.append(contentsOf: current)
    sums.append(sum)
  }

  /// The value after a tick; `nil` where there is no row.
  func value(_ component: Component, afterTick tick: Int) -> Double? {
    let row = tick - firstTick
    guard row >= 0, row < sums.count else { return nil }
    switch component {
    case .bucket(let index): return Double(counts[row * Self.width + index])
    case .sum: return sums[row]
    }
  }

  /// The newest values: the buckets, then the sum.
  var totals: [Double] { current.map(Double.init) + [sum] }
}
