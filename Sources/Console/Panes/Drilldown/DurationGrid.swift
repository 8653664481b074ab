internal import Analysis
internal import Telemetry

/// Durations over time as steps and powers of two, with places a cursor can be on.
///
/// ```
///   bounds    ┌──┬──┬──┬──┐
///     8.6 s   │  │▒▒│  │  │ ◂ place (step 1, band 2): from times[1] − step to times[1],
///     4.3 s   │  │  │  │▒▒│                            above bounds[2] / 2, up to bounds[2]
///     2.1 s   │██│██│██│██│
///             └──┴──┴──┴──┘
///             times: each the end of its step
/// ```
struct DurationGrid: Equatable, Sendable {
  struct Place: Hashable, Sendable {
    var step: Int
    var band: Int
  }

  let heat: Heatmap
  let step: Duration
  let times: [Instant]
  /// Seconds, ascending, each twice the one before.
  let bounds: [Double]

  init(_ heat: Heatmap, step: Duration, range: TimeRange) {
    self.heat = heat
    self.step = step
    let count = max(1, min(500, range.duration.wholeNanoseconds / max(1, step.wholeNanoseconds)))
    let end = range.end.floored(to: step)
    let last = heat.columns.last.map { max($0.time, end) } ?? end
    times = (0..<Int(count)).reversed().map { last - .nanoseconds(step.wholeNanoseconds &* Int64($0)) }
    let known = heat.columns.lazy.flatMap(\.cells).map(\.upper).filter { $0.isFinite && $0 > 0 }
    guard let low = known.min(), let high = known.max() else {
      bounds = []
      return
    }
    bounds = Array(sequence(first: low) { $0 * 2 }.prefix { $0 <= high * 1.001 }.prefix(64))
  }

  var isEmpty: Bool { bounds.isEmpty || heat.isEmpty }

  /// How long a step is, for about sixty of them in a range.
  static func step(for range: TimeRange) -> Duration {
    let seconds: [Int64] = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 86_400]
    let wanted = range.duration.wholeNanoseconds / 60
    return .seconds(seconds.first { $0 * 1_000_000_000 >= wanted } ?? 86_400)
  }

  /// The duration above which spans are slow, in nanoseconds: where the slow stand apart from the
  /// others, in the gap between; else what one in twenty exceeds, with two digits that count.
  var tailNs: Int64? { gapNs ?? percentileNs }

  /// The upper bound of the emptiest band below a tail of one in a hundred to three in ten.
  ///
  /// ```
  ///   spans  ▁▄█▇▅▃▂▁ ▂▃▁
  ///                  ▲ few enough above, and more of them than here
  /// ```
  private var gapNs: Int64? {
    let counts = bandCounts
    let all = counts.reduce(0, +)
    var (above, highest) = (0.0, 0.0)
    var best: (count: Double, bound: Double)?
    for band in counts.indices.reversed() {
      if above >= all / 100, above <= all * 0.3, counts[band] * 4 < highest,
        counts[band] < best?.count ?? .infinity
      {
        best = (counts[band], bounds[band])
      }
      above += counts[band]
      highest = max(highest, counts[band])
    }
    return best.flatMap { Int64(exactly: ($0.bound * 1e9).rounded()) }.map(Self.twoDigits)
  }

  private var percentileNs: Int64? {
    guard let whole = heat.whole, let seconds = heat.quantile(0.95, in: whole), seconds > 0 else {
      return nil
    }
    return Int64(exactly: (seconds * 1e9).rounded()).map(Self.twoDigits)
  }

  private static func twoDigits(_ value: Int64) -> Int64 {
    var (unit, rest) = (Int64(1), value)
    while rest >= 100 { (unit, rest) = (unit * 10, rest / 10) }
    return rest * unit
  }

  /// The spans of each band over the whole range.
  private var bandCounts: [Double] {
    var counts = Array(repeating: 0.0, count: bounds.count)
    for cell in heat.columns.lazy.flatMap(\.cells) {
      if let band = band(of: cell.upper) { counts[band] += cell.count }
    }
    return counts
  }

  /// The place to begin at: the fullest of the slowest band that has any, as late as can be.
  var start: Place {
    let top = bounds.count - 1
    let column = heat.columns.last { $0.cells.contains { band(of: $0.upper) == top } }
    let step = column.flatMap { found in times.lastIndex { $0 <= found.time } } ?? times.count - 1
    return Place(step: step, band: max(0, top))
  }

  func moved(_ place: Place, steps: Int = 0, bands: Int = 0) -> Place {
    Place(
      step: min(max(0, place.step + steps), times.count - 1),
      band: min(max(0, place.band + bands), max(0, bounds.count - 1)))
  }

  /// From one place to another, as what is selected. The lowest band reaches to nothing.
  func box(_ a: Place, _ b: Place) -> TraceSelection.Box {
    let (a, b) = (moved(a), moved(b))
    let bands = (min(a.band, b.band), max(a.band, b.band))
    let nanoseconds = { (seconds: Double) in Int64(exactly: (seconds * 1e9).rounded()) }
    return TraceSelection.Box(
      range: TimeRange(start: times[min(a.step, b.step)] - step, end: times[max(a.step, b.step)]),
      aboveNs: bands.0 == 0 || bounds.isEmpty ? nil : nanoseconds(bounds[bands.0] / 2),
      toNs: bounds.isEmpty ? nil : nanoseconds(bounds[bands.1]))
  }

  private func band(of bound: Double) -> Int? { bounds.firstIndex { $0 >= bound * 0.999 } }

  /// How many spans lie in a box.
  func count(in box: TraceSelection.Box) -> Int {
    let (low, high) = (Double(box.aboveNs ?? 0) / 1e9, box.toNs.map { Double($0) / 1e9 } ?? .infinity)
    let sum = heat.columns.lazy.filter { $0.time > box.range.start && $0.time <= box.range.end }
      .flatMap(\.cells).filter { $0.upper > low * 1.001 && $0.upper <= high * 1.001 }
      .reduce(0.0) { $0 + $1.count }
    return Int(exactly: sum.rounded()) ?? 0
  }
}
