import Telemetry
import Testing

@testable import Console

@Suite struct MetricCatalogueTests {
  private func metadata(_ name: String, _ type: String, _ help: String = "") -> MetricMetadata {
    MetricMetadata(name: name, type: type, help: help, unit: "")
  }

  private func catalogue(
    names: [String]?, _ metadata: [MetricMetadata] = [], counts: [String: Int64] = [:]
  ) -> MetricCatalogue {
    MetricCatalogue(["prom": .init(metadata: metadata, names: names, counts: counts)])
  }

  @Test func aHistogramIsOneMetric() throws {
    let parts = ["x_seconds_bucket", "x_seconds_count", "x_seconds_sum"]
    let found = catalogue(
      names: parts, [metadata("x_seconds", "histogram", "Help.")],
      counts: ["x_seconds_bucket": 12, "x_seconds_count": 1, "x_seconds_sum": 1])
    let entry = try #require(found.entries.first)
    #expect(found.entries.count == 1)
    #expect((entry.name, entry.type, entry.help, entry.series) == ("x_seconds", .histogram, "Help.", 14))
    #expect(entry.members == parts)
    #expect(entry.telling == "x_seconds_bucket")
  }

  @Test func bucketsTellAHistogramWithoutMetadata() {
    let found = catalogue(names: ["x_bucket", "x_count", "x_sum", "y_count", "z_sum"])
    #expect(found.entries.map(\.name) == ["x", "y_count", "z_sum"])
    #expect(found.entries[0].type == .histogram)
  }

  @Test func aCounterMayEndInCount() {
    let found = catalogue(
      names: ["jobs_count", "jobs"], [metadata("jobs_count", "counter"), metadata("jobs", "gauge")])
    #expect(found.entries.map(\.name) == ["jobs", "jobs_count"])
    #expect(found.entries.map(\.type) == [.gauge, .counter])
  }

  @Test func openMetricsNamesTheFamilyWithoutItsEnding() {
    let found = catalogue(
      names: ["a_total", "b_info"], [metadata("a", "counter", "All."), metadata("b", "info")])
    #expect(found.entries.map(\.name) == ["a_total", "b_info"])
    #expect(found.entries.map(\.type) == [.counter, .info])
    #expect(found.entries[0].help == "All.")
  }

  @Test func namesGuessWhatMetadataDoesNotTell() {
    let found = catalogue(
      names: ["a_total", "b_info", "slo:x:rate5m", "y", "z"], [metadata("z", "brand-new")])
    #expect(found.entries.map(\.type) == [.counter, .info, .recorded, .unknown, .unknown])
  }

  @Test func metadataAloneIsBetterThanNothing() {
    #expect(catalogue(names: nil, [metadata("a", "gauge")]).entries.map(\.name) == ["a"])
  }

  @Test func severalServersBecomeOneList() {
    let found = MetricCatalogue([
      "b": .init(metadata: [metadata("up", "gauge", "From b.")], names: ["up", "only_b"], counts: ["up": 2]),
      "a": .init(metadata: nil, names: ["up"], counts: ["up": 3]),
    ])
    #expect(found.entries.map(\.name) == ["only_b", "up"])
    #expect(found.entries[1].sources == ["a", "b"])
    #expect(found.entries[1].series == 5)
    #expect(found.entries[1].help == "From b.")
    #expect(found.entries[0].series == nil)
  }

  @Test func metricsAreFoundByName() {
    let found = catalogue(names: (0..<100).map { "m\($0)" })
    #expect((0..<100).allSatisfy { found.entries[found.index(of: "m\($0)") ?? 0].name == "m\($0)" })
    #expect(found.index(of: "n") == nil)
    #expect(found.index(of: "") == nil)
    #expect(MetricCatalogue().index(of: "m") == nil)
  }

  @Test func labelsAreCountedMostValuesFirst() {
    let found = MetricLabels(of: [
      ["__name__": "x", "job": "a", "instance": "1"], ["__name__": "x", "job": "a", "instance": "2"],
      ["__name__": "x", "job": "a", "instance": "2", "odd": "z"],
    ])
    #expect(found.labels.map(\.name) == ["instance", "job", "odd"])
    #expect(found["instance"].map(\.text) == ["2", "1"])
    #expect(found["instance"].map(\.series) == [2, 1])
    #expect(found.shared == ["job": "a"], "what one series alone has is not shared")
  }
}
