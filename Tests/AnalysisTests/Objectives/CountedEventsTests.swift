import Analysis
import Telemetry
import Testing

@Suite struct CountedEventsTests {
  @Test(arguments: [
    (
      #"(sum(rate(r{job="a",code=~"5.."}[5m]))) / (sum(rate(r{job="a"}[5m])))"#,
      #"sum(rate(r{job="a",code=~"5.."}[5m]))"#, #"topk(40, increase(r{job="a",code=~"5.."}[1h]) > 0)"#
    ),
    (
      #"1 - ((sum(rate(r{code!~"5.."}[5m]))) / (sum(rate(r[5m]))))"#,
      #"(sum(rate(r[5m]))) - (sum(rate(r{code!~"5.."}[5m])))"#,
      #"topk(40, increase(r[1h]) unless increase(r{code!~"5.."}[1h]) > 0)"#
    ),
    (
      #"(sum(rate(d_count[5m])) - sum(rate(d_bucket{le="1"}[5m]))) / sum(rate(d_count[5m]))"#,
      #"(sum(rate(d_count[5m]))) - (sum(rate(d_bucket{le="1"}[5m])))"#,
      #"topk(40, increase(d_count[1h]) - ignoring (le) increase(d_bucket{le="1"}[1h]) > 0)"#
    ),
  ]) func readsADefinition(ratio: String, bad: String, worst: String) throws {
    let events = try #require(CountedEvents(ratio: ratio))
    #expect(events.bad == bad && events.worstSeries(over: .hours(1)) == worst)
  }

  @Test(arguments: ["avg_over_time(stale[5m])", "a + b", "2 - a / b", "not promql ("]) func ratiosAloneTellNoEvents(ratio: String) {
    #expect(CountedEvents(ratio: ratio) == nil)
  }

  @Test func tellsWhereTheBadEventsAre() {
    func series(_ route: String, _ code: String, _ count: Double) -> Series {
      Series(labels: ["route": route, "code": code, "job": "a"], samples: [Sample(.epoch, count)])
    }
    let shares = BadEventShare.shares(
      in: [series("/x", "500", 6), series("/y", "500", 2), series("/x", "503", .nan)], leavingOut: ["job"])
    #expect(shares.map(\.value) == ["/x", "/y", "500"])
    #expect(shares.map(\.share) == [0.75, 0.25, 1] && shares[0].count == 6)
    #expect(BadEventShare.shares(in: [], leavingOut: []).isEmpty)
  }
}

/// Where traces of bad events are kept.
@Suite struct ExemplarsOfEventsTests {
  @Test(arguments: [
    // Counters may carry exemplars; histograms keep theirs in buckets.
    (#"sum(rate(http_total{job="a",code=~"5.."}[5m])) / sum(rate(http_total{job="a"}[5m]))"#,
      #"http_total{job="a",code=~"5.."}"#, nil),
    (#"sum(rate(http_seconds_count{code=~"5.."}[5m])) / sum(rate(http_seconds_count[5m]))"#,
      #"http_seconds_bucket{code=~"5.."} or http_seconds_count{code=~"5.."}"#, nil),
    // Slow ones lie beyond the bound of the good.
    (#"1 - sum(rate(http_seconds_bucket{le="0.5",job="a"}[5m])) / sum(rate(http_seconds_count{job="a"}[5m]))"#,
      #"http_seconds_bucket{job="a"} or http_seconds_count{job="a"}"#, 0.5),
    // Good ones cannot be turned round.
    (#"1 - sum(rate(x{code!~"5.."}[5m])) / sum(rate(x[5m]))"#, nil, nil),
  ] as [(String, String?, Double?)])
  func badEvents(ratio: String, query: String?, bound: Double?) {
    let events = CountedEvents(ratio: ratio)
    #expect(events != nil && events?.exemplars == query && events?.badFrom == bound)
  }
}
