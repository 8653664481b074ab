import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// Reading back far beyond what memory holds, and forward again.
@Suite struct LogsNewerTests {
  /// Memory for a part of the lines, yet several pages of every server: fewer would push out what is read.
  private static func pane(limit: Int = 90_000) -> LogsPane {
    var pane = LogsPane(query: #"{job="a"}"#)
    pane.list = LogList(LogBuffer(limit: limit, segmentBytes: 4000))
    return pane
  }

  private static func stage(_ servers: [SourceID: SimulatedLoki], limit: Int = 90_000) -> Stage {
    Stage(120, 30, pane: pane(limit: limit), window: .last(.hours(3)), lokis: servers.keys.sorted()) { source, query in
      servers[source]?.answer(query) ?? .success(Answer(.series([])))
    }
  }

  private func list(_ stage: Stage) -> LogList { stage.pane(LogsPane.self)?.list ?? LogList() }

  /// Whether what is loaded of a server is a piece of what it has, nothing left out, doubled or moved.
  private func isWhole(_ buffer: LogBuffer, of source: SourceID, _ server: SimulatedLoki) -> Bool {
    let own = buffer.indices.map { buffer.line(at: $0) }.filter { $0.source == source }.map(\.line)
    guard let first = own.first, let start = server.lines.firstIndex(where: { $0.line == first }) else {
      return own.isEmpty
    }
    return own == server.lines[start...].prefix(own.count).map(\.line)
  }

  /// Presses a key until the cursor rests at an end where nothing is missing.
  ///
  /// - Returns: Whether what was loaded was whole all the way, and no more than memory holds.
  private func walk(
    _ stage: Stage, _ key: Key, _ servers: [SourceID: SimulatedLoki], until isDone: (LogList) -> Bool
  ) -> Bool {
    for _ in 0..<600 {
      let before = list(stage)
      stage.press(key)
      let after = list(stage)
      if after.cursor == before.cursor, isDone(after) { return true }
      let isChanged = after.buffer.count != before.buffer.count || after.buffer.span?.last != before.buffer.span?.last
      guard isChanged else { continue }
      guard after.buffer.count < 5000, after.buffer.span.map({ $0.first <= $0.last }) == true,
        servers.allSatisfy({ isWhole(after.buffer, of: $0.key, $0.value) })
      else { return false }
    }
    return false
  }

  private func goToOldest(_ stage: Stage) {
    for _ in 0..<12 { stage.press(.home) }
  }

  @Test(arguments: [1, 3])
  func everyLineComesAgainOnTheWayForward(together: Int) {
    let lines = SimulatedLoki.lines(6000, together: together)
    let servers: [SourceID: SimulatedLoki] = ["loki": SimulatedLoki(lines: lines)]
    let stage = Self.stage(servers)
    goToOldest(stage)
    #expect(list(stage).buffer.text(at: 0) == "nas 0" && list(stage).buffer.count < 4000)
    #expect(stage.text.contains("newer ones let go"))
    #expect(walk(stage, .pageDown, servers) { !$0.lacksNewer })
    #expect(stage.pane(LogsPane.self)?.current?.line == "nas 5999" && !stage.text.contains("let go"))
    // And back again: those that made room on the way are read anew.
    #expect(walk(stage, .pageUp, servers) { $0.buffer.text(at: 0) == "nas 0" })
  }

  @Test func severalServersComeMerged() {
    let servers: [SourceID: SimulatedLoki] = [
      "a": SimulatedLoki(lines: SimulatedLoki.lines(3000, of: "nas", together: 2)),
      "b": SimulatedLoki(lines: SimulatedLoki.lines(2500, of: "proxy")),
    ]
    let stage = Self.stage(servers, limit: 150_000)
    goToOldest(stage)
    #expect(list(stage).lacksNewer)
    #expect(walk(stage, .pageDown, servers) { !$0.lacksNewer })
    let buffer = list(stage).buffer
    let times = buffer.indices.map { buffer.time(at: $0) }
    #expect(times == times.sorted())
    let newest = Set(buffer.lines(in: (buffer.count - 5)..<buffer.count).map(\.line))
    #expect(newest.isSuperset(of: ["nas 2999", "proxy 2499"]))
  }

  @Test func theLastKeyReadsTheNewestAnew() {
    let lines = SimulatedLoki.lines(6000)
    let stage = Self.stage(["loki": SimulatedLoki(lines: lines)])
    goToOldest(stage)
    stage.press(.end)
    #expect(stage.pane(LogsPane.self)?.current?.line == "nas 5999" && !list(stage).lacksNewer)
  }

  /// What a server refuses is said, and asked again by the key.
  @Test func aServerThatRefusesIsSaid() {
    let server = SimulatedLoki(lines: SimulatedLoki.lines(6000))
    var refuses = false
    let stage = Stage(120, 30, pane: Self.pane(), window: .last(.hours(3))) { _, query in
      guard refuses, case .logs = query else { return server.answer(query) }
      return .failure(QueryFailure(.refused, "not any more", status: 400))
    }
    goToOldest(stage)
    refuses = true
    let position = list(stage).last
    for _ in 0..<400 where list(stage).cursor != position { stage.press(.pageDown) }
    stage.press(.down)
    #expect(stage.text.contains("not any more"))
    refuses = false
    #expect(walk(stage, .pageDown, ["loki": server]) { !$0.lacksNewer })
    #expect(stage.pane(LogsPane.self)?.current?.line == "nas 5999")
  }

  /// Following on after reading far back leaves no hole.
  @Test func followingGoesOnWithTheNewest() {
    let stage = Self.stage(["loki": SimulatedLoki(lines: SimulatedLoki.lines(6000))])
    stage.press(.character("f"))
    stage.press(.up)
    goToOldest(stage)
    #expect(list(stage).lacksNewer)
    stage.press(.character("f"))
    #expect(!list(stage).lacksNewer && stage.pane(LogsPane.self)?.follows == true)
    #expect(stage.pane(LogsPane.self)?.current?.line == "nas 5999")
  }
}
