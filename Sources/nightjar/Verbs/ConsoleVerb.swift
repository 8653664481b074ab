import ArgumentParser
import Console
import Telemetry

/// The console itself; without a terminal on standard output the overview, once.
struct ConsoleVerb<Place: WorldChoice>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "console", abstract: "The console; what runs without a verb.",
      discussion: "Example: \(Place.prefix) console --since 3h")
  }

  @OptionGroup var common: CommonOptions
  @OptionGroup var place: Place

  func run() throws {
    let now = try common.now()
    guard Output.isTerminal else {
      return try OverviewVerb<Place>.run(place, common)
    }
    var world = try place.world(common, now: now, isLive: true)
    world.isReadOnly = common.readonly
    let start = ConsoleStart(
      world: world, look: try place.look(),
      window: try window(now: now), color: common.color, now: now)
    try start.run()
  }

  /// A range without an end moves with the clock.
  private func window(now: Instant) throws -> Window {
    let range = try common.range(now: now)
    return common.to == nil && common.from == nil ? .last(range.duration) : .fixed(range)
  }
}
