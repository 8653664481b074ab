import Analysis
import Telemetry
import Testing

@Suite struct LogReorderingTests {
  private let start = Instant(seconds: 1_700_000_000)

  private func line(_ text: String, _ milliseconds: Int64) -> LogLine {
    LogLine(time: start + .milliseconds(milliseconds), line: text, labels: [:])
  }

  private func at(_ milliseconds: Int64) -> Instant { start + .milliseconds(milliseconds) }

  @Test func waitsUntilTheOtherWasReadPastIt() {
    var both = LogReordering(inputs: 2)
    both.add([line("a1", 100), line("a3", 300), line("a5", 900)], from: 0, readTo: at(1000), at: at(1000))
    #expect(both.take(at: at(1000)).isEmpty && both.heldCount == 3)
    both.add([line("b2", 200), line("b4", 400)], from: 1, readTo: at(500), at: at(1100))
    // The other log may still have something before 900.
    #expect(both.take(at: at(1100)).map(\.line) == ["a1", "b2", "a3", "b4"])
    both.add([], from: 1, readTo: at(900), at: at(1200))
    #expect(both.take(at: at(1200)).isEmpty)
    both.add([line("b6", 900)], from: 1, readTo: at(901), at: at(1300))
    #expect(both.take(at: at(1300)).map(\.line) == ["a5", "b6"])
  }

  @Test func neverWaitsLongForOneThatSaysNothing() {
    var both = LogReordering(inputs: 2, patience: .seconds(2))
    both.add([line("a", 0)], from: 0, readTo: at(100), at: at(100))
    both.add([line("later", 1500)], from: 0, readTo: at(1600), at: at(1600))
    #expect(both.take(at: at(2099)).isEmpty)
    #expect(both.take(at: at(2100)).map(\.line) == ["a"])
    #expect(both.take(at: at(3600)).map(\.line) == ["later"])
    // Late is better than never.
    both.add([line("late", 50)], from: 1, readTo: at(3600), at: at(3700))
    #expect(both.take(at: at(3700)).map(\.line) == ["late"] && both.heldCount == 0)
  }

  @Test func oneLogAloneNeverWaits() {
    var one = LogReordering(inputs: 1)
    one.add([line("a", 5), line("b", 5)], from: 0, readTo: at(0), at: at(10))
    #expect(one.take(at: at(10)).map(\.line) == ["a", "b"])
    one.add([line("x", 1)], from: 7, readTo: at(0), at: at(10))
    #expect(one.takeAll().isEmpty)
  }

  @Test func whatWaitsIsToldAtTheEnd() {
    var both = LogReordering(inputs: 2)
    both.add([line("a", 2)], from: 0, readTo: at(3), at: at(3))
    both.add([line("b", 1)], from: 1, readTo: at(1), at: at(3))
    #expect(both.takeAll().map(\.line) == ["b", "a"] && both.takeAll().isEmpty)
  }

  /// Two logs polled now and then: every line once, all in order as long as none comes later than the others
  /// wait.
  @Test(arguments: 0..<20)
  func everyLineOnceInOrder(seed: UInt64) {
    var random = Noise(seed: seed)
    let logs = (0..<3).map { log in
      (0..<60).map { _ in Int64(random.next(below: 20_000)) }.sorted().map { line("\(log)", $0) }
    }
    var reordering = LogReordering(inputs: 3)
    var (position, readTo, told) = ([0, 0, 0], [Instant](repeating: start, count: 3), [LogLine]())
    for now in stride(from: Int64(0), through: 23_000, by: 100) {
      for log in 0..<3 where random.next(below: 7) == 0 || at(now) - readTo[log] > .milliseconds(1500) {
        let next = logs[log].firstIndex { $0.time >= at(now) } ?? 60
        reordering.add(Array(logs[log][position[log]..<next]), from: log, readTo: at(now), at: at(now))
        (position[log], readTo[log]) = (next, at(now))
      }
      told += reordering.take(at: at(now))
    }
    told += reordering.takeAll()
    #expect(told.count == 180)
    #expect(zip(told, told.dropFirst()).allSatisfy { $0.time <= $1.time })
    for log in 0..<3 { #expect(told.filter { $0.line == "\(log)" } == logs[log]) }
  }
}

/// Numbers that are the same every time.
private struct Noise {
  private var state: UInt64

  init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

  mutating func next(below bound: UInt64) -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) % bound
  }
}
