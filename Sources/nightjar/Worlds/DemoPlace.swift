import ArgumentParser
import Telemetry

/// The built-in homelab.
struct DemoPlace: WorldChoice {
  static let prefix = "nightjar demo"

  static let usualSeed: UInt64 = 1

  @Option(help: "Another seed is another homelab.")
  var seed = usualSeed

  func world(_ common: CommonOptions, now: Instant, isLive: Bool) throws -> World {
    World.demo(seed: seed, origin: now, clock: SystemClock.clock(from: now, isLive: isLive))
  }

  func look() throws -> ConsoleLook { ConsoleLook() }
}
