internal import Languages
internal import Telemetry

extension PromEvaluator {
  func binary(_ node: PromBinary, at time: Int64) throws -> PromStep {
    switch (try step(node.left, at: time), try step(node.right, at: time)) {
    case (.scalar(let left), .scalar(let right)):
      return .scalar(node.op.outcome(left, right).value(isBool: node.op.isComparison))
    case (.vector(let left), .scalar(let right)):
      return .vector(try scaled(left, node) { node.op.outcome($0, right) })
    case (.scalar(let left), .vector(let right)):
      return .vector(try scaled(right, node) { node.op.outcome(left, $0) })
    case (.vector(let left), .vector(let right)):
      if node.op.isSetOperator { return .vector(combined(left, right, node)) }
      var pairing = PromPairing(node)
      return .vector(try pairing.pair(left, right))
    default:
      return .vector([])
    }
  }

  /// A comparison with a number filters the vector's own values, on whichever side they stand.
  private func scaled(
    _ points: [PromPoint], _ node: PromBinary, _ compute: (Double) -> PromOutcome
  ) throws -> [PromPoint] {
    let dropsName = !node.op.isComparison || node.returnsBool
    let result = points.compactMap { point -> PromPoint? in
      let outcome = compute(point.value)
      if dropsName { return point.nameless(outcome.value(isBool: node.returnsBool)) }
      return outcome.holds ? point : nil
    }
    return dropsName ? try distinct(result) : result
  }

  private func combined(
    _ left: [PromPoint], _ right: [PromPoint], _ node: PromBinary
  ) -> [PromPoint] {
    let key = { (point: PromPoint) in PromPairing.key(point.labels, node.matching) }
    switch node.op {
    case .or:
      let keys = Set(left.map(key))
      return left + right.filter { !keys.contains(key($0)) }
    case .and:
      let keys = Set(right.map(key))
      return left.filter { keys.contains(key($0)) }
    default:
      let keys = Set(right.map(key))
      return left.filter { !keys.contains(key($0)) }
    }
  }
}

/// The result of an operator on two numbers: a value, and whether a comparison holds.
struct PromOutcome {
  var result: Double
  var holds = true

  func value(isBool: Bool) -> Double { isBool ? (holds ? 1 : 0) : result }
}
