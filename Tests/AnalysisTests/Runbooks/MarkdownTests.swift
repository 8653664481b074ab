import Analysis
import Telemetry
import Testing

@Suite struct MarkdownTests {
  private func runs(_ text: String) -> [Markdown.Run] {
    guard case .paragraph(let runs)? = Markdown(text).blocks.first else { return [] }
    return runs
  }

  @Test func blocks() {
    let blocks = Markdown(
      "# One\n\ntext\ngoes on\n\n- a\n  more\n  1. b\n- [x] c\n> q\n> r\n\n***\n\n```sh\nls\n```\n\n    indented\n\n| h | i |\n|:-|-:|\n| 1 | 2 |\n"
    ).blocks
    #expect(blocks.count == 10)
    #expect(blocks[0] == .heading(1, [Markdown.Run("One")]))
    #expect(blocks[1] == .paragraph([Markdown.Run("text goes on")]))
    #expect(blocks[2] == .item(depth: 0, marker: "•", [Markdown.Run("a more")]))
    #expect(blocks[3] == .item(depth: 1, marker: "1.", [Markdown.Run("b")]))
    #expect(blocks[4] == .item(depth: 0, marker: "☑", [Markdown.Run("c")]))
    #expect(blocks[5] == .quote([Markdown.Run("q r")]))
    #expect(blocks[6] == .rule)
    #expect(blocks[7] == .code(language: "sh", lines: ["ls"]))
    #expect(blocks[8] == .code(language: "", lines: ["indented"]))
    #expect(
      blocks[9]
        == .table(
          header: [[Markdown.Run("h")], [Markdown.Run("i")]],
          rows: [[[Markdown.Run("1")], [Markdown.Run("2")]]]))
  }

  @Test func styles() {
    let all = runs("a `b*` **c** *d* _e_ [f](g \"t\") <https://h> node_load1 \\*i\\*")
    #expect(all.filter(\.isCode).map(\.text) == ["b*"])
    #expect(all.filter(\.isStrong).map(\.text) == ["c"])
    #expect(all.filter(\.isEmphasised).map(\.text) == ["d", "e"])
    #expect(all.compactMap(\.link) == ["g", "https://h"])
    #expect(all.map(\.text).joined() == "a b* c d e f https://h node_load1 *i*")
  }

  @Test(arguments: [
    "2 * 3 * 4", "a ** b", "*", "**", "_x", "`", "``x`", "[a", "[a](", "[a]b", "<b>", "a < b > c", "![", "!",
  ])
  func signsWithoutPartnersStandForThemselves(text: String) {
    #expect(runs(text).map(\.text).joined() == text.replacing("![", with: "["))
  }

  @Test(arguments: [
    "* ", "#", "# ", ">", "1. ", "```", "|\n|-|", "- - -\n-", String(repeating: ">", count: 9000), "\r\n\r\n",
    "\u{0}\u{1B}[",
  ])
  func anyTextIsRead(text: String) { _ = Markdown(text).blocks }

  @Test func longTextsAreCut() {
    let markdown = Markdown(String(repeating: "*_[`", count: 100_000))
    #expect(!markdown.blocks.isEmpty)
  }

  @Test(
    arguments: [
      ("https://wiki/runbooks/Slow-Playback", "slow-playback"), ("a/b.md?x=1#top", "b"), ("b.html", "b"),
      ("#top", nil),
      ("", nil), ("https://x/", "x"), ("../x/.md", nil),
    ] as [(String, String?)])
  func keyOfALink(link: String, expected: String?) {
    #expect(Runbook.key(of: link) == expected)
  }
}
