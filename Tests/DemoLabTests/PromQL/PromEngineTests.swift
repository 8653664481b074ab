import DemoLab
import Languages
import Synchronization
import Telemetry
import Testing

@Suite struct PromEngineTests {
  @Test func aSampleIsSeenForFiveMinutes() throws {
    let store = TableStore(rows: [(["__name__": "x"], "1 2")])  // the last at 15 s
    #expect(try values("x", store, at: [14, 15, 314, 315]) == [[1], [2], [2], []])
  }

  @Test func aStaleMarkerEndsASeriesAtOnce() throws {
    let store = TableStore(rows: [(["__name__": "x"], "1 2 stale _ 5")])
    #expect(try values("x", store, at: [29, 30, 59, 60]) == [[2], [], [], [5]])
    #expect(try values("count_over_time(x[2m])", store, at: [60]) == [[3]])
  }

  @Test func aRangeExcludesItsLeftEnd() throws {
    let store = TableStore(rows: [(["__name__": "x"], "1 2 3 4 5")])
    #expect(try values("sum_over_time(x[30s])", store, at: [60]) == [[9]])
  }

  @Test func answersARangeStepByStep() throws {
    let store = TableStore(rows: [(["__name__": "x", "a": "1"], "1 2 3 4 _ _ _ 8")])
    let range = TimeRange(start: Instant(seconds: 0), end: Instant(seconds: 61))
    let series = try PromEngine(store: store).range(
      PromQL.parse("x > 2 or vector(-1)"), range: range, step: .seconds(30))
    #expect(
      series == [
        Series(labels: [:], samples: [0, 30, 60].map { Sample(Instant(seconds: $0), -1) }),
        Series(labels: ["__name__": "x", "a": "1"], samples: [(30, 3.0), (60, 4)].map(sample)),
      ])
  }

  @Test func asksTheStoreOncePerSelector() throws {
    let store = CountingStore()
    let range = TimeRange(start: Instant(seconds: 600), end: Instant(seconds: 1200))
    let text =
      "rate(requests_total[5m]) / rate(requests_total[1m]) "
      + "+ max_over_time(rate(temperature[1m])[5m:])"
    _ = try PromEngine(store: store).range(PromQL.parse(text), range: range, step: .seconds(15))
    // 5 minutes before the first step; and the subquery's 5 minutes beside its range of one.
    #expect(
      store.asked.withLock { $0 }.sorted() == ["requests_total 300…1200", "temperature 240…1200"])
  }

  @Test(arguments: [
    (
      "requests_total * on (job) requests_total",
      "found duplicate series for the match group {job=\"api\"} on the right hand-side of the operation: "
        + "[{__name__=\"requests_total\", code=\"500\", job=\"api\"}, "
        + "{__name__=\"requests_total\", code=\"200\", job=\"api\"}];many-to-many matching not allowed: "
        + "matching labels must be unique on one side"
    ),
    (
      "requests_total * on (job) job_owner",
      "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)"
    ),
    (
      "label_replace(job_owner, \"job\", \"x\", \"\", \"\") * 0 + label_replace(temperature, \"room\", \"\", \"\", \"\")",
      "vector cannot contain metrics with the same labelset"
    ),
    (
      "label_replace(up, \"a\", \"\", \"b\", \"(\")",
      "invalid regular expression in label_replace(): ("
    ),
    ("label_join(up, \"a-b\", \"\", \"b\")", "invalid destination label name in label_join(): a-b"),
    ("count_values(\"0\", temperature)", "invalid label name \"0\""),
  ]) func refusesWhatDoesNotFit(text: String, message: String) throws {
    #expect(throws: PromFailure.execution(message)) {
      try PromEngine(store: TableStore()).instant(PromQL.parse(text), at: Instant(seconds: 600))
    }
  }

  @Test(arguments: [
    "info(up)", "limitk(2, up)", "rate(up[$__rate_interval])", "up[$a:]", "up offset $b",
  ])
  func namesWhatItDoesNotKnow(text: String) throws {
    let error = #expect(throws: PromFailure.self) {
      try PromEngine(store: TableStore()).instant(PromQL.parse(text), at: Instant(seconds: 600))
    }
    guard case .syntax? = error else { return #expect(Bool(false), "\(String(describing: error))") }
  }

  @Test func boundsTheWorkOfSubqueries() throws {
    #expect(throws: PromFailure.self) {
      try PromEngine(store: TableStore()).instant(
        PromQL.parse("max_over_time(vector(1)[100y:1ms])"), at: Instant(seconds: 600))
    }
  }

  @Test func evaluatesTheLongestChainItReads() throws {
    let text = "1" + String(repeating: " + 1", count: 400)
    let value = try PromEngine(store: TableStore()).instant(PromQL.parse(text), at: .epoch)
    #expect(value == .scalar(Sample(.epoch, 401)))
    let nested =
      String(repeating: "abs(", count: 95) + "vector(-1)" + String(repeating: ")", count: 95)
    let points = try PromEngine(store: TableStore()).instant(PromQL.parse(nested), at: .epoch)
    #expect(points == .vector([Series(labels: [:], samples: [Sample(.epoch, 1)])]))
  }

  @Test func instantQueriesTellRawSamplesOfARange() throws {
    let value = try PromEngine(store: TableStore()).instant(
      PromQL.parse("requests_total{code=\"500\"}[31s]"), at: Instant(seconds: 60))
    let labels: Labels = ["__name__": "requests_total", "job": "api", "code": "500"]
    #expect(
      value
        == .matrix([Series(labels: labels, samples: [(30, 2.0), (45, 3), (60, 4)].map(sample))]))
  }

  private func sample(_ seconds: Int64, _ value: Double) -> Sample {
    Sample(Instant(seconds: seconds), value)
  }

  private func values(_ text: String, _ store: TableStore, at seconds: [Int64]) throws -> [[Double]]
  {
    try seconds.map { second in
      let value = try PromEngine(store: store).instant(
        PromQL.parse(text), at: Instant(seconds: second))
      guard case .vector(let series) = value else { return [] }
      return series.flatMap { $0.samples.map(\.value) }
    }
  }
}

/// Remembers what it was asked, in seconds.
private final class CountingStore: SampleStore {
  let asked = Mutex<[String]>([])

  func series(matching matchers: [Matcher], in range: TimeRange) -> [Series] {
    let name = matchers.first?.value ?? ""
    asked.withLock { $0.append("\(name) \(range.start.seconds)…\(range.end.seconds)") }
    return TableStore().series(matching: matchers, in: range)
  }

  func labelSets(matching matchers: [Matcher], in range: TimeRange) -> [Labels] { [] }
  func exemplars(matching matchers: [Matcher], in range: TimeRange) -> [Exemplar] { [] }
}
