import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// A range loaded whole, and searches that take longer than a frame.
@Suite struct LogsLoadingTests {
  private func stage(_ lines: [LogLine]) -> Stage {
    Stage(120, 30, pane: LogsPane(query: #"{job="a"}"#), window: .last(.hours(3))) { _, query in
      SimulatedLoki(lines: lines).answer(query)
    }
  }

  private func list(_ stage: Stage) -> LogList { stage.pane(LogsPane.self)?.list ?? LogList() }

  @Test func oneKeyLoadsTheRange() {
    let lines = SimulatedLoki.lines(9500, together: 3)
    let stage = stage(lines)
    stage.press(.up, .up, .up)
    let before = stage.pane(LogsPane.self)?.current
    stage.forget()
    stage.press(.character("A"))
    #expect(stage.state.message == "all 9500 lines of the range are loaded")
    #expect(list(stage).buffer.indices.map { list(stage).buffer.text(at: $0) } == lines.map(\.line))
    #expect(stage.pane(LogsPane.self)?.current == before)
    let pages = stage.asked.compactMap { if case .logs(_, _, let limit, _) = $0 { limit } else { nil } }
    #expect(pages.max() == 2000 && pages.count < 9)
    stage.press(.character("A"))
    #expect(stage.state.message == "every line of the range is loaded")
  }

  @Test func escapeStopsAndTheKeyGoesOn() throws {
    let stage = stage(SimulatedLoki.lines(5000))
    var pane = try #require(stage.pane(LogsPane.self))
    let context = stage.state.context
    let requests = pane.perform(.loadAll, in: context) ?? []
    guard case .ask(let question)? = requests.first else {
      Issue.record("nothing is asked")
      return
    }
    #expect(pane.loadsAll && pane.hint(for: .loadAll, in: context) == "stop loading")
    guard case .say(let text)? = pane.perform(.cancel, in: context)?.first else {
      Issue.record("nothing is said")
      return
    }
    #expect(text.hasPrefix("stopped; 999 lines, back to 23:2") && text.hasSuffix("A goes on"))
    // The page that was out still counts; no other is asked for.
    let page = SimulatedLoki(lines: SimulatedLoki.lines(5000)).answer(question.query)
    let further = try pane.receive(page.get(), to: question, in: context)
    #expect((1990...2000).contains(pane.list.buffer.count))
    let isAsking = further.contains { if case .ask = $0 { true } else { false } }
    #expect(!isAsking && !pane.loadsAll)
  }

  @Test func aServerThatGivesUpEndsIt() {
    let server = SimulatedLoki(lines: SimulatedLoki.lines(5000))
    var answered = 0
    let stage = Stage(120, 30, pane: LogsPane(query: #"{job="a"}"#), window: .last(.hours(3))) { _, query in
      if case .logs = query { answered += 1 }
      return answered > 2
        ? .failure(QueryFailure(.refused, "not any more", status: 400)) : server.answer(query)
    }
    stage.press(.character("A"))
    for _ in 0..<3 { stage.wait(.seconds(1)) }
    #expect(stage.pane(LogsPane.self)?.loadsAll == false && list(stage).buffer.count > 1000)
    #expect(stage.text.contains("not any more"))
  }

  // MARK: Searching

  @Test func anExpressionIsSearchedForBesideTheKeys() throws {
    let lines = SimulatedLoki.lines(12_000)
    var pane = LogsPane(query: #"{job="a"}"#)
    pane.list.replace(LogBatch(lines: lines.reversed()))
    pane.list.cursor = LogPosition(6000)
    let context = stage([]).state.context
    guard case .prepare(let work)? = pane.find("~.*[1]{3}9$", in: context).last else {
      Issue.record("the search holds the keys up")
      return
    }
    #expect(pane.list.matches?.lines.isEmpty == true && pane.list.searching != nil)
    #expect(pane.refusal(of: .nextMatch, in: context) == "nothing found yet; it is still being searched")
    // Lines come meanwhile.
    pane.list.addNewer(
      LogBatch(lines: [
        LogLine(time: Walker.moment, line: "late 1119", labels: ["service_name": "nas"])
      ]))
    var requests = pane.receive(work.made(), in: context)
    for _ in 0..<5 {
      guard case .prepare(let work)? = requests.last else { break }
      requests = pane.receive(work.made(), in: context)
    }
    let expected = lines.map(\.line).filter { $0.hasSuffix("1119") }.count + 1
    #expect(pane.list.searching == nil && pane.list.matches?.lines.count == expected)
    #expect(pane.current?.line == "nas 11119")
  }

  @Test func whatASearchFoundIsNotTakenForAnother() throws {
    var pane = LogsPane(query: #"{job="a"}"#)
    pane.list.replace(LogBatch(lines: SimulatedLoki.lines(12_000).reversed()))
    let context = stage([]).state.context
    guard case .prepare(let work)? = pane.find("~.*7$", in: context).last else {
      Issue.record("nothing is prepared")
      return
    }
    _ = pane.find("nas 42", in: context)
    _ = pane.receive(work.made(), in: context)
    #expect(pane.pattern == "nas 42" && pane.list.matches?.lines.count == 111)
  }
}
