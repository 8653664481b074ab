import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct DoctorPaneTests {
  private static let checks = [
    DoctorCheck(name: "reachable", source: "prom", ok: true, detail: "Prometheus 3.5.0", milliseconds: 12),
    DoctorCheck(
      name: "trace → logs", source: "tempo", ok: false,
      detail: #"service_name is never "shop" at loki, only nas, shop-web"#,
      fix: "set services.rename: {shop-web: shop}"),
    DoctorCheck(
      name: "service names", source: "logs", ok: true, detail: "learnt: app names 2 of 3 services of the traces",
      fix: "set services.logLabel: app"),
  ]

  private func stage(_ width: Int = 100, _ height: Int = 24, _ checks: [DoctorCheck] = checks) -> Stage {
    Stage(width, height, pane: DoctorPane()) { _, query in
      if case .examination = query { return .success(Answer(.checks(checks))) }
      return .success(Answer(.series([])))
    }
  }

  @Test func whatFailsIsFirstWithWhatToChange() {
    let stage = stage()
    #expect(stage.text.contains("3 checks ✗ 1 fail"))
    #expect(stage.text.contains("→ set services.rename: {shop-web: shop}"))
    stage.press(.character("y"))
    #expect(stage.copied == ["set services.rename: {shop-web: shop}"])
    stage.press(.end, .character("y"))
    #expect(stage.copied.last == "set services.logLabel: app")
  }

  @Test func onlyWhatNeedsAChange() {
    let stage = stage()
    stage.press(.character("f"))
    #expect(stage.pane(DoctorPane.self)?.checks.count == 2)
    let well = self.stage(100, 24, [Self.checks[0]])
    #expect(well.text.contains("● all well"))
    well.press(.character("f"))
    #expect(well.text.contains("nothing needs a change; f shows all checks"))
    well.press(.character("y"))
    #expect(well.state.message == "nothing needs to change for this one")
  }

  /// Trying everything is for whoever asks: the clock never does.
  @Test func theClockDoesNotTryAgain() {
    let stage = stage()
    stage.forget()
    stage.wait(.minutes(30))
    #expect(stage.asked.isEmpty)
    stage.press(.character("r"))
    #expect(stage.asked.count == 1)
  }

  @Test func itIsAKeyAwayAndBack() {
    let stage = Stage(100, 24, pane: OverviewPane()) { _, query in
      if case .examination = query { return .success(Answer(.checks(Self.checks))) }
      return .success(Answer(.series([])))
    }
    stage.press(.character("8"))
    #expect(stage.state.place.pane.kind == .doctor)
    stage.press(.backspace)
    #expect(stage.state.place.pane.kind == .overview)
  }
}

@Suite struct DoctorWalkTests {
  @Test(arguments: [(80, 24), (120, 36)]) func onTheHomelab(width: Int, height: Int) async {
    let walker = Walker(width, height, withAlerting: true)
    await walker.start()
    await walker.press(.character("8"))
    Golden.expect(walker.state.view(), "doctor/1-homelab")
    await walker.press(.down, .down)
    Golden.expect(walker.state.view(), "doctor/2-a-check")
  }

  @Test func inASCII() async {
    let walker = Walker(80, 24, glyphs: .ascii, withAlerting: true)
    walker.broken["loki"] = QueryFailure(.unreachable, "connection refused")
    await walker.start()
    await walker.press(.character("8"))
    Golden.expect(walker.state.view(), "doctor/3-loki-is-down")
  }
}
