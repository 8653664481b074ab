import ArgumentParser
import Console

/// `nightjar demo`: the console on the built-in homelab.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "The built-in homelab: no server, no configuration, no network.")

  @Option(help: "Another seed is another homelab.") var seed: UInt64 = 1

  func run() throws {
    try ConsoleLauncher(world: .demo(seed: seed, clock: SystemClock.now)).run()
  }
}
