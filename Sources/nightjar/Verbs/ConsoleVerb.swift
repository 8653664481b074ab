import ArgumentParser
import Canvas
import Console
import Curses
import Reports
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
    let world = try place.world(common, now: now, isLive: true)
    let look = try place.look()
    let window = try window(now: now)
    let screen = try screen()
    screen.use(look.theme)
    let context = Context(
      now: now, window: window, sources: world.sources, correlator: world.correlator, zone: SystemClock.zone,
      glyphs: screen.isUnicode ? .unicode : .ascii, size: screen.size)
    let state = State(
      name: world.name, context: context, keymap: look.keymap, refreshEvery: look.refreshEvery,
      pane: OverviewPane())
    Runtime(state: state, screen: screen, clock: world.clock, ask: { try await world.ask($0, $1) }).run()
    screen.close()
  }

  /// A range without an end moves with the clock.
  private func window(now: Instant) throws -> Window {
    let range = try common.range(now: now)
    return common.to == nil && common.from == nil ? .last(range.duration) : .fixed(range)
  }

  private func screen() throws -> CursesScreen {
    let environment = SystemFiles.environment
    let depth: ColorDepth? =
      switch common.color {
      case .auto: nil
      case .never: .mono
      case .always: .truecolor
      }
    do {
      return try CursesScreen(depth: depth, environment: environment)
    } catch {
      throw UsageFailure("\(error)")
    }
  }
}
