import Telemetry
import Testing

@testable import Console

@Suite struct MetricFilterTests {
  private let entries = [
    ("http_requests_total", MetricType.counter, "Requests served."),
    ("node_load1", .gauge, "1m load average."),
    ("nfsd_queue_depth", .gauge, "Requests waiting for a disk of the NAS."),
    ("ünïcode_metric", .gauge, ""),
  ].map {
    MetricEntry(name: $0.0, type: $0.1, help: $0.2, unit: "", members: [$0.0], series: nil, sources: ["prom"])
  }

  private func names(_ text: String, _ type: MetricType? = nil) -> [String] {
    MetricFilter(text: text, type: type).matches(in: entries).map { entries[$0].name }
  }

  @Test func wordsStandInNameOrHelpInAnyCaseAndOrder() {
    #expect(names("REQUESTS") == ["http_requests_total", "nfsd_queue_depth"])
    #expect(names("disk queue") == ["nfsd_queue_depth"])
    #expect(names("  ").count == 4)
    #expect(names("ÜNÏ") == ["ünïcode_metric"])
    #expect(names("requests nothing").isEmpty)
  }

  @Test func typeNarrowsOnItsOwn() {
    #expect(names("", .gauge).count == 3)
    #expect(names("requests", .counter) == ["http_requests_total"])
  }

  /// Typing on looks only at what is left; the result is that of a search from the start.
  @Test func typingOnGivesTheSameAsStartingAnew() {
    let text = "requests wait"
    var filter = MetricFilter()
    var matches = filter.matches(in: entries)
    for end in text.indices {
      let next = MetricFilter(text: String(text[...end]))
      #expect(next.narrows(filter))
      matches = next.matches(in: entries, among: matches)
      #expect(matches == next.matches(in: entries))
      filter = next
    }
    #expect(matches == [2])
  }

  @Test func whatWidensIsNoNarrowing() {
    #expect(!MetricFilter(text: "a").narrows(MetricFilter(text: "ab")))
    #expect(!MetricFilter(text: "ab").narrows(MetricFilter(text: "a", type: .gauge)))
    #expect(MetricFilter(text: "ab", type: .gauge).narrows(MetricFilter(text: "a")))
  }
}
