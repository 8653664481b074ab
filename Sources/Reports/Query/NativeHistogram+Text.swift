internal import Canvas
internal import Telemetry

extension NativeHistogram {
  /// As Prometheus prints one: `{count:3, sum:18.4, [-0.001,0.001]:1, (0.5,1]:2}`.
  var text: String {
    let parts = ["count:\(Self.number(count))", "sum:\(Self.number(sum))"]
    return "{" + (parts + buckets.map(Self.text)).joined(separator: ", ") + "}"
  }

  /// What a table has room for: `3 obs, mean 6.13 s`; the mean is in the metric's unit.
  func brief(_ unit: Unit) -> String {
    let observations = "\(Unit.none.text(count)) obs"
    return mean.map { "\(observations), mean \(unit.text($0))" } ?? observations
  }

  /// `nil` without observations.
  var mean: Double? { count > 0 ? sum / count : nil }

  private static func text(_ bucket: Bucket) -> String {
    let (left, right) =
      switch bucket.boundary {
      case .openLeft: ("(", "]")
      case .openRight: ("[", ")")
      case .openBoth: ("(", ")")
      case .closedBoth: ("[", "]")
      }
    return "\(left)\(number(bucket.lower)),\(number(bucket.upper))\(right):\(number(bucket.count))"
  }

  private static func number(_ value: Double) -> String { BlockWriter.text { $0.write(value) } }
}
