import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// 200 objectives, half of them recorded, and 500 probes: how often servers are asked, and that no list is
/// made anew but for an answer.
@Suite struct RequestCountTests {
  private static let most = 12

  private func expectFew(_ stage: Stage, _ what: String) {
    let asked = stage.asked
    #expect(
      (1...Self.most).contains(asked.count),
      "\(what): \(asked.count) requests, \(asked.map { String(($0.text ?? "\($0)").prefix(60)) })")
    stage.forget()
  }

  @Test(arguments: ["overview", "objectives", "probes", "alerts"])
  func theFirstLoadIsAtMostADozenRequests(name: String) {
    expectFew(LargeWorld.stage(LargeWorld.pane(name)), "first load of \(name)")
  }

  /// By the clock, for five minutes and then after hours: what is good for long falls due at some time.
  @Test(arguments: ["overview", "objectives", "probes", "alerts"])
  func soIsEveryRefreshByTheClock(name: String) {
    let stage = LargeWorld.stage(LargeWorld.pane(name))
    stage.forget()
    for refresh in 0..<30 {
      stage.wait(.seconds(10))
      expectFew(stage, "\(name), refresh \(refresh)")
    }
    stage.wait(.hours(2))
    expectFew(stage, "\(name), after hours")
  }

  /// A key asks everything at once, what is good for an hour too; so does another range.
  @Test(arguments: ["overview", "objectives", "probes", "alerts"])
  func soIsAKey(name: String) {
    let stage = LargeWorld.stage(LargeWorld.pane(name))
    stage.forget()
    for key in ["r", "}", "["] as [Character] {
      stage.press(.character(key))
      expectFew(stage, "\(name), \(key)")
    }
  }

  @Test func soIsGoingFromScreenToScreenAndIntoOne() {
    let stage = LargeWorld.stage(OverviewPane())
    stage.forget()
    for key in [Key.character("5"), .enter, .backspace, .character("6"), .character("7"), .character("1")] {
      stage.press(key)
      guard stage.asked.isEmpty else { expectFew(stage, "\(key)"); continue }
    }
    stage.press(.character("5"), .enter)
    #expect(stage.state.place.pane is ObjectivePane)
    stage.forget()
    stage.press(.character("r"))
    expectFew(stage, "r on one objective")
    stage.wait(.hours(2))
    expectFew(stage, "one objective, after hours")
  }

  @Test func allOfThemAreThere() throws {
    let objectives = try #require(LargeWorld.stage(ObjectivesPane()).pane(ObjectivesPane.self))
    #expect(objectives.rows.count == 200 && objectives.rows.count { $0.origin == .live } == 100)
    #expect(objectives.rows.count { $0.objective.tool == "pyrra" } == 30)
    #expect(objectives.findings.burning == 3 && objectives.troubles.first == 0)
    // Every window came, whichever question it was in.
    #expect(objectives.rows.filter { $0.origin == .live }.allSatisfy { !$0.budgetRemaining.isNaN })
    #expect(objectives.rows.allSatisfy { status in status.burn.allSatisfy { !$0.rate.isNaN } })
    let probes = try #require(LargeWorld.stage(ProbesPane()).pane(ProbesPane.self))
    #expect(probes.rows.count == 500 && probes.rows.first?.state == .down)
    let overview = try #require(LargeWorld.stage(OverviewPane()).pane(OverviewPane.self))
    #expect(overview.objectives.count == 200 && overview.probes.count == 500 && overview.alerts.count == 40)
    let service = try #require(overview.services.first)
    #expect(service.rate == 0.5 && service.errorRatio == 0.5 && service.p50 == 0.5 && service.p99 == 0.5)
  }

  // MARK: Work

  /// Where the rows lie in memory: the same place, the same rows, nothing filtered, joined or sorted.
  private static func places(_ pane: any Pane) -> [UnsafeRawPointer?] {
    func place<Row>(_ rows: [Row]) -> UnsafeRawPointer? {
      rows.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
    }
    switch pane {
    case let pane as OverviewPane: return [place(pane.objectives), place(pane.probes), place(pane.alerts)]
    case let pane as ObjectivesPane: return [place(pane.rows), place(pane.troubles)]
    case let pane as ProbesPane: return [place(pane.rows), place(pane.all)]
    case let pane as AlertsPane: return [place(pane.lines)]
    default: return []
    }
  }

  @Test(arguments: ["overview", "objectives", "probes", "alerts"])
  func keysAndFramesMakeNoListAnew(name: String) throws {
    let stage = LargeWorld.stage(LargeWorld.pane(name))
    let before = Self.places(stage.state.place.pane)
    #expect(!before.isEmpty && !before.contains(nil))
    for key in [Key.down, .down, .up, .pageDown, .end, .home, .character("e")] {
      stage.press(key)
      _ = stage.lines
      #expect(Self.places(stage.state.place.pane) == before, "\(key)")
    }
    stage.wait(.seconds(1))
    #expect(Self.places(stage.state.place.pane) == before)
    // An answer does, else this would prove nothing.
    let kept = stage.state.place.pane
    stage.press(.character("r"))
    #expect(Self.places(stage.state.place.pane) != Self.places(kept))
  }
}
