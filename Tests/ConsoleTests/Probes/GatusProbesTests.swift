import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// Endpoints that only Gatus's own API tells of.
@Suite struct GatusProbesTests {
  /// A result a minute, the last at the moment of the walk.
  private static func results(_ name: String, _ beats: [Double]) -> [Series] {
    let labels: Labels = ["key": "core_\(name)", "group": "core", "name": name]
    let samples = beats.enumerated().map {
      Sample(Walker.moment - .minutes(beats.count - 1 - $0.offset), $0.element)
    }
    return [
      Series(labels: labels.merging(["__name__": "gatus_results_endpoint_success"]), samples: samples),
      Series(
        labels: labels.merging(["__name__": "gatus_results_duration_seconds"]),
        samples: samples.map { Sample($0.time, 0.25) }),
      Series(
        labels: labels.merging(["__name__": "probe_http_status_code"]),
        samples: samples.map { Sample($0.time, $0.value == 1 ? 200 : 503) }),
    ]
  }

  private static func stage(_ pane: any Pane) -> Stage {
    let found = results("site", [1, 1, 0, 0, 0]) + results("mail", Array(repeating: 1, count: 90))
    return Stage(100, 30, pane: pane, managers: [Source(id: "gatus", kind: .gatus)]) { source, query in
      if case .probeResults = query { return .success(Answer(.series(found))) }
      if case .traceSearch = query { return .success(Answer(.traces([]))) }
      return .success(Answer(.series([])))
    }
  }

  @Test func areListedLikeAllOthers() throws {
    let stage = Self.stage(ProbesPane())
    let rows = try #require(stage.pane(ProbesPane.self)).rows.map(\.probe)
    #expect(rows.map(\.target) == ["core/site", "core/mail"])
    #expect(rows[0].isUp == false && rows[0].httpStatus == 503 && rows[0].duration == 0.25)
    #expect(rows[0].since == Walker.moment - .minutes(2) && rows[0].availability["1h"] == nil)
    #expect(rows[1].isUp == true && rows[1].availability["1h"] == 1)
    #expect(stage.text.contains("✗ down") && stage.text.contains("core/site"))
  }

  @Test func noPrometheusHasTheirChart() {
    let stage = Self.stage(ProbesPane())
    stage.press(.enter)
    #expect(stage.text.contains("known to Gatus alone"))
    #expect(stage.pane(ProbesPane.self) != nil)
  }

  @Test func overviewHasThemToo() throws {
    let stage = Self.stage(OverviewPane())
    #expect(try #require(stage.pane(OverviewPane.self)).probes.map(\.target) == ["core/site", "core/mail"])
  }
}
