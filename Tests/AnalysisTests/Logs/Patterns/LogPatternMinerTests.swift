import Telemetry
import Testing

@testable import Analysis

@Suite struct LogPatternMinerTests {
  private func patterns(_ lines: [String], step: Duration = .seconds(1)) -> [String] {
    let buffer = LogBuffer(lines.enumerated().map { .at(Int64($0.offset), $0.element) })
    var miner = LogPatternMiner(step: step)
    miner.update(buffer)
    return miner.patterns().map { "\(Int($0.counts.reduce(0) { $0 + $1.value })) \($0.pattern)" }
  }

  @Test func findsWhatLinesHaveInCommon() {
    var lines: [String] = []
    for number in 0..<30 {
      lines.append(
        "[2026-11-21 03:40:\(10 + number).640 +00:00] [INF] PlaybackInfo requested for \"Movie \(number) x\" by \"mona\""
      )
      if number % 3 == 0 { lines.append("nfsd: sdb: request queue stalled, depth=\(number) await=8253ms") }
      if number % 10 == 0 {
        lines.append("user \(["erich", "mona", "billy"][number / 10]) logged in from 10.0.0.\(number):80")
      }
    }
    #expect(
      patterns(lines) == [
        "30 [<_>] [INF] PlaybackInfo requested for \"<_>\" by \"mona\"",
        "10 nfsd: sdb: request queue stalled, depth=<_> await=<_>", "3 user <_> logged in from <_>",
      ])
  }

  @Test func keepsKeysOfJSONAndLogfmt() {
    #expect(
      patterns((0..<4).map { #"{"level":"info","event":"login \#($0)","user_id":\#($0),"ok":true}"# })
        == [#"4 {"level":"info","event":"<_>","user_id":<_>,"ok":true}"#])
    #expect(
      patterns(["GET", "POST", "GET"].map { "method=\($0) path=/a code=200 msg=\"some text\"" })
        == ["3 method=<_> path=/a code=<_> msg=\"some text\""])
  }

  @Test func linesThatDifferStayApart() {
    #expect(patterns(["cache warm", "disk gone", "link down"]).count == 3)
    #expect(patterns(["", "", "a"]) == ["2 ", "1 a"])
    #expect(patterns(["12", "13", "99"]) == ["3 <_>"])
  }

  @Test func patternsFitTheirLines() {
    var dice = Dice(state: 3)
    let words = [
      "read", "write", "sdb1", "17", "12ms", "\"a b\"", "key=1", "path=/x/9", "10.0.0.7:80", "", "[INF]",
      "\ttab",
    ]
    let lines = (0..<500).map { _ in
      (0..<Int.random(in: 0...6, using: &dice)).map { _ in words.randomElement(using: &dice)! }.joined(
        separator: " ")
        + (Bool.random(using: &dice) ? "" : "\n  at more")
    }
    let buffer = LogBuffer(lines.enumerated().map { .at(Int64($0.offset), $0.element) })
    var miner = LogPatternMiner(step: .seconds(1))
    miner.update(buffer)
    let templates = miner.groups.map(\.template)
    for line in lines { #expect(templates.contains { $0.fits(line) }, "\(line)") }
    #expect(miner.groups.reduce(0) { $0 + $1.count } == lines.count)
    for group in miner.groups { #expect(group.template.fits(buffer.text(at: group.example.number))) }
  }

  @Test func isTheSameHoweverLinesCome() {
    let lines = (0..<200).map {
      LogLine.at(Int64($0), "job \($0 % 7) finished \(["well", "badly"][$0 % 2]) after \($0)ms")
    }
    var whole = LogPatternMiner(step: .milliseconds(50))
    whole.update(LogBuffer(lines))
    var parts = LogPatternMiner(step: .milliseconds(50))
    var buffer = LogBuffer(lines[..<30])
    parts.update(buffer)
    for start in stride(from: 30, to: 200, by: 10) {
      buffer.append(lines[start..<(start + 10)])
      parts.update(buffer)
    }
    #expect(whole.patterns() == parts.patterns())
    #expect(parts.lines == 200)
    #expect(whole.patterns()[0].counts.map(\.time.milliseconds) == [0, 50, 100, 150])
    buffer.prepend([.at(-1, "job 1 finished well after 3ms")])
    parts.update(buffer)
    parts.update(buffer)
    #expect(parts.lines == 201)
    buffer.insert([.at(5, "late")])
    parts.update(buffer)
    #expect(parts.lines == 202)
  }

  @Test func levelsAreToldApart() {
    let buffer = LogBuffer([
      .at(0, "disk gone", ["level": "warn"]), .at(1, "disk gone", ["level": "error"]),
    ])
    var miner = LogPatternMiner(step: .seconds(1))
    miner.update(buffer)
    #expect(miner.patterns().map(\.level) == [.warn, .error])
  }

  @Test func isBounded() {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    let buffer = LogBuffer(
      (0..<3000).map { number in
        let word = String([letters[number % 26], letters[number / 26 % 26], letters[number / 676 % 26]])
        return .at(Int64(number), "\(word) " + String(repeating: "\(word)x ", count: number % 9))
      })
    var miner = LogPatternMiner(step: .seconds(1), limit: 100)
    miner.update(buffer)
    #expect(miner.groups.count <= 100)
    #expect(miner.groups.reduce(0) { $0 + $1.count } + miner.leftOut == 3000)
  }

  @Test(arguments: [
    ("17", true), ("12ms", true), ("sdb1", false), ("sha256", false), ("HTTP/2", false), ("10.0.0.7", true),
    ("3f2a9c11", true), ("deadbeefcafe", false), ("a7c848018f758fe576e28effdebed630", true), ("0x1d", true),
    ("5f0c6a2e-58a0-4c2e-9d2a-0b8f1f0a9b11", true), ("", false), ("word", false), ("v1234", true),
    ("/Items/41/x", true),
  ]) func variables(word: String, expected: Bool) {
    #expect(LogTokens.isVariable(Array(word.utf8)) == expected)
  }
}
