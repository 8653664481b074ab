internal import Telemetry
internal import Testing

@testable internal import Backends

@Suite struct ParameterTimeTests {
  @Test(arguments: [
    (1_700_000_000_000_000_000, "1700000000"), (1_700_000_000_005_999_999, "1700000000.005"),
    (0, "0"), (-1_500_000_000, "-1.500"), (Int64.max, "9223372036.854"), (.min, "-9223372036.855"),
  ])
  func secondsKeepMilliseconds(_ nanoseconds: Int64, _ text: String) {
    #expect(ParameterTime.seconds(Instant(nanoseconds: nanoseconds)) == text)
  }

  @Test(arguments: [
    (Duration.seconds(15), "15", "15s"), (.milliseconds(500), "0.500", "500ms"),
    (.zero, "0.001", "1ms"), (.seconds(-3), "0.001", "1ms"), (.hours(2), "7200", "7200s"),
  ])
  func stepsAreNeverEmpty(_ step: Duration, _ seconds: String, _ goDuration: String) {
    #expect(ParameterTime.seconds(step) == seconds)
    #expect(ParameterTime.goDuration(step) == goDuration)
  }

  @Test func nanosecondsNeverLookLikeSeconds() {
    #expect(ParameterTime.nanoseconds(Instant(nanoseconds: 10_000_000_000)) == "10000000000")
    #expect(
      ParameterTime.nanoseconds(Instant(nanoseconds: 9_999_999_999))
        == "1970-01-01T00:00:09.999999999Z")
  }

  @Test func wholeSecondsOfTheWidestRange() {
    let range = TimeRange(start: Instant(nanoseconds: .min), end: Instant(nanoseconds: .max))
    let (start, end) = ParameterTime.wholeSeconds(range)
    #expect(start == -9_223_372_037)
    #expect(end == 9_223_372_037)
  }
}
