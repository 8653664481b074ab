internal import Glibc
internal import Languages

extension PromOperator {
  /// Comparisons keep the left value.
  func outcome(_ x: Double, _ y: Double) -> PromOutcome {
    switch self {
    case .plus: PromOutcome(result: x + y)
    case .minus: PromOutcome(result: x - y)
    case .times: PromOutcome(result: x * y)
    case .over: PromOutcome(result: x / y)
    case .modulo: PromOutcome(result: fmod(x, y))
    case .power: PromOutcome(result: pow(x, y))
    case .atan2: PromOutcome(result: Glibc.atan2(x, y))
    case .equal: PromOutcome(result: x, holds: x == y)
    case .notEqual: PromOutcome(result: x, holds: x != y)
    case .less: PromOutcome(result: x, holds: x < y)
    case .greater: PromOutcome(result: x, holds: x > y)
    case .lessOrEqual: PromOutcome(result: x, holds: x <= y)
    case .greaterOrEqual: PromOutcome(result: x, holds: x >= y)
    case .or, .and, .unless: PromOutcome(result: .nan)
    }
  }
}
