import Testing

@testable import Canvas

@Suite struct TicksTests {
  @Test(arguments: [
    (0...6.31, Unit.seconds, 4, ["0 s", "2 s", "4 s", "6 s"]),
    (0...4320, .seconds, 5, ["0 s", "15m", "30m", "45m", "1h"]),
    (0...3_221_225_472, .bytes, 4, ["0 B", "1 GiB", "2 GiB", "3 GiB"]),
    (0.98...1, .ratio, 5, ["98%", "98.5%", "99%", "99.5%", "100%"]),
    (-10...10, .none, 3, ["-10", "0", "10"]), (5...5, .none, 3, []), (0...1, .none, 0, []),
  ])
  func roundValues(range: ClosedRange<Double>, unit: Unit, count: Int, labels: [String]) {
    #expect(Ticks.labelled(in: range, unit: unit, atMost: count).map(\.label) == labels)
  }

  @Test(arguments: Unit.allCases)
  func neverTooManyNorOutside(unit: Unit) {
    var random = Random(state: 5)
    for _ in 0..<300 {
      let low = Double.random(in: -1e6...1e6, using: &random)
      let high = low + Double.random(in: 1e-3...1e7, using: &random)
      let ticks = Ticks.values(in: low...high, unit: unit, atMost: 6)
      #expect(ticks.count <= 6)
      #expect(ticks.allSatisfy { $0 >= low - 1e-6 && $0 <= high + 1e-6 })
      #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  @Test func extremeRangesEnd() {
    #expect(Ticks.values(in: -1e308...1e308, unit: .none, atMost: 5).count <= 5)
    #expect(Ticks.values(in: 0...Double.leastNonzeroMagnitude, unit: .bytes, atMost: 5).count <= 5)
    #expect(Ticks.decades(in: 0.01...3000, atMost: 10).count == 6)
    #expect(Ticks.decades(in: 1e-300...1e300, atMost: 5).count <= 5)
  }

  @Test(arguments: [
    (1_763_676_000.0, 3600.0, 3600, 5, ["23:00", "23:15", "23:30", "23:45", "21 Nov"]),
    (1_763_676_000, 259_200, 0, 5, ["21 Nov", "22 Nov", "23 Nov"]),
    (1_763_676_000, 40, -18_000, 5, ["17:00:00", "17:00:10", "17:00:20", "17:00:30", "17:00:40"]),
    (0.1, 0.8, 0, 5, ["00:00:00.2", "00:00:00.4", "00:00:00.6", "00:00:00.8"]),
  ])
  func clockTicks(start: Double, extent: Double, offset: Int, count: Int, labels: [String]) {
    let ticks = TimeAxis { _ in offset }.ticks(in: start...(start + extent), atMost: count)
    #expect(ticks.map(\.label) == labels)
  }

  /// Summer time ends at x = 7200: the local hour from one to two comes twice.
  @Test func ticksFollowAChangeOfZone() {
    let axis = TimeAxis { $0 < 7200 ? 7200 : 3600 }
    let ticks = axis.ticks(in: 0...14_400, atMost: 8)
    #expect(ticks.map(\.label) == ticks.map { String(axis.clock($0.value).prefix(5)) })
    #expect(axis.clock(7199) == "03:59:59")
    #expect(axis.clock(7200) == "03:00:00")
  }

  @Test(arguments: [
    (0.0, "1 Jan"), (951_782_400, "29 Feb"), (-86_400, "31 Dec"), (1_763_683_200, "21 Nov"),
    (4_107_542_400, "1 Mar"),
  ])
  func dates(local: Double, text: String) { #expect(TimeAxis.date(local) == text) }

  @Test(arguments: [
    (1.0, 0.0), (1000, 3), (0.001, -3), (2, 0.301_029_995_663_981_2),
    (.leastNonzeroMagnitude, -323.306_215_343),
  ])
  func logarithms(x: Double, expected: Double) {
    #expect(abs(Logarithm.base10(x) - expected) < 1e-8)
  }
}
