import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct ServicesPaneTests {
  /// A server whose service graph is `client>server connection rate failed`, one a line.
  private func script(_ edges: [(String, String, String, Double, Double)]) -> Stage.Script {
    let series = { (value: @escaping ((String, String, String, Double, Double)) -> Double) in
      edges.map { edge in
        Series(
          labels: ["client": edge.0, "server": edge.1, "connection_type": edge.2],
          samples: [Sample(Walker.moment, value(edge))])
      }
    }
    return { _, query in
      guard let text = query.text else { return .success(Answer(.series([]))) }
      if text.contains("count by (__name__)") {
        let name = "traces_service_graph_request_total"
        return .success(
          Answer(
            .series(
              text.contains(name) ? [Series(labels: ["__name__": name], samples: [Sample(Walker.moment, 1)])] : [])))
      }
      if text.contains("failed_total") { return .success(Answer(.series(series { $0.4 }))) }
      if text.contains("request_total") { return .success(Answer(.series(series { $0.3 }))) }
      if text.contains("_server_seconds") { return .success(Answer(.series(series { _ in 0.2 }))) }
      return .success(Answer(.series([])))
    }
  }

  private var shop: Stage.Script {
    script([
      ("user", "web", "virtual_node", 10, 0), ("web", "api", "", 8, 0.8), ("web", "auth", "", 4, 0),
      ("api", "pg", "database", 30, 0), ("api", "web", "", 1, 0),
    ])
  }

  private func stage(_ width: Int = 120, _ height: Int = 36) -> Stage {
    Stage(width, height, pane: ServicesPane(), script: shop)
  }

  private func pane(_ stage: Stage) throws -> ServicesPane { try #require(stage.pane(ServicesPane.self)) }

  @Test func graphAloneFillsTableAndMarksWhatSendsNoSpans() throws {
    let stage = stage()
    let pane = try pane(stage)
    #expect(pane.rows.map(\.service).first == "api", "a tenth of its calls fail")
    #expect(pane.model.node("pg") == .database && pane.model.node("user") == .user)
    #expect(pane.model.services.first { $0.service == "user" }?.rate == 10, "who is never called tells of its calls")
    #expect(stage.text.contains("pg database") && stage.text.contains("user outside"))
    #expect(!stage.asked.contains { if case .traceSearch = $0 { true } else { false } }, "traces are not needed")
  }

  @Test func enterFocusesBackspaceGoesBackZeroClears() throws {
    let stage = stage()
    stage.press(.enter)
    #expect(try pane(stage).focus == "api")
    stage.press(.enter)
    #expect(stage.state.message?.contains("in the middle already") == true)
    stage.press(.tab, .down, .enter)
    let second = try #require(try pane(stage).focus)
    #expect(second != "api")
    stage.press(.backspace)
    #expect(try pane(stage).focus == "api")
    stage.press(.backspace)
    #expect(try pane(stage).focus == nil)
    stage.press(.enter, .character("0"))
    #expect(try pane(stage).focus == nil && pane(stage).rows.count == 5)
  }

  @Test func arrowsFollowLinesOfTheDiagram() throws {
    let stage = stage()
    stage.press(.backTab, .home)
    #expect(try pane(stage).selected == "user")
    stage.press(.right)
    #expect(try pane(stage).currentEdge?.server == "web")
    #expect(stage.text.contains("user → web  10 req/s · 0% errors · p99 200 ms"))
    stage.press(.right)
    #expect(try pane(stage).selected == "web" && pane(stage).edge == nil)
    stage.press(.right)
    #expect(try pane(stage).currentEdge?.server == "api", "the failing call before the others")
    stage.press(.left, .left, .left)
    #expect(try pane(stage).selected == "user")
  }

  @Test func filterNarrowsByName() throws {
    let stage = stage()
    stage.press(.character("/"))
    stage.type("A")
    #expect(try pane(stage).rows.map(\.service).sorted() == ["api", "auth"])
    stage.press(.enter, .escape)
    #expect(try pane(stage).rows.count == 5)
  }

  @Test func sortsByEveryColumn() throws {
    let stage = stage()
    stage.press(.character("s"))
    #expect(try pane(stage).rows.first?.service == "pg")
    #expect(stage.state.message == "sorted busiest first")
  }

  @Test func asksNothingAgainWhileAnswersAreGood() {
    let stage = stage()
    stage.forget()
    stage.wait(.seconds(11))
    #expect(stage.asked.isEmpty)
    stage.wait(.seconds(25))
    #expect(stage.asked.count == 4, "the four parts of the graph; what metrics there are is still known")
  }

  @Test(arguments: [(60, 15), (80, 24), (100, 30)])
  func everyPartDrawsAtSmallSizes(width: Int, height: Int) {
    let stage = stage(width, height)
    for _ in 0..<4 {
      #expect(stage.text.contains("api"))
      stage.press(.tab)
    }
  }

  @Test func noKeyIsSilent() {
    for keys: [Key] in [[], [.tab], [.backTab], [.backTab, .right]] {
      for command in Command.allCases {
        let stage = stage()
        stage.press(keys)
        Explanations.expect(command, on: stage)
      }
    }
  }
}

@Suite struct ServiceDiagramTests {
  private func diagram(_ pairs: [(String, String)]) -> ServiceDiagram {
    let map = ServiceMap(edges: pairs.map { ServiceMap.Edge(client: $0.0, server: $0.1, rate: 1, errorRatio: 0) })
    return ServiceDiagram(map, map.layout, boxWidth: { $0.count }, labelWidth: { _ in 3 })
  }

  @Test func linesJoinWhereTheyMeet() {
    #expect(LineCells.glyph(.init(directions: [.left, .right], isHeavy: false)) == "─")
    #expect(LineCells.glyph(.init(directions: [.left, .up, .down], isHeavy: true)) == "┫")
    #expect(LineCells.glyph(.init(directions: [.right, .down], isHeavy: false)) == "┌")
  }

  @Test func boxesNeverOverlapAndLinesEndAtThem() throws {
    let diagram = diagram([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("a", "d"), ("d", "a"), ("c", "c")])
    for (index, box) in diagram.boxes.enumerated() {
      for other in diagram.boxes[..<index] { #expect(box.area.intersection(other.area).isEmpty) }
    }
    #expect(diagram.lines.count == 6 && diagram.selfCalls == ["c"])
    for line in diagram.lines where !line.isBackward {
      let box = try #require(diagram.area(ofService: line.edge.server))
      #expect(line.head.x == box.minX - 1 && (box.minY + 1..<box.maxY - 1).contains(line.head.y))
    }
    #expect(Set(diagram.lines.map { "\($0.head)" }).count == diagram.lines.count, "each ends at a row of its own")
    #expect(diagram.lines.filter(\.isBackward).map(\.edge.client) == ["d"])
  }

  @Test func nothingIsNoDiagram() {
    #expect(diagram([]).size == Size(0, 0))
  }
}
