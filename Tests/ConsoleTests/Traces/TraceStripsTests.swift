import Canvas
import Telemetry
import Testing

@testable import Console

/// Where the numbers above the list come from.
@Suite struct TraceStripsTests {
  private static let refused = QueryFailure(.notFound, "404 page not found")

  /// - Parameter family: The metric the Prometheus has, if any.
  private func stage(_ query: String, family: String?, metrics: Bool = false) -> Stage {
    let sample = Series(labels: [:], samples: [Sample(Walker.moment - .seconds(60), 4), Sample(Walker.moment, 2)])
    return Stage(100, 30, pane: TracesPane(query: query)) { source, query in
      switch query {
      case .traceMetricsRange: metrics ? .success(Answer(.series([sample]))) : .failure(Self.refused)
      case .metricsInstant:
        .success(Answer(.series(family.map { [Series(labels: ["__name__": $0], samples: [Sample(Walker.moment, 1)])] } ?? [])))
      case .metricsRange: .success(Answer(.series([sample])))
      default: TracesSearchTests.server(60, query: query)
      }
    }
  }

  private func strip(_ stage: Stage) -> String { stage.lines[4] }

  @Test func areTheServersOwnWhereItCounts() {
    let stage = stage("{ }", family: nil, metrics: true)
    #expect(strip(stage).contains("3 spans/s"), "the whole range, not its unfinished end")
    #expect(!strip(stage).contains("from"))
  }

  @Test(arguments: ["traces_spanmetrics_calls_total", "traces_span_metrics_calls_total"])
  func areTheSpanMetricsForAPlainFilter(family: String) {
    let stage = stage(#"{ resource.service.name = "shop" }"#, family: family)
    #expect(strip(stage).contains("from the span metrics of prom"))
    let asked = stage.asked.compactMap { query -> String? in
      if case .metricsRange(let text, _, _) = query { text } else { nil }
    }
    #expect(asked.count == 3 && asked.allSatisfy { $0.contains(#"="shop""#) })
    #expect(asked.contains { $0.contains(family) && $0.contains("STATUS_CODE_ERROR") })
  }

  @Test(arguments: [
    ("{ duration > 1s }", "traces_spanmetrics_calls_total"), (#"{ resource.service.name = "shop" }"#, ""),
  ])
  func areWorkedOutFromTheListElse(query: String, family: String) {
    let stage = stage(query, family: family.isEmpty ? nil : family)
    #expect(strip(stage).contains("from the 60 traces listed") && strip(stage).contains("traces/s"))
    // 60 traces in an hour; the slowest took 60 ms.
    #expect(strip(stage).contains("0.017 traces/s") && strip(stage).contains("60 ms"))
  }

  @Test func aServerWithoutMetricsIsNotAskedAgain() {
    let stage = stage("{ duration > 1s }", family: nil)
    stage.forget()
    stage.press(.character("+"))
    #expect(!stage.asked.contains { if case .traceMetricsRange = $0 { true } else { false } })
  }
}
