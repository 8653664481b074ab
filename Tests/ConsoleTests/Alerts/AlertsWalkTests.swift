import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct AlertsWalkTests {
  private static let sizes = [(80, 24), (100, 30), (200, 60)]

  private func walker(_ width: Int, _ height: Int, glyphs: GlyphSet = .unicode) async -> Walker {
    let walker = Walker(width, height, pane: AlertsPane(), glyphs: glyphs, withAlerting: true)
    await walker.start()
    return walker
  }

  @Test(arguments: sizes)
  func partsOneByOne(width: Int, height: Int) async {
    let walker = await walker(width, height)
    Golden.expect(walker.state.view(), "alerts/alerts")
    #expect(walker.text.contains("JellyfinHighErrorRate"))
    await walker.press(.tab)
    Golden.expect(walker.state.view(), "alerts/silences")
    #expect(walker.text.contains("is renewed on Saturday"))
    await walker.press(.tab)
    Golden.expect(walker.state.view(), "alerts/applications")
    #expect(walker.text.contains("OutOfSync"))
    await walker.press(.tab)
    Golden.expect(walker.state.view(), "alerts/feed")
    #expect(walker.text.contains("[FIRING] JellyfinHighErrorRate"))
    await walker.press(.tab, .character("f"))
    Golden.expect(walker.state.view(), "alerts/resting")
  }

  @Test(arguments: sizes)
  func silencesExtendsAndEnds(width: Int, height: Int) async throws {
    let walker = await walker(width, height)
    await walker.press(.character("s"))
    Golden.expect(walker.state.view(), "alerts/silence-form")
    await walker.press(.enter)
    #expect(walker.written.isEmpty, "a silence needs a reason")
    #expect(walker.text.contains("whoever finds this silence wants to know"))
    await walker.type("备份, one moment")
    await walker.press(.enter)
    Golden.expect(walker.state.view(), "alerts/silence-confirm")
    #expect(walker.text.contains("1 of 5 loaded alerts: JellyfinHighErrorRate"))
    #expect(walker.written.isEmpty)
    await walker.press(.enter)
    #expect(walker.message == "alerts: silenced")
    #expect(walker.written.count == 1)
    Golden.expect(walker.state.view(), "alerts/silenced")
    let pane = try #require(walker.state.place.pane as? AlertsPane)
    #expect(pane.silences.count == 2 && pane.firing.grave == 0)
    await walker.press(.tab, .character("x"))
    #expect(walker.text.contains("change the silence at alerts"))
    await walker.press(.enter, .enter)
    #expect(walker.message == "alerts: the silence was changed")
    await walker.press(.character("X"))
    #expect(walker.text.contains("End it? They will be heard again"))
    await walker.press(.enter)
    #expect(walker.message == "alerts: the silence is over")
    #expect((walker.state.place.pane as? AlertsPane)?.silences.count == 1)
  }

  @Test func leavingTheFormWritesNothing() async {
    let walker = await walker(100, 30)
    await walker.press(.character("s"))
    await walker.type("why")
    await walker.press(.enter, .escape, .escape)
    #expect(walker.message == "nothing was silenced" && walker.written.isEmpty)
    await walker.press(.tab, .character("X"), .escape)
    #expect(walker.message == "the silence stays" && walker.written.isEmpty)
  }

  @Test(arguments: sizes)
  func runbookBesideTheAlert(width: Int, height: Int) async {
    let walker = await walker(width, height)
    await walker.press(.character("b"))
    Golden.expect(walker.state.view(), "alerts/runbook")
    #expect(walker.text.contains("Jellyfin: slow playback"))
    await walker.press(.tab, .enter)
    #expect(walker.state.place.pane.title == "runbook slow")
    await walker.press(.backspace, .tab)
    await walker.press(.character("y"))
    #expect(walker.copied.first?.contains("btrfs scrub cancel") == true)
    await walker.press(.end)
    Golden.expect(walker.state.view(), "alerts/runbook-end")
    await walker.press(.backspace)
    #expect(walker.state.place.pane.kind == .alerts)
  }

  @Test(arguments: sizes)
  func asciiIsComplete(width: Int, height: Int) async {
    let walker = await walker(width, height, glyphs: .ascii)
    Golden.expect(walker.state.view(), "alerts/ascii")
    #expect(walker.text.allSatisfy { $0.isASCII })
    await walker.press(.character("b"))
    #expect(walker.text.allSatisfy { $0.isASCII })
  }

  @Test(arguments: sizes)
  func deadManagerLeavesTheRules(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: AlertsPane(), withAlerting: true)
    walker.broken["alerts"] = QueryFailure(.unreachable, "connection refused")
    await walker.start()
    Golden.expect(walker.state.view(), "alerts/dead")
    #expect(walker.text.contains("alerts ✗: connection refused"))
    #expect(walker.text.contains("JellyfinHighErrorRate"))
  }

  @Test func withoutManagersItSaysWhatIsMissing() async {
    let walker = Walker(100, 30, pane: AlertsPane())
    await walker.start()
    await walker.press(.character("s"))
    #expect(walker.message?.contains("add a data source of type alertmanager") == true)
    await walker.press(.tab)
    #expect(walker.text.contains("no Alertmanager here"))
    await walker.press(.tab, .tab)
    #expect(walker.text.contains("add a data source of type ntfy"))
  }

  @Test func messageLeadsToItsAlert() async {
    let walker = await walker(100, 30)
    await walker.press(.backTab)
    while (walker.state.place.pane as? AlertsPane)?.currentMessage?.alert?.name != "JellyfinHighErrorRate" {
      let before = (walker.state.place.pane as? AlertsPane)?.currentMessage?.message.id
      await walker.press(.down)
      if (walker.state.place.pane as? AlertsPane)?.currentMessage?.message.id == before { break }
    }
    await walker.press(.enter)
    #expect((walker.state.place.pane as? AlertsPane)?.current?.entry?.alert.name == "JellyfinHighErrorRate")
  }

  @Test func jumpsAndChart() async {
    let walker = await walker(100, 30)
    await walker.press(.character("m"))
    #expect(walker.state.place.pane.kind == .metrics)
    await walker.press(.backspace, .character("l"))
    #expect(walker.state.place.pane.kind == .logs, "\(walker.message ?? "")")
  }
}
