import Telemetry
import Testing

/// Whole numbers as other tools print times.
@Suite struct UnixTimeTests {
  @Test(arguments: [
    ("1700000000", Instant(seconds: 1_700_000_000)), ("1700000000123", Instant(milliseconds: 1_700_000_000_123)),
    ("1700000000123456", Instant(nanoseconds: 1_700_000_000_123_456_000)),
    ("1700000000123456789", Instant(nanoseconds: 1_700_000_000_123_456_789)), ("-5", Instant(seconds: -5)),
    ("1700000000.5", Instant(milliseconds: 1_700_000_000_500)),
  ]) func unitsAreToldApartBySize(text: String, instant: Instant) {
    #expect(TimeText.instant(text, now: .epoch) == instant)
  }
}
