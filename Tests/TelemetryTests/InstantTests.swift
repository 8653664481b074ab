import Telemetry
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0),
    ("2026-11-21T04:30:00.123456789Z", 1_795_235_400_123_456_789),
    ("2026-11-21T05:30:00.5+01:00", 1_795_235_400_500_000_000),
    ("1969-12-31T23:59:59.999999999Z", -1),
  ]) func readsRFC3339(text: String, nanoseconds: Int64) {
    #expect(RFC3339.instant(text) == Instant(nanoseconds: nanoseconds))
  }

  @Test(arguments: ["", "2026-02-30T00:00:00Z", "2026-11-21", "2026-11-21T04:30:00", "x", "0001-01-01T00:00:00Z"])
  func refusesOthers(text: String) {
    #expect(RFC3339.instant(text) == nil)
  }

  @Test func writesUTCWithNineDecimals() {
    let instant = Instant(nanoseconds: 1_795_235_400_000_000_007)
    #expect(RFC3339.string(instant) == "2026-11-21T04:30:00.000000007Z")
    #expect(RFC3339.string(Instant(nanoseconds: -1)) == "1969-12-31T23:59:59.999999999Z")
  }

  @Test func floorsTowardsThePast() {
    #expect(Instant(seconds: -1).floored(to: .seconds(15)) == Instant(seconds: -15))
    #expect(Instant(seconds: 29).floored(to: .seconds(15)) == Instant(seconds: 15))
  }
}
