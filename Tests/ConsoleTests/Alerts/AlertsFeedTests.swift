import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

/// ntfy's messages, followed over an ntfy that goes away and comes back.
@Suite struct AlertsFeedTests {
  /// Keeps what it sent in the order sent, as ntfy does.
  private final class Ntfy {
    var sent: [Notification] = []
    var isDown = false
    /// One that has forgotten which message an id was sends all it has.
    var forgets = false
    private(set) var asked: [String] = []

    func send(_ id: String, at seconds: Int) {
      sent.append(
        Notification(
          id: id, time: Walker.moment + .seconds(seconds), topic: "alerts", title: id, message: "", tags: [],
          priority: 3, link: ""))
    }

    func answer(_ query: Query) -> Result<Answer, QueryFailure> {
      guard case .notifications(let since) = query else { return .success(Answer(.series([]))) }
      asked.append(since)
      if isDown { return .failure(QueryFailure(.unreachable, "connection reset")) }
      let place = forgets ? nil : sent.firstIndex { $0.id == since }
      return .success(Answer(.notifications(Array(sent.dropFirst(place.map { $0 + 1 } ?? 0)))))
    }
  }

  private func stage(_ ntfy: Ntfy) -> Stage {
    Stage(100, 30, pane: AlertsPane(), managers: [Source(id: "ntfy", kind: .ntfy)]) { _, query in ntfy.answer(query) }
  }

  private func ids(_ stage: Stage) -> [String] {
    stage.pane(AlertsPane.self)?.messages["ntfy"]?.map(\.id) ?? []
  }

  @Test func comesBackWithoutLossOrDouble() {
    let ntfy = Ntfy()
    // Two of the same second, the later one with the smaller id.
    ntfy.send("zz", at: -5)
    ntfy.send("aa", at: -5)
    let stage = stage(ntfy)
    #expect(ids(stage) == ["zz", "aa"] && ntfy.asked == ["all"])
    stage.wait(.seconds(3))
    #expect(ntfy.asked == ["all", "aa"])
    ntfy.isDown = true
    for _ in 0..<30 { stage.wait(.seconds(1)) }
    ntfy.send("b", at: 20)
    ntfy.send("c", at: 20)
    ntfy.isDown = false
    for _ in 0..<10 { stage.wait(.seconds(1)) }
    #expect(ids(stage) == ["zz", "aa", "b", "c"])
    ntfy.send("d", at: 41)
    for _ in 0..<3 { stage.wait(.seconds(1)) }
    #expect(ids(stage) == ["zz", "aa", "b", "c", "d"])
    stage.wait(.seconds(3))
    #expect(ntfy.asked.last == "d")
  }

  @Test func oneThatForgotSendsNothingTwice() {
    let ntfy = Ntfy()
    ntfy.send("a", at: -9)
    ntfy.send("b", at: -8)
    let stage = stage(ntfy)
    ntfy.forgets = true
    ntfy.send("c", at: 1)
    stage.wait(.seconds(3))
    #expect(ids(stage) == ["a", "b", "c"])
  }

  /// Every three seconds, and not while the console holds still.
  @Test func isAskedOften() {
    let ntfy = Ntfy()
    let stage = stage(ntfy)
    for _ in 0..<9 { stage.wait(.seconds(1)) }
    #expect(ntfy.asked.count == 4)
    stage.press(.character("R"))
    for _ in 0..<9 { stage.wait(.seconds(1)) }
    #expect(ntfy.asked.count == 4)
  }
}
