import Canvas
import Console
import Curses
import Reports
import Settings
import Telemetry

/// Everything the console needs to open, as plain values: options are read elsewhere.
struct ConsoleStart {
  var world: World
  var look: ConsoleLook
  var window: Window
  var color: ColorChoice = .auto
  var now: Instant
  /// The place to open; Overview without one.
  var link: Permalink?

  /// Opens the console on this terminal and stays until it is left.
  /// - Throws: `UsageFailure` when the terminal cannot show it.
  func run() throws {
    let screen = try screen()
    screen.use(look.theme)
    var context = Context(
      now: now, window: window, sources: world.sources, correlator: world.correlator, zone: SystemClock.zone,
      glyphs: screen.isUnicode ? .unicode : .ascii, size: screen.size)
    context.isReadOnly = world.isReadOnly
    if world.isSimulated { context.command = "nightjar demo" }
    context.origins = world.origins
    context.author = SystemFiles.environment(["USER"])["USER"] ?? context.author
    context.specs = world.specs
    context.grafana = world.grafana
    context.specMistakes = world.specMistakes
    let (file, trail) = (historyFile, trailFile)
    let (asked, kept) = (file?.load(), trail?.load())
    let history = PromptHistory(lines: asked?.entries.map { (language: $0.language, text: $0.query) } ?? [])
    var state = State(
      name: world.name, context: context, keymap: look.keymap, refreshEvery: look.refreshEvery,
      choices: world.choices, history: history,
      kept: kept.map { Kept($0.lines.compactMap(KeptRecord.init), context: world.name) } ?? Kept(),
      pane: OverviewPane())
    if let link { state.begin(at: link) }
    for complaint in [asked?.complaint, kept?.complaint] {
      if let complaint { _ = state.reduce(.said(complaint)) }
    }
    let writer = KeptWriter(queries: file, trail: trail)
    Runtime(
      state: state, screen: screen, clock: world.clock, ask: { [world] in try await world.ask($0, $1) },
      change: { [world] in try await world.write($0, $1) },
      keep: { writer.take($0, complain: $1) }, save: FileSaving.save
    ).run()
    writer.finish()
    screen.close()
  }

  /// Where queries are kept for later sessions; those of the demo are not.
  private var historyFile: HistoryFile? {
    world.isSimulated ? nil : HistoryFile(environment: SystemFiles.environment(HistoryFile.variables))
  }

  /// Where places, marks and notes are kept for later sessions; the demo keeps none.
  private var trailFile: TrailFile? {
    guard !world.isSimulated else { return nil }
    return StateFolder.path(in: SystemFiles.environment(StateFolder.variables)).map(TrailFile.init)
  }

  private func screen() throws -> CursesScreen {
    let depth: ColorDepth? =
      switch color {
      case .auto: nil
      case .never: .mono
      case .always: .truecolor
      }
    do {
      return try CursesScreen(depth: depth, environment: SystemFiles.environment(TerminalTraits.variables))
    } catch {
      throw UsageFailure("\(error)")
    }
  }
}

extension ConsoleStart {
  /// `nightjar` and `nightjar demo`, without an option: what is typed most, opened without the
  /// argument parser, whose first use costs more than all the rest of the first frame (Decisions/0005).
  /// - Returns: `nil` for anything else, and off a terminal.
  static func plain(_ arguments: [String]) throws -> ConsoleStart? {
    guard arguments.isEmpty || arguments == ["demo"], Output.isTerminal else { return nil }
    let now = SystemClock.now()
    let window = Window.last(try TimeChoice.range(since: nil, from: nil, to: nil, now: now).duration)
    guard arguments.isEmpty else {
      let clock = SystemClock.clock(from: now, isLive: true)
      let world = World.demo(seed: DemoPlace.usualSeed, origin: now, clock: clock)
      return ConsoleStart(world: world, look: ConsoleLook(), window: window, now: now)
    }
    let settings = ConfiguredSettings()
    let world = try settings.world(timeout: nil, isVerbose: false, now: now, isLive: true)
    return ConsoleStart(world: world, look: try settings.look(), window: window, now: now)
  }
}
