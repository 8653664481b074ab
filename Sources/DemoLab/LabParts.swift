internal import Synchronization
internal import Telemetry

/// What the homelab is made of; made when it is first wanted, by whoever wants it first.
final class LabParts: Sendable {
  struct Parts: Sendable {
    let traffic: Traffic
    let builder: TraceBuilder
    let history: MetricHistory
    let gauges: [Gauge]
    let rules: HomelabRules
    let targets: HomelabTargets
    let manager: HomelabManager
  }

  private let seed: UInt64
  private let origin: Instant
  private let made = Mutex<Parts?>(nil)

  init(seed: UInt64, origin: Instant) {
    self.seed = seed
    self.origin = origin
  }

  var value: Parts {
    made.withLock { made in
      if let made { return made }
      let parts = Self.parts(seed: seed, origin: origin)
      made = parts
      return parts
    }
  }

  private static func parts(seed: UInt64, origin: Instant) -> Parts {
    let incident = Incident(seed: seed, origin: origin)
    let traffic = Traffic(seed: seed, incident: incident)
    let builder = TraceBuilder(numbers: TraceNumber(seed: seed))
    let history = MetricHistory(traffic: traffic, badRatio: Budgets.jellyfin.badRatio)
    let budgets = Budgets(history: history)
    let measured = Gauges(seed: seed, origin: origin, incident: incident)
    let rules = HomelabRules(budgets: budgets, gauges: measured)
    return Parts(
      traffic: traffic, builder: builder, history: history, gauges: measured.all + budgets.all,
      rules: rules, targets: HomelabTargets(gauges: measured), manager: HomelabManager(rules: rules))
  }
}
