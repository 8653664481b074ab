import Canvas
import Telemetry
import Testing

@testable import Console

/// One query asked of several Prometheis.
@Suite struct FederationWalkTests {
  @Test(arguments: ScreenSize.all)
  func theDeadOneIsMarkedAndTheOthersGoOn(width: Int, height: Int) {
    let stage = Self.stage(width, height, dead: ["prom-b"])
    Golden.expect(stage.state.view(), "metrics/federated")
    #expect(stage.text.contains("prom-b ✗"))
    #expect(stage.text.contains("connection refused"))
    #expect(stage.text.contains("prom-a") && stage.text.contains("prom-c"))
  }

  @Test func whatASourceAnsweredStaysWhenItDies() {
    var dead: Set<SourceID> = []
    let stage = Self.stage(120, 36) { dead.contains($0) }
    #expect(stage.pane(MetricsPane.self)?.series.count == 3)
    dead = ["prom-b"]
    stage.wait(.seconds(12))
    #expect(stage.pane(MetricsPane.self)?.series.count == 3)
    stage.press(.character("r"))
    #expect(stage.text.contains("prom-b ✗ 12s old: connection refused"))
  }

  @Test func oneSourceAloneCanBeAsked() {
    let stage = Self.stage(120, 36, dead: [])
    stage.press(.character("u"))
    #expect(stage.state.message == "A asks prom-a")
    #expect(stage.pane(MetricsPane.self)?.series.map { $0.labels["source"] } == [nil])
    for _ in 0..<3 { stage.press(.character("u")) }
    #expect(stage.state.message == "A asks every Prometheus")
    #expect(stage.pane(MetricsPane.self)?.series.count == 3)
  }

  @Test(arguments: ScreenSize.all)
  func oneFailingQueryLeavesTheOther(width: Int, height: Int) {
    let stage = Stage(width, height, pane: MetricsPane(query: "up")) { source, query in
      if query.text?.contains("broken") == true {
        return .failure(QueryFailure(.refused, "unknown function \"broken\"", position: TextPosition(line: 1, column: 1)))
      }
      return Self.answer(source, query)
    }
    stage.press(.character("a"))
    stage.type("broken(up)")
    stage.press(.enter)
    Golden.expect(stage.state.view(), "metrics/failing-query")
    #expect(stage.text.contains("broken(up)") && stage.text.contains("unknown function"))
    #expect(stage.pane(MetricsPane.self)?.series.count == 1)
  }

  private static func stage(_ width: Int, _ height: Int, dead: Set<SourceID>) -> Stage {
    stage(width, height) { dead.contains($0) }
  }

  private static func stage(_ width: Int, _ height: Int, isDead: @escaping (SourceID) -> Bool) -> Stage {
    let pane = MetricsPane(query: "sum(up)")
    return Stage(width, height, pane: pane, prometheus: "prom-a", others: ["prom-b", "prom-c"]) { source, query in
      isDead(source) ? .failure(QueryFailure(.unreachable, "connection refused")) : answer(source, query)
    }
  }

  private static func answer(_ source: SourceID, _ query: Query) -> Result<Answer, QueryFailure> {
    guard case .metricsRange(let text, let range, let step) = query, !text.contains("ALERTS") else {
      if case .rules = query { return .success(Answer(.rules([]))) }
      if case .exemplars = query { return .success(Answer(.exemplars([]))) }
      return .success(Answer(.series([])))
    }
    let height = Double(source.name.utf8.last ?? 0) - 90
    let samples = (0..<200).map { Sample(range.end - step * (199 - $0), height + Double($0 % 20)) }
    return .success(Answer(.series([Series(labels: [:], samples: samples)])))
  }
}
