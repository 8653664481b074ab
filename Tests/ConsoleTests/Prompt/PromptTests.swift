import Canvas
import Languages
import Telemetry
import Testing

@testable import Console

@Suite struct PromptTests {
  @Test func escapeRestoresTheQueryAndKeepsWhatWasTyped() {
    var prompt = QueryPrompt(.promQL, text: "up")
    prompt.begin()
    for character in " == 0" { _ = prompt.press(.character(character)) }
    #expect(prompt.press(.escape) == .left)
    #expect(prompt.text == "up")
    prompt.begin()
    _ = prompt.press(.up)
    #expect(prompt.text == "up == 0", "the half-written query is the newest in the history")
  }

  @Test func enterRunsAndRemembers() {
    var prompt = QueryPrompt(.promQL, text: "up")
    prompt.begin()
    _ = prompt.press(.control("u"))
    for character in "vector(1)" { _ = prompt.press(.character(character)) }
    #expect(prompt.press(.enter) == .run("vector(1)"))
    #expect(!prompt.isEditing)
    prompt.begin()
    _ = prompt.press(.up)
    _ = prompt.press(.up)
    #expect(prompt.text == "up")
    _ = prompt.press(.down)
    #expect(prompt.text == "vector(1)")
  }

  @Test(arguments: [("sum(up) bye (job)", 8), ("rate(up[5m]", 11), ("up{job=}", 7)])
  func complaintStandsUnderItsColumn(text: String, column: Int) async throws {
    let walker = Walker(120, 36, pane: MetricsPane(query: "up"))
    await walker.start()
    await walker.press(.character("i"), .control("u"))
    await walker.type(text)
    let problem = try #require(QueryLanguage.promQL.problem(in: text))
    #expect(problem.range.start == column)
    let row = FrameLayout(Size(120, 36)).body.minY
    let start = try #require(walker.lines[row].firstRange(of: text))
    let under = Array(walker.lines[row + 1])
    let offset = walker.lines[row].distance(from: walker.lines[row].startIndex, to: start.lowerBound)
    #expect(under[offset + column] == "▲")
    #expect(walker.lines[row + 1].contains(problem.message))
  }

  @Test func pasteOpensThePromptAndKeepsItsLines() async {
    let walker = Walker(120, 36, pane: MetricsPane(query: ""))
    await walker.start()
    await walker.paste("sum by (job) (\n\tup\n)")
    #expect(walker.state.place.pane.isTyping)
    await walker.press(.enter)
    #expect(walker.asked.contains { $0.1.text == "sum by (job) (\n up\n)" })
  }

  @Test func pasteWhereNothingCanBeTypedChangesNothing() async {
    let walker = Walker(120, 36)
    await walker.start()
    let before = walker.body
    await walker.paste("q\u{1B}[31m4")
    #expect(walker.body == before)
    #expect(!walker.quit)
  }

  @Test func pasteGoesIntoTheSheetOnTop() async {
    let walker = Walker(120, 36)
    await walker.start()
    await walker.press(.character("T"))
    await walker.paste("90m")
    await walker.press(.enter)
    #expect(walker.state.context.window == .last(.minutes(90)))
  }

  @Test func atRestAQueryShowsItsBeginning() async {
    let walker = Walker(80, 24, pane: MetricsPane.exploring(focus: "jellyfin"))
    await walker.start()
    #expect(walker.lines[2].hasPrefix(" promql› histogram_quantile(0.99, "))
    #expect(walker.lines[2].contains("… step"))
    await walker.press(.character("i"))
    #expect(walker.lines[3].contains("[$__rate_interval])))"), "while editing all of it is in sight")
  }

  @Test func terminalCursorIsShownOnlyWhileTyping() async {
    let walker = Walker(80, 24, pane: MetricsPane(query: "up"))
    await walker.start()
    #expect(walker.state.cursor() == nil)
    await walker.press(.character("i"))
    #expect(walker.state.cursor() == Point(11, 2))
  }
}
