import ArgumentParser
import Telemetry

/// The built-in homelab.
struct DemoPlace: WorldChoice {
  static let prefix = "nightjar demo"

  @Option(help: "Another seed is another homelab.")
  var seed: UInt64 = 1

  func world(_ common: CommonOptions, now: Instant, isLive: Bool) throws -> World {
    World.demo(seed: seed, origin: now, clock: SystemClock.clock(from: now, isLive: isLive))
  }

  func look() throws -> ConsoleLook { ConsoleLook() }
}
