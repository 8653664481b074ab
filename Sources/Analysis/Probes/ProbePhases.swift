/// What one probe spent its time on, and where it stopped.
///
///     resolve  ━
///     connect   ━
///     tls        ━━
///     processing   ━━━━━━━━━━━━━━━━━━
///     transfer                       ━
public struct ProbePhases: Hashable, Sendable {
  public struct Phase: Hashable, Sendable {
    public var name: String
    public var seconds: Double
    /// Seconds of the phases before it.
    public var start: Double
  }

  /// In the order they happen.
  public let phases: [Phase]

  /// Every phase the exporter times, in the order they happen.
  private static let order = [
    "resolve", "setup", "connect", "tls", "check", "request", "processing", "rtt", "transfer",
  ]
  /// Those that wait for the program at the other end rather than for the way to it.
  private static let applied: Set = ["processing", "check", "request"]

  public init(_ seconds: [String: Double]) {
    let known = seconds.sorted { (Self.place($0.key), $0.key) < (Self.place($1.key), $1.key) }
    var start = 0.0
    phases = known.map { name, value in
      defer { start += value.isFinite ? max(0, value) : 0 }
      return Phase(name: name, seconds: value, start: start)
    }
  }

  private static func place(_ name: String) -> Int { order.firstIndex(of: name) ?? order.count }

  /// Seconds of all together.
  public var total: Double { phases.reduce(0) { $0 + ($1.seconds.isFinite ? max(0, $1.seconds) : 0) } }

  /// The phase a failed probe did not get through: the first that took no time after the last that
  /// did; `nil` when it got through all, so that the answer itself was wrong.
  ///
  /// - Parameter usesTLS: Without it that phase is skipped, not failed.
  public func failing(usesTLS: Bool) -> String? {
    let relevant = phases.filter { usesTLS || $0.name != "tls" }
    guard let last = relevant.lastIndex(where: { $0.seconds > 0 }) else { return relevant.first?.name }
    return last + 1 < relevant.count ? relevant[last + 1].name : nil
  }

  /// The phase that took most of the time, and its share of all; `nil` without any.
  public var slowest: (phase: Phase, share: Double)? {
    let total = total
    guard total > 0, let most = phases.filter({ $0.seconds.isFinite }).max(by: { $0.seconds < $1.seconds })
    else { return nil }
    return (most, most.seconds / total)
  }

  /// Whether a phase waits for the program at the other end; else for the way to it.
  public static func isApplication(_ phase: String) -> Bool { applied.contains(phase) }
}

extension ProbeStatus {
  /// What is wrong at this moment, in words; `nil` when nothing is.
  ///
  /// - Parameters:
  ///   - phases: Of that moment.
  ///   - isUp: Whether it was up at that moment.
  public func finding(_ phases: ProbePhases, isUp: Bool?, isSlow: Bool, text: (Double) -> String) -> String? {
    if isUp == false { return failure(phases) }
    guard isSlow, let (slowest, share) = phases.slowest, share >= 0.5 else { return nil }
    let whose =
      ProbePhases.isApplication(slowest.name)
      ? "the application, not the network" : "the network, not the application"
    return "\(slowest.name) took \(text(slowest.seconds)) of \(text(phases.total)): \(whose)"
  }

  /// The phase the last probe failed in; `nil` while it is up, and where its prober does not tell.
  public var failedPhase: String? {
    isUp == false && !phases.isEmpty ? ProbePhases(phases).failing(usesTLS: isSecured) : nil
  }

  private var isSecured: Bool { usesTLS == true || target.hasPrefix("https:") }

  private func failure(_ phases: ProbePhases) -> String {
    if let phase = phases.phases.isEmpty ? nil : phases.failing(usesTLS: isSecured) {
      return "failed in \(phase): " + Self.meaning(of: phase)
    }
    if failedByText { return "answered, but its text is not as wanted" }
    if let status = httpStatus { return "answered with status \(status)" }
    return phases.phases.isEmpty ? "does not answer" : "answered, but not as its module wants"
  }

  private static func meaning(of phase: String) -> String {
    switch phase {
    case "resolve": "its name was not found"
    case "connect", "setup": "nobody answered at its address"
    case "tls": "no secure connection was agreed on"
    case "rtt": "no echo came back"
    case "transfer": "the answer did not come whole"
    default: "it took the request and did not answer in time"
    }
  }
}
