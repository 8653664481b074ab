public import Telemetry

/// How one endpoint answers the Blackbox exporter.
public struct ProbeStatus: Hashable, Sendable {
  public var target: String
  public var module: String
  public var source: SourceID?
  /// `nil` while unknown.
  public var isUp: Bool?
  /// Seconds; NaN unknown.
  public var duration: Double
  /// Seconds by phase: resolve, connect, tls, processing, transfer.
  public var phases: [String: Double]
  public var httpStatus: Int?
  public var certificateExpiry: Instant?
  /// Share of successful probes by window (`1h`, `1d`, `7d`, `30d`), 0 to 1.
  public var availability: [String: Double]
  /// Durations over the range, in seconds.
  public var history: [Sample]
  /// Since when it is as it is, as far as the range tells.
  public var since: Instant?

  public init(target: String, module: String = "", source: SourceID? = nil) {
    self.target = target
    self.module = module
    self.source = source
    duration = .nan
    phases = [:]
    availability = [:]
    history = []
  }

  /// Slower than a second and three times its own median over the range.
  public var isSlow: Bool {
    guard duration > 1 else { return false }
    let sorted = history.map(\.value).filter(\.isFinite).sorted()
    guard !sorted.isEmpty else { return true }
    return duration > 3 * sorted[sorted.count / 2] || duration > 2
  }

  /// Whether the certificate ends within two weeks of `now`.
  public func certificateEndsSoon(at now: Instant) -> Bool {
    certificateExpiry.map { $0 - now < .days(14) } ?? false
  }

  /// Worst first: down, slow, certificate ending, the rest by name.
  public static func worseFirst(at now: Instant) -> (ProbeStatus, ProbeStatus) -> Bool {
    { a, b in
      let (x, y) = (a.urgency(at: now), b.urgency(at: now))
      return x == y ? a.target < b.target : x < y
    }
  }

  private func urgency(at now: Instant) -> Int {
    if isUp == false { return 0 }
    if isSlow { return 1 }
    return certificateEndsSoon(at: now) ? 2 : 3
  }
}
