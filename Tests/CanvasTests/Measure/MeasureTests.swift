import Testing

@testable import Canvas

@Suite struct MeasureTests {
  @Test(arguments: [
    (0, "0 s"), (1e-9, "1 ns"), (4.2e-7, "420 ns"), (9.99e-4, "999 µs"), (0.0015, "1.5 ms"),
    (0.098, "98 ms"), (0.9996, "1 s"), (6.31, "6.31 s"), (12.44, "12.4 s"), (59.96, "1m"),
    (61, "1m 1s"), (720, "12m"), (4320, "1h 12m"), (10_790, "3h"), (277_200, "3d 5h"),
    (4e7, "1y 98d"), (-75, "-1m 15s"), (-0.098, "-98 ms"), (Double.nan, "NaN s"),
  ])
  func durations(seconds: Double, text: String) {
    #expect(Durations.text(seconds: seconds) == text)
  }

  @Test(arguments: [(Int64(6_310_000_000), "6.31 s"), (.max, "292y 172d"), (.min, "-292y 172d")])
  func nanoseconds(count: Int64, text: String) {
    #expect(Durations.text(nanoseconds: count) == text)
  }

  @Test(arguments: [
    (14.2, "14 s old", "in 14 s", "14.2s"), (-3, "0 s old", "3 s ago", "-3s"),
    (4320, "1h 12m old", "in 1h 12m", "1h"), (0.2, "0 s old", "now", "200ms"),
    (59.7, "1m old", "in 1m", "59.7s"),
  ])
  func agesAndRelativeTimes(seconds: Double, age: String, relative: String, compact: String) {
    #expect(Durations.age(seconds: seconds) == age)
    #expect(Durations.relative(seconds: seconds) == relative)
    #expect(Durations.compact(seconds: seconds) == compact)
  }

  @Test(arguments: [
    (0, "0", "0 B"), (0.0042, "0.0042", "0 B"), (1.94, "1.94", "1.94 B"), (999.4, "999", "999 B"),
    (999.6, "1k", "1000 B"), (12_500, "12.5k", "12.2 KiB"), (3e6, "3M", "2.86 MiB"),
    (1_073_741_824, "1.07G", "1 GiB"), (-1234, "-1.23k", "-1.21 KiB"), (.nan, "NaN", "NaN"),
    (-.infinity, "-Inf", "-Inf"), (1e20, "100E", "86.7 EiB"), (-0.0, "0", "0 B"),
  ])
  func prefixes(value: Double, si: String, iec: String) {
    #expect(Numbers.si(value) == si)
    #expect(Numbers.iec(value) == iec)
  }

  @Test(arguments: [
    (0, "0%"), (0.004, "<0.01%"), (4.2, "4.2%"), (23, "23%"), (99.5, "99.5%"), (99.95, "99.95%"),
    (99.9999, ">99.999%"), (100, "100%"), (Double.nan, "NaN"),
  ])
  func percentages(value: Double, text: String) { #expect(Numbers.percent(value) == text) }

  @Test(arguments: [
    (Unit.ratio, 0.042, "4.2%"), (.requestsPerSecond, 1.94, "1.94 req/s"),
    (.multiple, 24.1, "24.1×"),
    (.bytesPerSecond, 1_572_864, "1.5 MiB/s"), (.milliseconds, 98, "98 ms"),
    (.celsius, 41.25, "41.3 °C"),
    (.perSecond, 1200, "1.2k/s"), (.seconds, .nan, "NaN"), (.bytes, .infinity, "+Inf"),
  ])
  func units(unit: Unit, value: Double, text: String) { #expect(unit.text(value) == text) }

  @Test func columnsAlignOnTheUnit() {
    #expect(Unit.seconds.column([6.31, 0.098, 720]) == ["6.31 s ", "  98 ms", " 12m   "])
    #expect(Unit.seconds.aligned(0.098, width: 7) == "  98 ms")
  }
}
