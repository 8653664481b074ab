import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct ObjectivesWalkTests {
  private static let sizes = [(80, 24), (100, 30), (200, 60)]

  @Test(arguments: sizes)
  func theWorstFirst(width: Int, height: Int) async {
    let walker = Walker(width, height)
    await walker.start()
    await walker.press(.character("5"))
    Golden.expect(walker.state.view(), "objectives/list")
    let pane = walker.state.place.pane as? ObjectivesPane
    #expect(pane?.rows.map(\.objective.service).first == "jellyfin" && pane?.rows.count == 3)
    #expect(walker.text.contains("▲ PAGE"))
  }

  @Test(arguments: sizes)
  func oneObjectiveWhole(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: ObjectivesPane())
    await walker.start()
    await walker.press(.enter)
    Golden.expect(walker.state.view(), "objectives/detail")
    #expect(walker.text.contains("burn rates") && walker.text.contains("bad events"))
    await walker.press(.character("w"), .control("u"))
    await walker.type("99.9")
    Golden.expect(walker.state.view(), "objectives/what-if")
    let supposed = (walker.state.place.pane as? ObjectivePane)?.supposition
    #expect(supposed.map { abs($0.objective.target - 0.999) < 1e-12 } == true)
    await walker.press(.escape)
    #expect(!walker.text.contains("suppose ›"))
  }

  @Test(arguments: sizes)
  func asciiIsComplete(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: ObjectivesPane(), glyphs: .ascii)
    await walker.start()
    Golden.expect(walker.state.view(), "objectives/ascii-list")
    #expect(walker.text.allSatisfy { $0.isASCII })
    await walker.press(.enter)
    Golden.expect(walker.state.view(), "objectives/ascii-detail")
    #expect(walker.text.allSatisfy { $0.isASCII })
  }

  @Test(arguments: sizes)
  func deadServerIsSaid(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: ObjectivesPane())
    walker.broken["prom"] = QueryFailure(.unreachable, "connection refused")
    await walker.start()
    Golden.expect(walker.state.view(), "objectives/dead")
    #expect(walker.text.contains("prom ✗: connection refused"))
  }

  @Test(arguments: sizes)
  func whatIsShownStaysWhenItsSourceDies(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: ObjectivesPane())
    await walker.start()
    await walker.press(.enter)
    walker.wait(7)
    walker.broken["prom"] = QueryFailure(.timedOut, "no answer within 10 s")
    await walker.press(.character("r"))
    Golden.expect(walker.state.view(), "objectives/stale")
    #expect(walker.text.contains("✗ 7s old") && walker.text.contains("▲ PAGE"))
  }

  @Test(arguments: sizes)
  func nothingThereSaysWhatWouldFillIt(width: Int, height: Int) async {
    let walker = Walker(width, height, pane: ObjectivesPane())
    for effect in walker.state.start() {
      guard case .ask(let ticket, _, _) = effect else { continue }
      _ = walker.state.reduce(.answered(ticket, .success(Answer(.series([]))), at: walker.state.context.now))
    }
    Golden.expect(walker.state.view(), "objectives/empty")
    #expect(walker.text.contains("nothing found") && walker.text.contains("nightjar slo rules"))
  }

  @Test func jumpsAndComesBack() async {
    let walker = Walker(100, 30, pane: ObjectivesPane())
    await walker.start()
    await walker.press(.enter, .character("t"))
    #expect(walker.state.place.pane.kind.tab == .traces, "\(walker.message ?? "")")
    await walker.press(.backspace)
    #expect(walker.state.place.pane.kind == .objective)
    await walker.press(.character("l"))
    #expect(walker.state.place.pane.kind == .logs, "\(walker.message ?? "")")
    await walker.press(.backspace, .character("m"))
    #expect(walker.state.place.pane.kind == .metrics)
    #expect(!walker.text.contains("nothing found"))
    await walker.press(.backspace, .backspace)
    #expect(walker.state.place.pane.kind == .objectives)
  }

  @Test func filterAndTrouble() async {
    let walker = Walker(100, 30, pane: ObjectivesPane())
    await walker.start()
    await walker.press(.character("/"))
    await walker.type("argo")
    await walker.press(.enter)
    #expect((walker.state.place.pane as? ObjectivesPane)?.rows.map(\.objective.service) == ["argocd"])
    await walker.press(.escape, .character("f"))
    #expect((walker.state.place.pane as? ObjectivesPane)?.rows.map(\.objective.service) == ["jellyfin"])
    await walker.press(.character("+"))
    #expect(walker.message?.contains("/ filters the list") == true)
  }
}
