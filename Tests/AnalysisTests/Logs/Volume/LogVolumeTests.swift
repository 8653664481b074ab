import Analysis
import Telemetry
import Testing

@Suite struct LogVolumeTests {
  private let range = TimeRange(start: Instant(seconds: 60), end: Instant(seconds: 180))

  private func series(_ labels: Labels, _ samples: [(Int64, Double)]) -> Series {
    Series(labels: labels, samples: samples.map { Sample(Instant(milliseconds: $0.0), $0.1) })
  }

  @Test func asksTheIndexWhereItCan() throws {
    let cheap = try #require(
      LogVolumeQuestion(#"{app="a"}"#, range: range, step: .seconds(60), by: "pod", at: .label))
    #expect(cheap.query == .logVolume(selector: #"{app="a"}"#, range: range, step: .seconds(60), by: ["pod"]))
    #expect(cheap.measure == .bytes)
    let levels = try #require(LogVolumeQuestion(#"{app="a"}"#, range: range, step: .seconds(60)))
    #expect(
      levels.query
        == .logMetricRange(
          LogQL: #"sum by (detected_level) (count_over_time({app="a"} [60s]))"#, range: range,
          step: .seconds(60)))
    let filtered = try #require(
      LogVolumeQuestion(#"{app="a"} |= "x""#, range: range, step: .milliseconds(1500), by: "code", at: .json))
    #expect(
      filtered.query.text == #"sum by (code) (count_over_time({app="a"} |= "x" | json [1500ms]))"#)
    #expect(filtered.measure == .lines)
    #expect(LogVolumeQuestion("rate({a=\"b\"} [1m])", range: range, step: .seconds(60)) == nil)
    #expect(LogVolumeQuestion("{", range: range, step: .seconds(60)) == nil)
  }

  @Test func stacksLevelsGravestFirst() {
    let volume = LogVolume(
      [
        series(["detected_level": "info"], [(120_000, 5), (180_000, 7)]), series([:], [(180_000, 1)]),
        series(["detected_level": "warning"], [(120_000, 2)]),
        series(["detected_level": "warn"], [(120_000, 3)]),
        series(["detected_level": "fatal"], [(180_000, 1), (240_000, 9), (60_000, 9)]),
      ], by: "detected_level", range: range, step: .seconds(60))
    #expect(volume.stacks.map(\.name) == ["critical", "warn", "info", "unknown"])
    #expect(volume.stacks.map(\.level) == [.critical, .warn, .info, .unknown])
    #expect(volume.stacks.map(\.values) == [[0, 1], [5, 0], [5, 7], [0, 1]])
    #expect(volume.total == 19)
  }

  @Test func cutsManyValues() {
    let many = (0..<20).map { series(["pod": "p\($0)"], [(120_000, Double(100 - $0))]) }
    let volume = LogVolume(many, by: "pod", range: range, step: .seconds(60), limit: 3)
    #expect(volume.stacks.map(\.name) == ["p0", "p1", "p2", "others"])
    #expect(volume.stacks[3].isOthers)
    #expect(volume.total == (0..<20).reduce(0.0) { $0 + Double(100 - $1) })
  }

  @Test func anIndexStampsItsEnds() {
    let answer = series(["pod": "p"], [(119_999, 1), (179_999, 2), (190_000, 3)])
    let wide = TimeRange(start: Instant(seconds: 70), end: Instant(seconds: 190))
    let volume = LogVolume([answer], by: "pod", range: wide, step: .seconds(60))
    #expect(volume.stacks[0].values == [1, 2, 3])
    #expect(volume.range(ofBucket: 1) == TimeRange(start: Instant(seconds: 120), end: Instant(seconds: 180)))
    #expect(volume.bucket(of: Instant(seconds: 130)) == 1)
    #expect(volume.bucket(of: Instant(seconds: 10)) == nil)
  }

  @Test func ofLoadedLines() {
    let buffer = LogBuffer([
      .at(59_999, "ERROR early"), .at(60_000, "ERROR a"), .at(119_999, "fine"),
      .at(120_000, "ERROR b", ["app": "b"]),
      .at(180_000, "ERROR late"),
    ])
    let levels = LogVolume(buffer, by: "detected_level", range: range, step: .seconds(60))
    #expect(levels.stacks.map(\.values) == [[1, 1], [1, 0]])
    let apps = LogVolume(buffer, by: "app", range: range, step: .seconds(60))
    #expect(apps.stacks.map(\.name) == ["a", "b"])
    #expect(
      LogVolume(buffer, by: "app", range: TimeRange(start: range.end, end: range.start), step: .zero).stacks
        == [])
  }
}
