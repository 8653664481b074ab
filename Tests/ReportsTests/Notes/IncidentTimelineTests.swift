import Telemetry
import Testing

@testable import Reports

@Suite struct IncidentTimelineTests {
  private static let moment = Instant(seconds: 1_763_682_051)
  private static let cet = IncidentTimeline.LocalTime(name: { _ in "CET" }, offsetSeconds: { _ in 3600 })

  private func note(_ text: String, at seconds: Int64 = 0, facts: [IncidentNote.Fact] = []) -> IncidentNote {
    IncidentNote(
      written: Self.moment + .minutes(5) + .seconds(seconds), observed: Self.moment + .seconds(seconds), text: text,
      place: "trace cafe", context: "homelab", link: Permalink(.search("{ }"), source: "tempo"), facts: facts)
  }

  private func markdown(_ notes: [IncidentNote]) -> String {
    IncidentTimeline(title: "homelab", notes: notes, local: Self.cet) { _ in "https://g/explore" }.markdown
  }

  @Test func isReadInTheOrderThingsHappened() {
    let text = markdown([
      note("then this", at: 60), note("first", facts: [.init("Query", "up{job=\"a`b\"}"), .init("Value", "6.31 s")]),
    ])
    #expect(
      text == """
        # Timeline: homelab

        2 notes, 2025-11-20 23:40:51.000 UTC (2025-11-21 00:40:51.000 CET) to 2025-11-20 23:41:51.000 UTC (2025-11-21 00:41:51.000 CET). Each stands at the time of what was seen.

        ## 2025-11-20 23:40:51.000 UTC (2025-11-21 00:40:51.000 CET)

        first

        - Query: ``up{job="a`b"}``
        - Value: `6.31 s`
        - Place: trace cafe of homelab, <nightjar://traces?q=%7B%20%7D&source=tempo>
        - Grafana: <https://g/explore>
        - Noted: 2025-11-20 23:45:51.000 UTC (2025-11-21 00:45:51.000 CET)

        ## 2025-11-20 23:41:51.000 UTC (2025-11-21 00:41:51.000 CET)

        then this

        - Place: trace cafe of homelab, <nightjar://traces?q=%7B%20%7D&source=tempo>
        - Grafana: <https://g/explore>
        - Noted: 2025-11-20 23:46:51.000 UTC (2025-11-21 00:46:51.000 CET)

        """)
  }

  @Test(arguments: [
    ("# no heading", "\\# no heading"), ("- no list", "\\- no list"), ("12. no list", "12\\. no list"),
    ("<script>&amp;", "\\<script\\>\\&amp;"), ("[a](http://b)", "\\[a\\](http://b)"), ("a\n\n# b", "a  \\# b"),
    ("`x` *y* _z_ | ~", "\\`x\\` \\*y\\* \\_z\\_ \\| \\~"), ("=== ", "\\=== "), ("\u{1b}[2J\u{202e}x", "␛\\[2J\u{fffd}x"),
    ("", ""),
  ]) func wordsAreOnlyWords(text: String, expected: String) {
    #expect(MarkdownText.escaped(text) == expected)
  }

  @Test(arguments: [
    ("up", "`up`"), ("`", "`` ` ``"), ("a``b", "```a``b```"), ("  ", "(empty)"), (" x", "`  x `"),
    ("a\n```\n# b\r\nc", "\n\n  ````text\n  a\n  ```\n  # b\n  c\n  ````"), ("\u{0}\u{7}", "`␀␇`"),
  ]) func codeCannotEndItself(text: String, expected: String) {
    #expect(MarkdownText.code(text, indent: 2) == expected)
  }

  /// Whatever a server says, nothing of it stands at the beginning of a line but in a block of code.
  @Test func hostileFactsStayInTheirItem() {
    let hostile = "x\n# heading\n- item\n````\n</details>\u{2028}\u{85}y"
    let lines = markdown([note(hostile, facts: [.init("Li\nne`", hostile)])]).split(separator: "\n")
    let ours = ["# Timeline", "## 20", "1 note, ", "x \\# ", "- Li ne", "  ", "- Place", "- Grafana", "- Noted"]
    for line in lines { #expect(ours.contains { line.hasPrefix($0) }, "\(line)") }
  }
}
