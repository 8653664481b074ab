internal import Analysis
internal import Telemetry

/// A probe with what its row needs, worked out once for every answer rather than for every frame.
struct ProbeRow: Sendable {
  enum State: Int, Sendable, Comparable {
    case down, slow, ending, up, unknown, paused

    static func < (a: State, b: State) -> Bool { a.rawValue < b.rawValue }
    var isTrouble: Bool { self < .up }
  }

  let probe: ProbeStatus
  let state: State
  let searchable: String

  init(_ probe: ProbeStatus, at now: Instant) {
    self.probe = probe
    state = Self.state(of: probe, at: now)
    let words = [
      probe.target, probe.name ?? "", probe.module, probe.prober.rawValue, probe.labels.description,
    ]
    searchable = words.joined(separator: " ").lowercased()
  }

  private static func state(of probe: ProbeStatus, at now: Instant) -> State {
    if probe.isPaused { return .paused }
    guard let isUp = probe.isUp else { return .unknown }
    if !isUp { return .down }
    if probe.isSlow { return .slow }
    return probe.certificateEndsSoon(at: now) ? .ending : .up
  }

  func isSame(as other: ProbeRow) -> Bool {
    probe.source == other.probe.source && probe.labels == other.probe.labels
      && probe.target == other.probe.target
  }
}
