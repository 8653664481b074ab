import Telemetry
import Testing

@testable import Analysis

@Suite struct LogSearchTests {
  private func found(_ search: LogSearch, in texts: [String], segmentBytes: Int = 1 << 20) -> [[Int]] {
    let buffer = LogBuffer(
      texts.enumerated().map { .at(Int64($0.offset), $0.element) }, segmentBytes: segmentBytes)
    var found: [[Int]] = []
    buffer.find(search, in: buffer.indices) { found.append([$0, $1]) }
    return found
  }

  @Test func findsWhatStringsFind() throws {
    var dice = Dice(state: 7)
    for round in 0..<60 {
      let texts = (0..<40).map { _ in
        String((0..<Int.random(in: 0...90, using: &dice)).map { _ in "abAB é".randomElement(using: &dice)! })
      }
      let needle = String(
        (0...Int.random(in: 0...3, using: &dice)).map { _ in "abAB ".randomElement(using: &dice)! })
      let mode = round % 2 == 0 ? LogSearch.Mode.literal : .ignoringCase
      let expected = texts.enumerated().compactMap { index, text in
        let count = naive(
          mode == .literal ? needle : needle.lowercased(), in: mode == .literal ? text : text.lowercased())
        return count > 0 ? [index, count] : nil
      }
      let search = try LogSearch(needle, mode)
      #expect(found(search, in: texts) == expected)
      #expect(found(search, in: texts, segmentBytes: 100) == expected)
    }
  }

  private func naive(_ needle: String, in text: String) -> Int {
    let (needle, text) = (Array(needle.utf8), Array(text.utf8))
    var (count, index) = (0, 0)
    while index + needle.count <= text.count {
      let here = text[index..<(index + needle.count)].elementsEqual(needle)
      count += here ? 1 : 0
      index += here ? needle.count : 1
    }
    return count
  }

  @Test func neverMatchesAcrossLines() throws {
    #expect(found(try LogSearch("ab"), in: ["xa", "bx", "ab"]) == [[2, 1]])
    #expect(found(try LogSearch(""), in: ["a"]) == [])
  }

  @Test(arguments: [
    ("erro[rs]", ["an error", "Error", "erros"], [0, 2]), ("^at .*Read", ["at A.Read", "x at Read"], [0]),
    ("(a|b)1", ["a1", "b1", "c1"], [0, 1]), ("colou?r x", ["color x", "colour x", "colr"], [0, 1]),
  ]) func regularExpressions(pattern: String, texts: [String], lines: [Int]) throws {
    #expect(found(try LogSearch(pattern, .regex), in: texts).map { $0[0] } == lines)
  }

  @Test func refusesWhatIsNoExpression() {
    #expect(throws: LogSearch.Failure(message: "\"a(\" is not a regular expression")) {
      try LogSearch("a(", .regex)
    }
  }

  @Test(arguments: [
    ("erro[rs] code", " code"), ("a|b", ""), ("colou?r x", "colo"), (#"sd\w+ gone\."#, " gone."),
    (#"\x41bc disk"#, " disk"), ("a{3}bc", "bc"), ("[]x]yes", "yes"), ("plain", "plain"), (#"\Qa"#, ""),
  ]) func requiredText(pattern: String, expected: String) {
    #expect(RequiredText.longest(in: pattern) == expected)
  }

  @Test func highlights() throws {
    #expect(try LogSearch("disk").ranges(in: "Disk é disk") == [0..<4, 8..<12])
    #expect(try LogSearch("Disk").ranges(in: "Disk é disk") == [0..<4])
    #expect(try LogSearch("s.", .regex).ranges(in: "é sdb sdc") == [3..<5, 7..<9])
    #expect(try LogSearch("x*", .regex).ranges(in: "axxb") == [1..<3])
    #expect(try LogSearch("a").ranges(in: "aaaa", limit: 2) == [0..<1, 1..<2])
  }

  @Test func matchesFollowTheBuffer() throws {
    var buffer = LogBuffer(
      (0..<10).map { .at($0, $0 % 3 == 0 ? "hit hit" : "miss") }, limit: 1 << 20, segmentBytes: 20)
    var matches = LogMatches(try LogSearch("hit"), in: buffer)
    #expect(matches.lines.map(\.number) == [0, 3, 6, 9])
    #expect(matches.occurrences == 8)
    buffer.prepend([.at(-2, "hit"), .at(-1, "miss")])
    buffer.append([.at(10, "miss"), .at(11, "a hit")])
    matches.update(buffer)
    #expect(matches.lines.map(\.number) == [-2, 0, 3, 6, 9, 11])
    #expect(matches.occurrences == 10)
    #expect(matches.next(after: LogPosition(3)) == LogPosition(6))
    #expect(matches.next(after: LogPosition(11)) == nil)
    #expect(matches.previous(before: LogPosition(3)) == LogPosition(0))
    #expect(matches.previous(before: LogPosition(-2)) == nil)
    #expect(matches.number(of: LogPosition(3)) == 3)
    #expect(matches.number(of: LogPosition(4)) == nil)
    buffer.insert([.at(5, "late hit")])
    matches.update(buffer)
    #expect(matches.lines.map(\.number) == [-2, 0, 3, 6, 7, 10, 12])
    buffer.removeAll()
    matches.update(buffer)
    #expect(matches.lines == [] && matches.occurrences == 0)
  }

  @Test func matchesForgetWhatWasDropped() throws {
    var buffer = LogBuffer(limit: 20_000, segmentBytes: 256)
    var matches = LogMatches(try LogSearch("hit"), in: buffer)
    for number in 0..<500 {
      buffer.append([.at(Int64(number), "hit \(number)")])
      matches.update(buffer)
    }
    #expect(buffer.droppedOlder > 0)
    #expect(matches.lines.map(\.number) == Array(buffer.droppedOlder..<500))
    #expect(matches.occurrences == buffer.count)
  }

  /// Searched by parts from anywhere, while lines come and go at both ends, the same is found as at once.
  @Test func partsAddUpToTheWhole() throws {
    var dice = Dice(state: 11)
    let search = try LogSearch("a+b", .regex)
    for _ in 0..<40 {
      var buffer = LogBuffer(
        (100..<200).map { .at($0, "aab \($0 % 3 == 0 ? "b" : "ab")") }, segmentBytes: 200)
      var matches = LogMatches(search)
      let start = LogPosition(Int.random(in: -20...120, using: &dice))
      var rounds = 0
      while matches.remaining(in: buffer) > 0, rounds < 200 {
        matches.advance(in: buffer, from: start, lines: Int.random(in: 1...20, using: &dice))
        if rounds == 2 { buffer.prepend((50..<100).map { .at($0, $0 % 2 == 0 ? "ab ab" : "x") }) }
        if rounds == 3 { buffer.append((200..<260).map { .at($0, $0 % 5 == 0 ? "caab" : "x") }) }
        rounds += 1
      }
      #expect(matches.remaining(in: buffer) == 0)
      let whole = LogMatches(search, in: buffer)
      #expect(matches.lines == whole.lines && matches.occurrences == whole.occurrences)
    }
  }
}
