import Languages
import Telemetry
import Testing

@testable import DemoLab

@Suite struct LogMetricTests {
  /// Values by series at 1060 s, when the windows below hold six gateway lines.
  private func instant(_ query: String) throws -> [String: Double] {
    guard case .metric(let metric) = try LogQL.parse(query) else { return [:] }
    let evaluator = LogMetricEvaluator(
      store: MemoryLogStore.homelab, steps: LogSteps(at: Instant(seconds: 1060)))
    switch try evaluator.evaluate(metric) {
    case .scalar(let value): return ["scalar": value]
    case .vector(let series):
      return Dictionary(
        uniqueKeysWithValues: series.compactMap { one in
          one.values[0].map { (one.labels.description, $0) }
        })
    }
  }

  @Test(arguments: [
    ("count_over_time(G [1m])", 6.0), ("rate(G [1m])", 0.1), ("count_over_time(G [30s] offset 30s)", 3),
    ("bytes_over_time(G |= \"t=\" or \"duration=2\" [1m])", 49),
    ("sum_over_time(G | logfmt | unwrap duration(duration) [1m])", 24),
    ("avg_over_time(G | logfmt | unwrap duration(duration) [1m])", 4),
    ("max_over_time(G | logfmt | unwrap bytes(size) [1m])", 6000),
    ("min_over_time(G | logfmt | unwrap code [1m])", 200),
    ("first_over_time(G | logfmt | unwrap code [1m])", 200),
    ("quantile_over_time(0.5, G | logfmt | unwrap duration(duration) [1m])", 4),
  ]) func windows(query: String, value: Double) throws {
    let text = query.split(separator: "G", omittingEmptySubsequences: false)
      .joined(separator: #"{service_name="gateway"}"#)
    let grouped = text + " by (pod)"
    guard text.hasPrefix("count") || text.hasPrefix("rate") || text.hasPrefix("bytes") else {
      #expect(try instant(grouped) == [#"{pod="gateway-0"}"#: value])
      return
    }
    let found = try instant("sum(\(text))")
    let first = try #require(found["{}"])
    #expect(abs(first - value) < 1e-9)
  }

  @Test func groupsByMetadata() throws {
    let found = try instant(#"sum by (detected_level) (count_over_time({service_name="gateway"}[1m]))"#)
    #expect(found == [#"{detected_level="error"}"#: 1, #"{detected_level="info"}"#: 5])
  }

  @Test func everyTraceIsASeriesWithoutGrouping() throws {
    #expect(try instant(#"count_over_time({service_name="gateway"}[1m])"#).count == 6)
    #expect(try instant(#"count(count_over_time({service_name="gateway"}[1m]))"#) == ["{}": 6])
  }

  static let expressionCases: [(String, [String: Double])] = [
    ("1 + 2 * 3", ["scalar": 7.0]), ("2 ^ 3 ^ 2", ["scalar": 512]), ("1 > 2", ["scalar": 0]),
    ("vector(3) > 2", ["{}": 3.0]), ("vector(1) > 2", [:]), ("vector(1) > bool 2", ["{}": 0]),
    ("vector(1) and vector(2)", ["{}": 1]), ("vector(1) unless vector(2)", [:]),
    ("vector(6) / vector(4)", ["{}": 1.5]),
    (#"label_replace(vector(1), "x", "a$1", "y", "(.*)")"#, [#"{x="a"}"#: 1]),
    (#"absent_over_time({service_name="nobody", pod=~".+"}[1m])"#, [#"{service_name="nobody"}"#: 1]),
    (#"absent_over_time({service_name="gateway"}[1m])"#, [:]),
    (
      #"topk(1, sum by (detected_level) (count_over_time({service_name="gateway"}[1m])))"#,
      [#"{detected_level="info"}"#: 5]
    ),
    (
      #"sum by (detected_level) (count_over_time({service_name="gateway"}[1m])) / on () group_left () sum(count_over_time({service_name="gateway"}[1m]))"#,
      [#"{detected_level="info"}"#: 5.0 / 6, #"{detected_level="error"}"#: 1.0 / 6]
    ),
  ]

  @Test(arguments: expressionCases) func expressions(query: String, values: [String: Double]) throws {
    #expect(try instant(query) == values)
  }

  @Test func aBadLineFailsTheWholeMetric() throws {
    let failure = #expect(throws: LogFailure.self) {
      try instant(#"sum(count_over_time({service_name="outpost"} | json [2m]))"#)
    }
    #expect(failure?.message.hasPrefix("pipeline error: 'JSONParserErr' for series: '{") == true)
    let text = #"sum(count_over_time({service_name="outpost"} | json | __error__="" [2m]))"#
    #expect(try instant(text) == ["{}": 2])
  }

  @Test func stepsMoveOutwards() throws {
    let range = TimeRange(start: Instant(seconds: 1_795_230_624), end: Instant(seconds: 1_795_232_424))
    let steps = try LogSteps(aligning: range, step: .seconds(60))
    #expect(steps.start == Instant(seconds: 1_795_230_600))
    #expect(steps.instant(steps.count - 1) == Instant(seconds: 1_795_232_460))
    let aligned = TimeRange(start: Instant(seconds: 60), end: Instant(seconds: 120))
    #expect(try LogSteps(aligning: aligned, step: .seconds(60)).count == 2)
  }
}
