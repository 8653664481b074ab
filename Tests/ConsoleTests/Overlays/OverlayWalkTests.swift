import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct OverlayWalkTests {
  @Test func sheetsOverTheOverview() async {
    let walker = Walker(80, 24)
    await walker.start()
    let sheets: [(String, Key)] = [
      ("help", .character("?")), ("palette", .character(":")), ("jumps", .character("g")),
      ("queries", .character("Y")), ("range", .character("T")),
    ]
    for (width, height) in ScreenSize.all {
      await walker.resize(width, height)
      let before = walker.body
      for (name, key) in sheets {
        await walker.press(key)
        Golden.expect(walker.state.view(), "overlays/\(name)")
        await walker.press(.escape)
        #expect(walker.body == before, "Esc closes \(name) and leaves everything as it was")
      }
      await walker.press(.character(":"))
      await walker.type("zoom")
      Golden.expect(walker.state.view(), "overlays/palette-zoom")
      await walker.press(.escape, .character("T"))
      await walker.type("yesterday")
      await walker.press(.enter)
      Golden.expect(walker.state.view(), "overlays/range-refused")
      await walker.press(.escape)
    }
  }

  @Test func sheetsInASCII() async {
    let walker = Walker(80, 24, glyphs: .ascii)
    await walker.start()
    for (width, height) in ScreenSize.all {
      await walker.resize(width, height)
      for (name, key) in [("help", Key.character("?")), ("jumps", .character("g"))] {
        await walker.press(key)
        Golden.expect(walker.state.view(), "overlays/\(name)-ascii")
        #expect(walker.text.allSatisfy { $0.isASCII })
        await walker.press(.escape)
      }
    }
  }

  /// Every binding stands on the help page, with all its keys.
  @Test func helpListsEveryBinding() {
    let lines = HelpPage.lines(of: .standard, on: .metrics)
    for binding in Keymap.standard.groups.flatMap(\.bindings) {
      let keys = binding.keys.map(\.label).joined(separator: " ")
      #expect(lines.contains { $0.key == keys && $0.text == binding.command.help })
    }
  }

  @Test func everyCommandHasAKey() {
    for command in Command.allCases {
      #expect(!Keymap.standard.keys(of: command).isEmpty, "\(command.rawValue)")
    }
  }

  @Test func helpScrollsToItsEndAndBackAtOnce() async {
    let walker = Walker(80, 24, pane: MetricsPane(query: "up"))
    await walker.start()
    await walker.press(.character("?"))
    let top = walker.body
    for _ in 0..<200 { await walker.press(.down) }
    #expect(walker.text.contains(HelpPage.lines(of: .standard, on: .metrics).last?.text ?? "nothing"))
    let bottom = walker.body
    await walker.press(.up)
    #expect(walker.body != bottom, "keys pressed beyond the end are not kept")
    await walker.press(.home)
    #expect(walker.body == top)
  }

  @Test(arguments: [
    ("zone", Command.toggleZone), ("help", .help), ("refr", .refresh), ("quit", .quit),
    ("logs.follow", .follow), ("crit", .criticalPathOnly), ("screen.logs", .logs),
  ])
  func paletteFinds(typed: String, command: Command) {
    var palette = CommandPalette()
    for character in typed { palette.press(.character(character)) }
    #expect(palette.chosen == command)
  }

  @Test func paletteDoesWhatItFound() async {
    let walker = Walker(80, 24, pane: MetricsPane(query: "up"))
    await walker.start()
    await walker.press(.character(":"))
    await walker.type("screen.logs")
    await walker.press(.enter)
    #expect(walker.state.place.pane.kind == .logs)
    #expect(walker.state.overlay == nil)
  }

  @Test func paletteWithoutAMatchSaysSo() async {
    let walker = Walker(80, 24, pane: MetricsPane(query: "up"))
    await walker.start()
    await walker.press(.character(":"))
    await walker.type("qqqq")
    #expect(walker.text.contains("no command has these letters"))
    await walker.press(.enter)
    #expect(walker.message == "no command matches “qqqq”")
  }

  @Test func queryPageCopiesQueryAndCommand() async throws {
    let walker = Walker(80, 24, pane: MetricsPane(query: "sum by (job) (up)"))
    await walker.start()
    await walker.press(.character("Y"), .character("y"), .character("Y"), .character("c"))
    try #require(walker.copied.count == 2)
    #expect(walker.copied[0] == "sum by (job) (up)")
    #expect(walker.copied[1].hasPrefix("promtool query range"))
    #expect(walker.copied[1].hasSuffix("'sum by (job) (up)'"))
  }

  /// A long query is whole on a narrow screen, not cut at its edge.
  @Test func queryPageShowsQueriesWhole() async {
    let walker = Walker(80, 24, pane: MetricsPane.exploring(focus: "jellyfin"))
    await walker.start()
    await walker.press(.character("Y"))
    let joined = walker.lines.map { line in
      line.split(separator: "│").joined().split(separator: " ").joined(separator: " ")
    }.joined()
    #expect(joined.contains(#"service="jellyfin"}["#))
  }

  @Test func refusedJumpSaysWhy() async {
    let walker = Walker(120, 36)
    await walker.start()
    await walker.press(.character("p"))
    #expect(walker.message?.hasPrefix("no way to profile from here: ") == true)
  }
}
