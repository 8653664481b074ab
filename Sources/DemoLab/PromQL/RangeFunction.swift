/// Functions of the samples in a window.
enum RangeFunction {
  /// The value of function `name` over a window that holds at least one sample; `nil` where
  /// Prometheus gives none. `parameters` are the scalar arguments, `time` the step.
  static func value(
    _ name: String, _ window: PromWindow, parameters: [Double], at time: Int64
  ) -> Double? {
    switch name {
    case "rate": extrapolated(window, isCounter: true, isRate: true)
    case "increase": extrapolated(window, isCounter: true, isRate: false)
    case "delta": extrapolated(window, isCounter: false, isRate: false)
    case "irate": lastTwo(window, isCounter: true)
    case "idelta": lastTwo(window, isCounter: false)
    case "deriv":
      window.values.count < 2
        ? nil : Statistics.line(window, origin: window.times[window.times.startIndex]).slope
    case "predict_linear": predicted(window, seconds: parameters.first ?? .nan, at: time)
    case "resets": Double(steps(window).count { $1 < $0 })
    case "changes": Double(steps(window).count { $0 != $1 && !($0.isNaN && $1.isNaN) })
    default: overTime(name, window, parameters: parameters)
    }
  }

  private static func overTime(
    _ name: String, _ window: PromWindow, parameters: [Double]
  ) -> Double? {
    let values = window.values
    switch name {
    case "avg_over_time": return Statistics.mean(values)
    case "sum_over_time": return Statistics.sum(values)
    case "min_over_time": return Statistics.minimum(values)
    case "max_over_time": return Statistics.maximum(values)
    case "count_over_time": return Double(values.count)
    case "quantile_over_time": return Statistics.quantile(parameters.first ?? .nan, values)
    case "stddev_over_time": return Statistics.variance(values).squareRoot()
    case "stdvar_over_time": return Statistics.variance(values)
    case "mad_over_time":
      let median = Statistics.quantile(0.5, values)
      return Statistics.quantile(0.5, values.map { ($0 - median).magnitude })
    case "first_over_time": return values.first
    case "last_over_time": return values.last
    case "present_over_time": return 1
    case "ts_of_first_over_time": return window.times.first.map { Double($0) / 1000 }
    case "ts_of_last_over_time": return window.times.last.map { Double($0) / 1000 }
    case "ts_of_min_over_time": return moment(window) { $0 <= $1 }
    case "ts_of_max_over_time": return moment(window) { $0 >= $1 }
    default: return nil
    }
  }

  /// The increase between the first and last sample, stretched to the ends of the window.
  ///
  /// ```
  ///   start    first                 last    end
  ///     |-- a --•----•----•----•------•-- b --|
  /// ```
  /// A gap `a` or `b` up to 1.1 average distances is covered whole, a wider one by half a
  /// distance; and a counter is not stretched back past where it would have been zero.
  private static func extrapolated(_ window: PromWindow, isCounter: Bool, isRate: Bool) -> Double? {
    guard window.values.count >= 2, let first = window.values.first, let last = window.values.last,
      let firstTime = window.times.first, let lastTime = window.times.last
    else { return nil }
    var change = last - first
    if isCounter {
      for (previous, current) in steps(window) where current < previous { change += previous }
    }
    let sampled = Double(lastTime - firstTime) / 1000
    let distance = sampled / Double(window.values.count - 1)
    var before = Double(firstTime - window.start) / 1000
    var after = Double(window.end - lastTime) / 1000
    if before >= distance * 1.1 { before = distance / 2 }
    if isCounter && change > 0 && first >= 0 { before = min(before, sampled * (first / change)) }
    if after >= distance * 1.1 { after = distance / 2 }
    var factor = (sampled + before + after) / sampled
    if isRate { factor /= Double(window.end - window.start) / 1000 }
    return change * factor
  }

  private static func lastTwo(_ window: PromWindow, isCounter: Bool) -> Double? {
    let (values, times) = (window.values.suffix(2), window.times.suffix(2))
    guard values.count == 2, let first = values.first, let last = values.last,
      let firstTime = times.first, let lastTime = times.last, lastTime > firstTime
    else { return nil }
    if !isCounter { return last - first }
    return (last < first ? last : last - first) / (Double(lastTime - firstTime) / 1000)
  }

  private static func predicted(_ window: PromWindow, seconds: Double, at time: Int64) -> Double? {
    guard window.values.count >= 2 else { return nil }
    let (slope, intercept) = Statistics.line(window, origin: time)
    return slope * seconds + intercept
  }

  private static func moment(_ window: PromWindow, _ wins: (Double, Double) -> Bool) -> Double? {
    var best: (time: Int64, value: Double)?
    for (time, value) in zip(window.times, window.values) {
      guard let current = best else {
        best = (time, value)
        continue
      }
      if wins(value, current.value) || current.value.isNaN { best = (time, value) }
    }
    return best.map { Double($0.time) / 1000 }
  }

  private static func steps(_ window: PromWindow) -> Zip2Sequence<
    ArraySlice<Double>, ArraySlice<Double>
  > {
    zip(window.values, window.values.dropFirst())
  }
}
