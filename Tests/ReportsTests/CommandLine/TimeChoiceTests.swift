import Reports
import Telemetry
import Testing

@Suite struct TimeChoiceTests {
  let now = Instant(seconds: 100_000)

  @Test func anHourUnlessSaid() throws {
    #expect(try TimeChoice.range(since: nil, from: nil, to: nil, now: now) == TimeRange(last: .hours(1), until: now))
  }

  @Test func sinceCountsFromTo() throws {
    let range = try TimeChoice.range(since: "5m", from: nil, to: "now-1h", now: now)
    #expect(range == TimeRange(last: .minutes(5), until: now - .hours(1)))
  }

  static let wrong: [(String?, String?, String?)] = [
    ("1h", "now-2h", nil), (nil, "now", "now-1h"), ("5", nil, nil), (nil, "soon", nil), ("0s", nil, nil),
  ]

  @Test(arguments: wrong)
  func refused(since: String?, from: String?, to: String?) {
    #expect(throws: UsageFailure.self) { try TimeChoice.range(since: since, from: from, to: to, now: now) }
  }
}
