import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct RunbookPageTests {
  private func lines(_ text: String, _ width: Int = 20) -> [String] {
    RunbookPage(Markdown(text), width: width).lines.map { $0.map(\.text).joined() }
  }

  @Test func wrapsBetweenWords() {
    #expect(lines("one two three four five six") == ["one two three four ", "five six"])
    #expect(lines("- a list that goes on and on") == ["• a list that goes ", "  on and on"])
    #expect(lines("> told you so a long time ago") == ["│ told you so a long", "│ time ago"])
    #expect(lines("x " + String(repeating: "y", count: 25)).allSatisfy { $0.cellWidth <= 20 })
    #expect(lines("漢字" + String(repeating: "漢字", count: 12)).allSatisfy { $0.cellWidth <= 20 })
  }

  @Test func codeIsNeverRewrapped() {
    #expect(lines("```\na  b\n\n\tc\n```") == ["│ a  b", "│ ", "│     c"])
  }

  @Test func stopsAreLinksAndCodeInOrder() {
    let page = RunbookPage(Markdown("# T\n\n[a](b.md) and\n\n```\ncode\n```\n"), width: 20)
    #expect(page.stops == [.link("b.md"), .code("code")])
    #expect(page.places == [3, 5])
    #expect(page.headings == ["t": 0])
  }

  @Test func tablesFitTheWidth() {
    let table = lines("| a | b |\n|---|---|\n| one | a very long cell that wraps |", 20)
    #expect(table.allSatisfy { $0.cellWidth <= 20 } && table.count > 4)
    #expect(table[0].hasPrefix("a"))
  }

  @Test(arguments: [
    "", "\u{1B}[31m# x", "```", "|", "|-|\n|-|", "[", "[](", "**", "* ", "<https://",
    String(repeating: "[", count: 5000),
  ])
  func hostileMarkdownIsText(text: String) {
    for width in [1, 10, 80] { _ = lines(text, width) }
    let stage = Stage(80, 24, pane: RunbookPane(link: "x/y.md")) { _, _ in
      .success(Answer(.runbook(Runbook(path: "y.md", text: text))))
    }
    #expect(!stage.text.contains("\u{1B}"))
    stage.press(.tab, .enter, .character("y"), .down, .pageDown, .end, .home)
  }

  @Test func missingRunbookSaysWhereItWasLookedFor() {
    let stage = Stage(80, 24, pane: RunbookPane(link: "x/y.md")) { _, _ in
      .failure(QueryFailure(.notFound, "no runbook is called y.md in runbooks/"))
    }
    #expect(stage.text.contains("no runbook is called y.md in runbooks/"))
  }
}
