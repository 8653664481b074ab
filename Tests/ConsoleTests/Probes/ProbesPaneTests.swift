import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct ProbesPaneTests {
  private static func series(_ name: String, _ labels: Labels, _ values: [Double]) -> Series {
    let start = Walker.moment - .seconds(60 * (values.count - 1))
    return Series(
      labels: labels.merging(["__name__": name]),
      samples: values.enumerated().map { Sample(start + .seconds(60 * $0.offset), $0.element) })
  }

  private func stage(
    _ targets: [String], width: Int = 100, height: Int = 30, beats: [Double] = [1, 1, 0, 1],
    others: [SourceID] = []
  ) -> Stage {
    Stage(width, height, pane: ProbesPane(), others: others) { source, query in
      if source == "edge" { return .failure(QueryFailure(.unreachable, "no route to host")) }
      guard source == "prom" else { return .success(Answer(.traces([]))) }
      let isRange = query.range != nil
      return .success(
        Answer(
          .series(
            targets.flatMap { target -> [Series] in
              let own: Labels = ["job": "blackbox", "instance": target, "module": "http_2xx"]
              return [
                Self.series("probe_success", own, isRange ? beats : [beats.last ?? 1]),
                Self.series("probe_duration_seconds", own, isRange ? beats.map { 0.1 * $0 } : [0.1]),
              ]
            })))
    }
  }

  @Test func fiveHundredProbesAskAHandfulOfTimes() {
    let stage = stage((0..<500).map { "https://host\($0).home.lan/" })
    #expect(stage.asked.count <= 8)
    #expect(stage.pane(ProbesPane.self)?.rows.count == 500)
    stage.forget()
    stage.wait(.seconds(10))
    #expect(stage.asked.count <= 4, "the long windows are good for longer")
  }

  @Test func movingAsksOnlyForTheDetail() {
    let stage = stage((0..<500).map { "https://host\($0).home.lan/" })
    stage.forget()
    stage.press(.down)
    #expect(stage.asked.count == 1, "its traces; it has no phases")
  }

  @Test func followsAProbeThatComesBack() {
    let stage = stage(["https://a/"], beats: [1, 1, 0, 0, 1, 1])
    #expect(stage.text.contains("● up"))
    #expect(stage.text.contains("up for 1m"))
    #expect(stage.text.contains("✗"), "the strip keeps what happened")
  }

  @Test func wideNamesAndControlCharactersStayInTheirCells() {
    let stage = stage(["https://监控.例子.测试/健康检查\u{1B}[31m\u{202E}"], width: 80, height: 24)
    #expect(stage.lines.allSatisfy { $0.cellWidth == 80 || $0.cellWidth <= 80 })
    #expect(!stage.text.contains("\u{1B}") && !stage.text.contains("\u{202E}"))
    #expect(stage.text.contains("监控"))
  }

  @Test func oneDeadSourceLeavesTheOthers() {
    let stage = stage(["https://a/"], others: ["edge"])
    #expect(stage.text.contains("edge ✗: no route to host"))
    #expect(stage.pane(ProbesPane.self)?.rows.count == 1)
  }

  @Test func emptySaysWhatWouldFillIt() {
    let stage = stage([])
    #expect(stage.text.contains("Blackbox exporter, Gatus or Uptime Kuma"))
  }

  @Test func stripShowsTheWorstOfEachPart() {
    let range = TimeRange(start: Instant(seconds: 0), end: Instant(seconds: 100))
    let beats = [0, 10, 20, 30, 40].map { Sample(Instant(seconds: $0), $0 == 20 ? 0 : 1) }
    let worst = ProbeStrip(beats, over: range).worst(width: 5)
    #expect(worst == [1, 0, 1, nil, nil])
    #expect(ProbeStrip([], over: range).worst(width: 2) == [nil, nil])
    #expect(ProbeStrip([Sample(Instant(seconds: 5000), 1)], over: range).worst(width: 2) == [nil, 1])
  }
}
