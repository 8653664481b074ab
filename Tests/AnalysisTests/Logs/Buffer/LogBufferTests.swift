import Analysis
import Telemetry
import Testing

@Suite struct LogBufferTests {
  private func lines(_ range: Range<Int64>) -> [LogLine] {
    range.map { number in
      LogLine(
        time: Instant(milliseconds: number), line: "line \(number)", labels: ["app": "\(number % 3)"],
        metadata: ["trace_id": "t\(number)", "detected_level": number % 10 == 0 ? "error" : "info"],
        parsed: number % 2 == 0 ? ["status": "200"] : [:], source: number % 5 == 0 ? "b" : "a")
    }
  }

  @Test func givesBackWhatWasAdded() {
    let all = lines(0..<100)
    let buffer = LogBuffer(all, segmentBytes: 64)
    #expect(buffer.count == 100)
    #expect(buffer.lines(in: 0..<500) == all)
    #expect(buffer.bytes == all.reduce(0) { $0 + $1.line.utf8.count })
    #expect(buffer.field("trace_id", at: 41) == "t41")
    #expect(buffer.field("app", at: 41) == "2")
    #expect(buffer.field("nobody", at: 41) == nil)
    #expect(buffer.text(at: 41, prefix: 4) == "line")
    #expect(buffer.source(at: 5) == "b")
    #expect(buffer.level(at: 10) == LevelReading(.error, .stated))
  }

  @Test func growsAtBothEnds() {
    var buffer = LogBuffer(lines(50..<60), segmentBytes: 64)
    let place = buffer.position(at: 3)
    buffer.prepend(lines(20..<50))
    buffer.append(lines(60..<80))
    #expect(buffer.lines(in: buffer.indices) == lines(20..<80))
    #expect(buffer.index(of: place) == 33)
    #expect(buffer.index(atOrAfter: Instant(milliseconds: 40)) == 20)
    #expect(buffer.index(atOrAfter: Instant(milliseconds: 1000)) == 60)
    #expect(buffer.span?.first == Instant(milliseconds: 20))
  }

  @Test func dropsTheFarEndAndSaysSo() {
    var buffer = LogBuffer(lines(0..<2000), limit: 100_000, segmentBytes: 1000)
    #expect(buffer.memory <= 100_000)
    #expect(buffer.droppedOlder > 0)
    #expect(buffer.droppedOlder + buffer.count == 2000)
    #expect(buffer.line(at: buffer.count - 1) == lines(1999..<2000)[0])
    let first = buffer.position(at: 0)
    #expect(first.number == buffer.droppedOlder)
    #expect(buffer.index(of: LogPosition(0)) == nil)

    let count = buffer.count
    let old = Int64(buffer.droppedOlder)
    buffer.prepend(lines(old - 200..<old))
    #expect(buffer.memory <= 100_000)
    #expect(buffer.droppedNewer == count + 200 - buffer.count)
    #expect(buffer.line(at: 0) == lines(old - 200..<old)[0])
    #expect(buffer.index(of: first) == 200)
  }

  @Test func insertsWhatComesLate() {
    var buffer = LogBuffer([.at(1, "a"), .at(3, "c"), .at(3, "d"), .at(9, "z")], segmentBytes: 3)
    buffer.insert([.at(2, "b"), .at(3, "e"), .at(10, "zz")])
    #expect(buffer.indices.map { buffer.text(at: $0) } == ["a", "b", "c", "d", "e", "z", "zz"])
    #expect(buffer.arrangement == 1)
    buffer.insert([.at(10, "zzz"), .at(11, "end")])
    #expect(buffer.text(at: 7) == "zzz")
    #expect(buffer.arrangement == 1)
    #expect(buffer.bytes == 14)
  }

  @Test func sharingCopiesNothingThatChanges() {
    var buffer = LogBuffer(lines(0..<10))
    let before = buffer
    buffer.append(lines(10..<20))
    #expect(before.count == 10)
    #expect(before.line(at: 9) == lines(9..<10)[0])
    #expect(buffer.count == 20)
  }

  /// A server that does not categorise labels makes a stream of every trace.
  @Test func survivesStreamsWithoutEnd() {
    let hostile = (0..<9000).map { number in
      LogLine(
        time: Instant(nanoseconds: Int64(number)), line: "", labels: ["id": "\(number)"],
        metadata: ["name\(number)": "x"])
    }
    let buffer = LogBuffer(hostile)
    #expect(buffer.lines(in: buffer.indices) == hostile)
    #expect(buffer.labels(at: 8999) == ["id": "8999"])
  }

  @Test func stepsFromTroubleToTrouble() {
    let buffer = LogBuffer(lines(1..<100), segmentBytes: 64)
    #expect(buffer.next(after: -1, atLeast: .error) == 9)
    #expect(buffer.next(after: 9, atLeast: .error) == 19)
    #expect(buffer.next(after: 95, atLeast: .error) == nil)
    #expect(buffer.next(after: 500, atLeast: .error) == nil)
    #expect(buffer.previous(before: 19, atLeast: .error) == 9)
    #expect(buffer.previous(before: 9, atLeast: .error) == nil)
    #expect(buffer.previous(before: 500, atLeast: .info) == 98)
    #expect(LogBuffer().previous(before: 1, atLeast: .info) == nil)
    #expect(LogBuffer().next(after: 0, atLeast: .info) == nil)
  }

  @Test func keepsBytesThatAreNoText() {
    let odd = ["", "\u{0}\u{1B}[31m", "\u{202E}\u{200B}", String(repeating: "é", count: 5000)]
    let buffer = LogBuffer(odd.enumerated().map { .at(Int64($0.offset), $0.element) }, segmentBytes: 16)
    #expect(buffer.indices.map { buffer.text(at: $0) } == odd)
  }
}
