import Analysis
import Languages
import Telemetry
import Testing

@Suite struct PatternListTests {
  private func pattern(_ text: String, _ counts: [Double], _ level: LogLevel = .info) -> LogPattern {
    LogPattern(
      pattern: text, level: level,
      counts: counts.enumerated().map { Sample(Instant(seconds: Int64($0.offset) * 60), $0.element) })
  }

  @Test func joinsServerAndLoaded() {
    let list = PatternList(
      server: [pattern("user <_> in", [1, 2]), pattern("disk <_>", [9])],
      loaded: [pattern("user <_> in", [1]), pattern("user erich in", [1]), pattern("link down", [4])])
    #expect(list.entries.map(\.template.text) == ["disk <_>", "link down", "user <_> in"])
    #expect(list.entries.map(\.origin) == [.server, .loaded, .server])
    #expect(list.entries.allSatisfy { $0.change == .unknown })
  }

  @Test func tellsWhatChanged() {
    let list = PatternList(
      server: [pattern("a <_>", [3, 3]), pattern("b <_>", [1]), pattern("c", [1], .error)],
      before: [pattern("a <_>", [2]), pattern("c", [5], .warn), pattern("d", [0])])
    #expect(
      list.entries.map { "\($0.template.text) \($0.change)" } == [
        "a <_> times(3.0)", "c new", "b <_> new", "c vanished",
      ])
    #expect(list.entries.last?.level == .warn)
  }

  @Test func countsOverTime() {
    let entry = PatternList(server: [pattern("a", [3, 0, 5])]).entries[0]
    let range = TimeRange(start: Instant(seconds: 10), end: Instant(seconds: 241))
    #expect(entry.counts(over: range, step: .seconds(60)) == [3, 0, 5, 0, 0])
    #expect(entry.counts(over: TimeRange(start: range.end, end: range.start), step: .seconds(60)) == [])
  }

  @Test(arguments: [
    ("a <_> b", "a x y b", true), ("a <_> b", "a b", false), ("a <_> b", "a  b", true),
    ("a <_> b", "za x b", false),
    ("a <_> b", "a x bc", false), ("<_>b", "xxb", true), ("<_>b", "bxxb", true), ("a<_>", "a", true),
    ("a", "a", true),
    ("a", "ab", false), ("", "", true), ("", "x", false), ("<_>", "anything", true), ("a<_>a", "a", false),
    ("é <_>", "é 1", true), ("a<_><_>c", "abc", true), ("<_>x<_>y<_>", "1x2y3", true),
    ("<_>x<_>y<_>", "1y2x3", false),
  ]) func fits(pattern: String, line: String, expected: Bool) {
    #expect(LogTemplate(pattern).fits(line) == expected)
  }

  @Test func becomesAFilter() {
    let template = LogTemplate("a (b) <_> c")
    #expect(template.lineFilter() == LineFilter(.fits, [.text("a (b) <_> c")]))
    #expect(template.lineFilter(isExcluded: true) == LineFilter(.notFits, [.text("a (b) <_> c")]))
    #expect(
      template.lineFilter(knowsPatterns: false) == LineFilter(.matches, [.text(#"(?s)^a \(b\) .* c$"#)]))
    #expect(
      LogTemplate("<job> took <_>").lineFilter(isExcluded: true)
        == LineFilter(.notMatches, [.text("(?s)^<job> took .*$")]))
  }
}
