internal import Analysis
internal import Canvas
internal import Languages
internal import Reports
internal import Telemetry

/// In which unit the values of an expression are, as far as its names and its arithmetic say:
/// `cert_expiry - time()` counts seconds, and so it does divided by 86400.
struct AlertValue: Sendable {
  /// `.none` where nothing tells.
  let unit: Unit
  /// What a value is multiplied with to be in that unit.
  let factor: Double

  init(of expression: String) {
    let tree = try? PromQL.parse(OverviewPane.measured(by: expression))
    (unit, factor) = tree.map(Self.measure) ?? (.none, 1)
  }

  /// The value of an alert; `nil` where nobody told it.
  static func text(of entry: AlertEntry) -> String? {
    entry.alert.value.map { value in
      entry.expression.map { AlertValue(of: $0).text(value) } ?? Numbers.significant(value)
    }
  }

  func text(_ value: Double) -> String {
    unit == .none ? Numbers.significant(value) : unit.text(value * factor)
  }

  private static func measure(_ expression: PromExpression) -> (Unit, Double) {
    let plain = expression.unwrapped
    guard case .binary(let binary) = plain.node else { return (Unit(guessedFrom: plain.description), 1) }
    switch binary.op.rawValue {
    case "-" where isClock(binary.left) || isClock(binary.right): return (.seconds, 1)
    case "/":
      guard case .number(let divisor) = binary.right.unwrapped.node, divisor > 0 else { break }
      let (unit, factor) = measure(binary.left)
      return (unit, unit == .none ? 1 : factor * divisor)
    default: break
    }
    return (Unit(guessedFrom: plain.description), 1)
  }

  private static func isClock(_ expression: PromExpression) -> Bool {
    guard case .call(let call) = expression.unwrapped.node else { return false }
    return call.function.name == "time"
  }
}
