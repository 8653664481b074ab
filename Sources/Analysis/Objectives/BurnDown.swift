public import Telemetry

/// How a budget was spent over its period, against spending it evenly.
///
///     100 % ┤▔▔▔▔╲            left
///           │      ╲╲
///           │  ·  ·  ╲ · ·    ideal: all of it, evenly
///       0 % ┤────────────╲──  overspent below
public struct BurnDown: Equatable, Sendable {
  public struct Point: Equatable, Sendable {
    public var time: Instant
    /// The part of the budget that is left, 1 at the beginning; negative when overspent.
    public var left: Double

    public init(time: Instant, left: Double) {
      self.time = time
      self.left = left
    }
  }

  public let period: TimeRange
  /// The beginning, then one for each step.
  public let points: [Point]
  /// The part of the period, 0 to 1, for which something was recorded; without traffic nothing is.
  public let coverage: Double

  /// - Parameters:
  ///   - ratios: The parts of bad events, each over the `step` that ends at its time; in order of time.
  ///     NaN and gaps spend nothing: nothing was counted then.
  ///   - period: What the budget is for.
  public init(ratios: [Sample], step: Duration, over period: TimeRange, of objective: Objective) {
    var (left, covered) = (1.0, 0.0)
    var points = [Point(time: period.start, left: 1)]
    let length = period.duration.inSeconds
    for sample in ratios where sample.time > period.start && sample.time <= period.end {
      if !sample.value.isNaN, length > 0 {
        // The first step may begin before the period does.
        let part = min(step, sample.time - period.start).inSeconds / length
        left -= BurnRate(window: step, errorRatio: sample.value, of: objective).rate * part
        covered += part
      }
      points.append(Point(time: sample.time, left: left))
    }
    self.period = period
    self.points = points
    coverage = min(1, covered)
  }

  public var left: Double { points.last?.left ?? 1 }

  /// What would be left at a moment had the budget been spent evenly, 0 to 1.
  public func ideal(at moment: Instant) -> Double {
    let length = period.duration.inSeconds
    guard length > 0 else { return 0 }
    return min(1, max(0, 1 - (moment - period.start).inSeconds / length))
  }

  /// When the last of it was spent first; `nil` while something is left.
  public var spentAt: Instant? {
    // A sum of many parts seldom ends at nought exactly.
    points.first { $0.left <= 1e-9 }?.time
  }

  /// The span between samples that suits a drawing: a recorded window of which some hundred fill the
  /// period, so that together they cover it whole.
  public static func step(of windows: [Duration], over period: Duration) -> Duration? {
    let usable = windows.filter { $0 > .zero && $0 <= period / 40 }
    return usable.last { period / 250 <= $0 } ?? usable.max() ?? windows.min()
  }
}
