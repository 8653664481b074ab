import ArgumentParser
import Console
import Reports
import Telemetry

/// The console itself; without a terminal on standard output the overview, once.
struct ConsoleVerb<Place: WorldChoice>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "console", abstract: "The console; what runs without a verb.",
      discussion: """
        Examples: \(Place.prefix) console --since 3h
                  \(Place.prefix) 'nightjar://trace/4bf92f3577b34da6a3ce929d0e0e4736'
        """)
  }

  @Argument(help: "A permalink to open: nightjar://…")
  var link: String?
  @OptionGroup var common: CommonOptions
  @OptionGroup var place: Place

  func run() throws {
    let now = try common.now()
    let link = try link.map { (text) throws(UsageFailure) in try Permalink(text) }
    guard Output.isTerminal else {
      if link != nil { throw UsageFailure("a link opens the console, which needs a terminal; nothing was opened") }
      return try OverviewVerb<Place>.run(place, common)
    }
    var world = try place.world(common, now: now, isLive: true)
    world.isReadOnly = common.readonly
    let start = ConsoleStart(
      world: world, look: try place.look(),
      window: try window(now: now), color: common.color, now: now, link: link)
    try start.run()
  }

  /// A range without an end moves with the clock.
  private func window(now: Instant) throws -> Window {
    let range = try common.range(now: now)
    return common.to == nil && common.from == nil ? .last(range.duration) : .fixed(range)
  }
}
