import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// Pages, their edges, and several sources.
@Suite struct LogsReadingTests {
  private func texts(_ stage: Stage) -> [String] {
    guard let buffer = stage.pane(LogsPane.self)?.list.buffer else { return [] }
    return buffer.indices.map { buffer.text(at: $0) }
  }

  private func stage(_ servers: [SourceID: SimulatedLoki], window: Window = .last(.hours(3))) -> Stage {
    Stage(100, 30, pane: LogsPane(query: #"{job="a"}"#), window: window, lokis: servers.keys.sorted()) {
      source, query in
      servers[source]?.answer(query) ?? .failure(QueryFailure(.unreachable, "there is none"))
    }
  }

  private func current(_ stage: Stage) -> String? { stage.pane(LogsPane.self)?.current?.line }

  /// Pages are cut within a nanosecond that several lines share.
  @Test(arguments: [1, 3, 7]) func everyLineOnceInOrder(together: Int) {
    let lines = SimulatedLoki.lines(3300, together: together)
    let stage = stage(["loki": SimulatedLoki(lines: lines)])
    #expect(stage.text.contains("newest "))
    for _ in 0..<12 { stage.press(.home) }
    #expect(texts(stage) == lines.map(\.line))
    #expect(stage.text.contains("3300 lines") && !stage.text.contains("newest 33"))
    #expect(current(stage) == "nas 0")
    stage.press(.up)
    #expect(stage.state.message?.contains("oldest line") == true)
    stage.press(.end, .down)
    #expect(current(stage) == "nas 3299" && stage.state.message?.contains("newest line") == true)
  }

  /// A first page of more bytes than come through is asked for again in smaller ones, at once.
  @Test func linesTooLongForAPage() {
    let lines = SimulatedLoki.lines(300)
    let loki = SimulatedLoki(lines: lines)
    let stage = Stage(100, 30, pane: LogsPane(query: #"{job="a"}"#), window: .last(.hours(3))) { _, query in
      if case .logs(_, _, let limit, _) = query, limit > 30 {
        return .failure(
          QueryFailure(
            .serverFault, "trying to send message larger than max (\(limit * 140_000) vs. 4194304)", status: 500))
      }
      return loki.answer(query)
    }
    #expect(current(stage) == "nas 299" && stage.text.contains("nas 299"))
    let asked = stage.asked.compactMap { query -> Int? in
      if case .logs(_, _, let limit, _) = query { limit } else { nil }
    }
    #expect(asked.prefix(2) == [1000, 29], "as much smaller as the server said: \(asked)")
    for _ in 0..<20 { stage.press(.home) }
    #expect(texts(stage) == lines.map(\.line))
  }

  /// The line under the cursor and its row stay where they are when a page comes before them.
  @Test func aPageBeforeTheCursorMovesNothing() {
    let stage = stage(["loki": SimulatedLoki(lines: SimulatedLoki.lines(2500))])
    stage.press(Array(repeating: .pageUp, count: 62))
    let number = 2500 - texts(stage).count
    #expect(number < 1500 && texts(stage).last == "nas 2499")
    let before = current(stage)
    stage.press(.pageUp, .pageDown)
    #expect(current(stage) == before)
  }

  @Test func sourcesAreMergedByTime() {
    let (a, b) = (SimulatedLoki.lines(2200, of: "a"), SimulatedLoki.lines(1300, of: "b", together: 2))
    let stage = stage(["loki-a": SimulatedLoki(lines: a), "loki-b": SimulatedLoki(lines: b)])
    for _ in 0..<12 { stage.press(.home) }
    let found = texts(stage)
    #expect(found.count == 3500 && Set(found).count == 3500)
    #expect(found.filter { $0.hasPrefix("a") } == a.map(\.line))
    let buffer = stage.pane(LogsPane.self)?.list.buffer
    let times = buffer?.indices.map { buffer?.time(at: $0) ?? .epoch } ?? []
    #expect(times == times.sorted())
  }

  /// A dead source says so; the other is read all the same.
  @Test func oneDeadSourceBlanksNothing() {
    let lines = SimulatedLoki.lines(30)
    let stage = Stage(100, 30, pane: LogsPane(query: #"{job="a"}"#), lokis: ["loki-a", "loki-b"]) {
      source, query in
      source == "loki-a"
        ? SimulatedLoki(lines: lines).answer(query)
        : .failure(QueryFailure(.unreachable, "connection refused"))
    }
    #expect(texts(stage).count == 30 && stage.text.contains("connection refused"))
  }

  /// Asked again, nothing of a slow source goes away until it answers, or has kept one waiting too long.
  @Test func asksAgainWithoutBlanking() {
    let (a, b) = (SimulatedLoki.lines(20, of: "a"), SimulatedLoki.lines(20, of: "b"))
    let stage = stage(["loki-a": SimulatedLoki(lines: a), "loki-b": SimulatedLoki(lines: b)])
    guard var pane = stage.pane(LogsPane.self) else { return }
    var context = stage.state.context
    let newer = SimulatedLoki.lines(25, of: "a").reversed()
    func answer(_ source: SourceID, _ lines: [LogLine]) {
      let question = pane.questions(in: context).first { $0.slot == .main && $0.source == source }
      guard let question else { return }
      var answer = Answer(.logs(lines))
      answer.stamp(source)
      _ = pane.receive(answer, to: question, in: context)
    }
    answer("loki-a", Array(newer))
    #expect(pane.list.buffer.count == 40)
    answer("loki-b", b.reversed())
    #expect(pane.list.buffer.count == 45)
    answer("loki-a", Array(newer))
    context.now = context.now + .seconds(5)
    _ = pane.tick(in: context)
    #expect(pane.list.buffer.count == 25)
  }

  // MARK: Following

  @Test func pausedItCountsWhatComes() {
    var server = SimulatedLoki(lines: SimulatedLoki.lines(50))
    let stage = Stage(100, 30, pane: LogsPane(query: #"{job="a"}"#)) { _, query in server.answer(query) }
    stage.press(.character("f"))
    stage.wait(.seconds(2))
    #expect(stage.text.contains("live"))
    stage.press(.character("f"))
    for number in 0..<5 {
      let time = stage.state.context.now
      server.lines.append(LogLine(time: time, line: "new \(number)", labels: ["service_name": "nas"]))
      stage.wait(.seconds(2))
    }
    #expect(stage.text.contains("paused, 5 new") && texts(stage).count == 50)
    stage.press(.character("G"))
    #expect(stage.state.message == "following; 5 lines came meanwhile")
    #expect(Array(texts(stage).suffix(5)) == (0..<5).map { "new \($0)" } && current(stage) == "new 4")
    stage.press(.escape)
    #expect(stage.state.message?.contains("following ended") == true)
  }

  @Test func anOutageIsSaidAndALongOneLeavesAGap() {
    var server = SimulatedLoki(lines: SimulatedLoki.lines(50))
    var isDown = false
    let stage = Stage(100, 30, pane: LogsPane(query: #"{job="a"}"#)) { _, query in
      isDown ? .failure(QueryFailure(.unreachable, "connection refused")) : server.answer(query)
    }
    stage.press(.character("f"))
    stage.wait(.seconds(2))
    isDown = true
    stage.wait(.seconds(2))
    #expect(stage.text.contains("connection refused"))
    for _ in 0..<30 { stage.wait(.seconds(60)) }
    isDown = false
    server.lines.append(LogLine(time: stage.state.context.now, line: "back", labels: ["service_name": "nas"]))
    for _ in 0..<60 { stage.wait(.seconds(2)) }
    #expect(texts(stage).last == "back" && texts(stage).filter { $0 == "back" }.count == 1)
    #expect(stage.text.contains("-- gap"))
  }
}
