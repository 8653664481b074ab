import Canvas
import Console
import Curses
import Foundation

/// Opens the console on a world and gives the terminal back afterwards.
struct ConsoleLauncher {
  let world: World

  func run() throws {
    let screen = try CursesScreen(environment: ProcessInfo.processInfo.environment)
    defer { screen.close() }
    let context = Context(
      now: world.clock(), sources: world.sources, correlator: world.correlator, zone: SystemClock.zone,
      glyphs: screen.isUnicode ? .unicode : .ascii, size: screen.size)
    let state = State(name: world.name, context: context, pane: OverviewPane())
    Runtime(state: state, screen: screen, clock: world.clock, ask: world.ask).run()
  }
}
