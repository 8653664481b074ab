import Languages
import Telemetry
import Testing

@testable import DemoLab

@Suite struct LabCounterTests {
  private let now = LabQuestions.origin
  private var lab: Lab { Lab(seed: 1, origin: now) }

  @Test func countersGrowAcrossTheBeginningOfTheTrouble() throws {
    let store = lab.samples(at: now)
    let range = TimeRange(around: now - .hours(6), margin: .minutes(40))
    let counters = store.series(
      matching: [Matcher("__name__", .matches, ".+_(total|bucket|sum|count)")], in: range)
    #expect(counters.count > 300)
    for series in counters {
      for (earlier, later) in zip(series.samples, series.samples.dropFirst()) {
        #expect(later.value >= earlier.value, "\(series.labels)")
      }
    }
  }

  @Test func trafficKeepsItsRateAcrossTheBeginning() async throws {
    for minutes in [-600, -400, -361, -358, -350, -100, 0] {
      let questions = LabQuestions(now: now + .minutes(minutes))
      let rate = try await questions.value(
        "sum(rate(traces_spanmetrics_calls_total{service=\"cilium-gateway\"}[5m]))")
      #expect(rate > 1.5 && rate < 2.5, "\(minutes)")
    }
  }

  @Test func bucketsAreCumulativeAndEndAtTheCount() throws {
    let store = lab.samples(at: now)
    let range = TimeRange(start: now - .minutes(1), end: now)
    let name = "http_server_request_duration_seconds"
    let buckets = store.series(matching: [Matcher("__name__", .equal, name + "_bucket")], in: range)
    let counts = store.series(matching: [Matcher("__name__", .equal, name + "_count")], in: range)
    #expect(!counts.isEmpty)
    for count in counts {
      let key = count.labels.dropping(["__name__"])
      let own = buckets.filter { $0.labels.dropping(["__name__", "le"]) == key }
      let values = RequestSeries.boundLabels.compactMap { bound in
        own.first { $0.labels["le"] == bound }?.samples.last?.value
      }
      #expect(values.count == RequestSeries.boundLabels.count)
      #expect(values == values.sorted())
      #expect(values.last == count.samples.last?.value)
    }
  }

  @Test func nothingIsSeenAfterNow() throws {
    let wide = TimeRange(start: now - .hours(1), end: now + .hours(1))
    let any = [Matcher("__name__", .matches, ".+")]
    let store = lab.samples(at: now)
    #expect(store.series(matching: any, in: wide).allSatisfy { $0.samples.allSatisfy { $0.time <= now } })
    #expect(store.exemplars(matching: any, in: wide).allSatisfy { $0.time <= now })
    let services = [Matcher("service_name", .matches, ".+")]
    #expect(lab.logs(at: now).lines(matching: services, in: wide).allSatisfy { $0.time <= now })
    var traces = 0
    lab.traces(at: now).traces(in: wide) { trace in
      traces += 1
      return trace.spans.allSatisfy { $0.end <= now }
    }
    #expect(traces > 500)
  }

  @Test func gaugesAreScrapedEveryFifteenSeconds() throws {
    let range = TimeRange(start: now - .hours(1), end: now)
    let series = lab.samples(at: now).series(
      matching: [Matcher("__name__", .equal, "nfsd_queue_depth")], in: range)
    let times = try #require(series.first).samples.map(\.time)
    #expect(times.count == 240)
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 == .seconds(15) })
  }

  @Test func phasesAddUpToTheProbe() async throws {
    let questions = LabQuestions()
    let apart = try await questions.series(
      "sum by (instance) (probe_http_duration_seconds) / on (instance) "
        + "(probe_duration_seconds and on (instance) probe_success == 1)")
    #expect(apart.count == 4)
    for series in apart { #expect(abs((series.samples.last?.value ?? 0) - 1) < 0.001) }
  }
}
