public import Languages
public import Telemetry

/// Answers PromQL over a store of samples as Prometheus 3 would: ranges and look-back exclude
/// their left end, a sample stays visible for five minutes, stale markers end a series.
public struct PromEngine: Sendable {
  /// How long a sample stays visible without a newer one.
  static let lookback: Int64 = 300_000
  /// The step of a subquery that names none.
  static let defaultStep: Int64 = 60_000
  /// More points than this in one series are refused, as Prometheus does.
  public static let mostSteps: Int64 = 11_000

  let store: any SampleStore

  public init(store: any SampleStore) {
    self.store = store
  }

  /// - Throws: `PromFailure`.
  public func instant(_ expression: PromExpression, at instant: Instant) throws -> PromValue {
    try PromSupport.check(expression)
    let time = instant.milliseconds
    let at = Instant(milliseconds: time)
    let evaluator = PromEvaluator(expression, store: store, start: time, end: time)
    switch try evaluator.step(expression, at: time) {
    case .scalar(let value): return .scalar(Sample(at, value))
    case .string(let text): return .string(at, text)
    case .vector(let points):
      return .vector(points.map { Series(labels: $0.labels, samples: [Sample(at, $0.value)]) })
    case .matrix(let windows):
      return .matrix(windows.map(\.series).sorted { $0.labels < $1.labels })
    }
  }

  /// A point a step from `range.start` to `range.end`, both included; series sorted by labels.
  ///
  /// - Throws: `PromFailure`.
  public func range(
    _ expression: PromExpression, range: TimeRange, step: Duration
  ) throws -> [Series] {
    let (start, end) = (range.start.milliseconds, range.end.milliseconds)
    let stride = step.wholeNanoseconds / 1_000_000
    try Self.checkSteps(start: start, end: end, stride: stride)
    guard [.scalar, .vector].contains(expression.type) else {
      throw PromFailure.badData(
        "invalid expression type \"\(expression.type.rawValue)\" for range query, "
          + "must be Scalar or instant Vector")
    }
    try PromSupport.check(expression)
    let evaluator = PromEvaluator(expression, store: store, start: start, end: end)
    var collected = PromCollector()
    for time in Swift.stride(from: start, through: end, by: Int(stride)) {
      collected.add(try evaluator.step(expression, at: time), at: time)
    }
    return collected.series.sorted { $0.labels < $1.labels }
  }

  private static func checkSteps(start: Int64, end: Int64, stride: Int64) throws {
    guard stride > 0 else {
      throw PromFailure.badData(
        "invalid parameter \"step\": zero or negative query resolution step widths are not "
          + "accepted. Try a positive integer")
    }
    guard end >= start else {
      throw PromFailure.badData(
        "invalid parameter \"end\": end timestamp must not be before start time")
    }
    guard (end - start) / stride <= mostSteps else {
      throw PromFailure.badData(
        "exceeded maximum resolution of 11,000 points per timeseries. "
          + "Try decreasing the query resolution (?step=XX)")
    }
  }
}

/// Puts the answers of many steps together by series.
private struct PromCollector {
  private var positions: [Labels: Int] = [:]
  private(set) var series: [Series] = []

  mutating func add(_ step: PromStep, at time: Int64) {
    let instant = Instant(milliseconds: time)
    switch step {
    case .scalar(let value): add(Labels(), Sample(instant, value))
    case .vector(let points):
      for point in points { add(point.labels, Sample(instant, point.value)) }
    case .string, .matrix: break
    }
  }

  private mutating func add(_ labels: Labels, _ sample: Sample) {
    if let position = positions[labels] {
      series[position].samples.append(sample)
    } else {
      positions[labels] = series.count
      series.append(Series(labels: labels, samples: [sample]))
    }
  }
}

extension PromWindow {
  fileprivate var series: Series {
    let samples = zip(times, values).map { Sample(Instant(milliseconds: $0), $1) }
    return Series(labels: labels, samples: samples)
  }
}
