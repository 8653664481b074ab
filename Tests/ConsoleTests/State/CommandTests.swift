import Canvas
import Telemetry
import Testing

@testable import Console

/// Rule 7 of the screen: a key acts or says why it does not. Never silence.
@Suite struct CommandTests {
  /// Moving at the end of a list is the one thing that may do nothing.
  private static let moves: Set<Command> = [
    .up, .down, .left, .right, .pageUp, .pageDown, .top, .bottom,
  ]
  private static let outside: Set<Command> = [.redraw, .suspend, .quit]

  @Test(arguments: PaneKind.allCases)
  func everyKeyActsOrExplains(kind: PaneKind) async throws {
    let walker = Walker(120, 36)
    await walker.start()
    await Self.open(kind, walker)
    try #require(walker.state.place.pane.kind == kind)
    let start = walker.state
    for command in Command.allCases where !Self.moves.contains(command) && !Self.outside.contains(command) {
      var state = start
      guard let key = Keymap.standard.keys(of: command, on: kind).first else { continue }
      let effects = state.reduce(.input(.key(key)))
      let acted = !effects.isEmpty || state.message != nil || state.overlay != nil
        || Self.screen(state) != Self.screen(start)
      #expect(acted, "\(command.rawValue) is silent on \(kind.rawValue)")
    }
  }

  /// What is seen but for the line of hints, which an old message leaves by any key.
  private static func screen(_ state: State) -> [[Cell]] {
    let surface = state.view()
    return (0..<surface.size.height - 1).map { y in
      (0..<surface.size.width).map { surface[Point($0, y)] }
    }
  }

  @Test func effectsOutsideTheScreen() {
    var state = Walker(80, 24).state
    #expect(state.reduce(.input(.key(.control("l")))) == [.redraw])
    #expect(state.reduce(.input(.key(.control("z")))) == [.suspend])
    #expect(state.reduce(.input(.key(.character("q")))).last == .quit)
    #expect(state.reduce(.input(.hangup)).last == .quit)
  }

  @Test func unboundKeySaysWhereTheKeysAre() async {
    let walker = Walker(80, 24)
    await walker.start()
    await walker.press(.character("ß"))
    #expect(walker.message == "ß does nothing here; ? lists the keys")
  }

  @Test func reboundCommandAnswersToItsNewKeyOnly() async {
    var keymap = Keymap.standard
    keymap.bind(.logs, to: .function(4))
    keymap.bind(.help, to: .character("h"))
    let walker = Walker(120, 36, keymap: keymap)
    await walker.start()
    #expect(walker.lines[1].contains("F4 Logs"))
    #expect(walker.lines.last?.contains("h help") == true)
    await walker.press(.character("4"))
    #expect(walker.message == "4 does nothing here; ? lists the keys")
    await walker.press(.function(4))
    #expect(walker.state.place.pane.kind == .logs)
    await walker.press(.character("h"))
    #expect(walker.text.contains("Keys — "))
  }

  @Test func keyTakenFromAnotherCommandIsLostToIt() {
    var keymap = Keymap.standard
    keymap.bind(.refresh, to: .character("t"))
    #expect(keymap.command(for: .character("t"), on: .logs) == .refresh)
    #expect(keymap.keys(of: .jumpToTraces).isEmpty)
  }

  /// One key, two screens: each has its own meaning, and a screen without one says so.
  @Test func aScreensOwnKeysHoldThereAlone() {
    var keymap = Keymap.standard
    keymap.bind(.follow, to: .character("z"))
    #expect(keymap.command(for: .character("z"), on: .logs) == .follow)
    #expect(keymap.command(for: .character("z"), on: .waterfall) == .criticalPathOnly)
    #expect(keymap.command(for: .character("z"), on: .overview) == nil)
    #expect(keymap.keys(of: .follow, on: .waterfall).isEmpty)
  }

  /// Rule 10 of the screen: what is the same everywhere is nowhere taken away.
  @Test func noScreenTakesACommonKey() {
    let common = Keymap.standard.groups.filter(\.panes.isEmpty).flatMap(\.bindings)
    for kind in PaneKind.allCases {
      for binding in common {
        #expect(Keymap.standard.keys(of: binding.command, on: kind) == binding.keys)
      }
    }
  }

  private static func open(_ kind: PaneKind, _ walker: Walker) async {
    switch kind {
    case .overview: break
    case .alerts: await walker.press(.character("7"))
    case .runbook: await walker.press(.character("7"), .character("b"))
    case .probes: await walker.press(.character("6"))
    case .doctor: await walker.press(.character("8"))
    case .objectives: await walker.press(.character("5"))
    case .objective: await walker.press(.enter)
    case .metrics: await walker.press(.character("m"))
    case .traces: await walker.press(.character("3"))
    case .logs: await walker.press(.character("4"))
    case .waterfall: await walker.press(.character("t"))
    case .browser: await walker.press(.character("m"), .character("b"))
    case .server: await walker.press(.character("m"), .character("S"))
    case .drilldown: await walker.press(.character("3"), .character("c"))
    case .services: await walker.press(.character("3"), .character("S"))
    case .flame: await walker.press(.character("t"), .character("F"))
    case .traceServices: await walker.press(.character("t"), .character("V"))
    case .comparison:
      await walker.press(.character("t"), .character("C"), .character("3"), .down, .enter, .character("C"))
    }
  }
}
