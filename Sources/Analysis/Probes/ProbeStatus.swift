public import Telemetry

/// How one endpoint answers whoever probes it.
public struct ProbeStatus: Hashable, Sendable {
  /// Who probes.
  public enum Prober: String, Hashable, Sendable {
    case blackbox, gatus
    case uptimeKuma = "uptime-kuma"
  }

  public var target: String
  /// As its prober calls it, where it has a name beside its address.
  public var name: String?
  public var prober = Prober.blackbox
  public var module: String
  public var source: SourceID?
  /// What tells its series from those of every other probe.
  public var labels: Labels = [:]
  /// `nil` while unknown.
  public var isUp: Bool?
  /// Uptime Kuma's maintenance: neither up nor down counts.
  public var isPaused = false
  /// Seconds; NaN unknown.
  public var duration: Double
  /// Seconds by phase: resolve, connect, tls, processing, transfer.
  public var phases: [String: Double]
  public var httpStatus: Int?
  public var redirects: Int?
  /// 4 or 6.
  public var ipProtocol: Int?
  /// As the prober writes it: `TLS 1.3`.
  public var tlsVersion: String?
  /// Whether the last answer came over TLS.
  public var usesTLS: Bool?
  /// Whether the answer came whole but its text was not as wanted.
  public var failedByText = false
  public var certificateExpiry: Instant?
  /// Share of successful probes by window (`1h`, `1d`, `7d`, `30d`), 0 to 1.
  public var availability: [String: Double]
  /// Durations over the range, in seconds.
  public var history: [Sample]
  /// Successes over the range: 1 and 0, NaN while paused.
  public var beats: [Sample] = []
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

  /// The service that answers, as far as its name is the first part of the host's:
  /// `https://jellyfin.home.lan/web` is jellyfin's.
  public var service: String? {
    if let named = labels["service"], !named.isEmpty { return named }
    let rest = target.firstRange(of: "://").map { target[$0.upperBound...] } ?? target[...]
    let host = rest.prefix { !"/?#:".contains($0) }
    guard host.contains(where: \.isLetter), let first = host.split(separator: ".").first else { return nil }
    return String(first)
  }
}

extension ProbeStatus {
  /// The worst first: down, slow, certificate ending, the rest by name.
  public static func worstFirst(_ probes: [ProbeStatus], at now: Instant) -> [ProbeStatus] {
    // How bad each is costs a look at its whole history: once a probe, not once a comparison.
    probes.map { (probe: $0, urgency: $0.urgency(at: now)) }
      .sorted { a, b in a.urgency == b.urgency ? precedes(a.probe, b.probe) : a.urgency < b.urgency }
      .map(\.probe)
  }

  /// By target, then by who probes it.
  public static func precedes(_ a: ProbeStatus, _ b: ProbeStatus) -> Bool {
    if a.target != b.target { return a.target < b.target }
    return a.labels == b.labels ? (a.source?.name ?? "") < (b.source?.name ?? "") : a.labels < b.labels
  }

  private func urgency(at now: Instant) -> Int {
    if isPaused { return 4 }
    if isUp == false { return 0 }
    if isSlow { return 1 }
    return certificateEndsSoon(at: now) ? 2 : 3
  }
}
