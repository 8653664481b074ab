public import Telemetry

/// How one service answers its requests, lately.
public struct ServiceHealth: Hashable, Sendable {
  public var service: String
  public var source: SourceID?
  /// Requests per second; NaN unknown.
  public var rate: Double
  /// Failed requests of all, 0 to 1; NaN without traffic.
  public var errorRatio: Double
  /// Median and 99th percentile in seconds; NaN without traffic.
  public var p50: Double
  public var p99: Double
  /// The 99th percentile over the range, in seconds.
  public var history: [Sample]

  public init(
    service: String, source: SourceID? = nil, rate: Double = .nan, errorRatio: Double = .nan,
    p50: Double = .nan, p99: Double = .nan, history: [Sample] = []
  ) {
    self.service = service
    self.source = source
    self.rate = rate
    self.errorRatio = errorRatio
    self.p50 = p50
    self.p99 = p99
    self.history = history
  }

  /// Failing more than one request in a hundred, or ten times slower at the end than in the middle
  /// and slower than a second: worth looking at before its neighbours.
  public var isTroubled: Bool { errorRatio > 0.01 || (p99 > 1 && p99 > 10 * p50) }

  /// Worst first: the troubled, then the failing, then the slow.
  public static func worseFirst(_ a: ServiceHealth, _ b: ServiceHealth) -> Bool {
    if a.isTroubled != b.isTroubled { return a.isTroubled }
    let (x, y) = (a.errorRatio.orZero, b.errorRatio.orZero)
    if max(x, y) > 0.01, x != y { return x > y }
    if a.p99.orZero != b.p99.orZero { return a.p99.orZero > b.p99.orZero }
    return a.service < b.service
  }
}

extension Double {
  fileprivate var orZero: Double { isNaN ? 0 : self }
}
