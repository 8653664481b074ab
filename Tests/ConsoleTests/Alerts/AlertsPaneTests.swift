import Analysis
import Canvas
import Telemetry
import Testing

@testable import Console

@Suite struct AlertsPaneTests {
  private static func alert(_ name: String, _ labels: Labels = [:], state: Alert.State = .firing) -> Alert {
    Alert(
      labels: labels.merging(["alertname": name, "severity": "page"]),
      annotations: ["summary": "it \u{1B}[31mburns\u{202E}"],
      state: state, activeAt: Walker.moment - .minutes(5), value: 2)
  }

  private static func rule(_ alert: Alert, health: String = "ok") -> Rule {
    Rule(
      kind: .alerting, name: alert.name, group: "g", query: "up == 0", labels: [:], annotations: [:],
      state: .firing,
      holdSeconds: 0, health: health, lastError: health == "err" ? "many-to-many matching not allowed" : nil,
      alerts: [alert])
  }

  private func stage(_ rules: [Rule], isReadOnly: Bool = false, others: [SourceID] = []) -> Stage {
    let managers = [Source(id: "am", kind: .alertmanager), Source(id: "edge-am", kind: .alertmanager)]
    return Stage(80, 24, pane: AlertsPane(), others: others, managers: managers, isReadOnly: isReadOnly) {
      source, query in
      switch query {
      case .rules: .success(Answer(.rules(source == "prom" ? rules : [])))
      case .alertGroups where source == "edge-am": .failure(QueryFailure(.unreachable, "no route to host"))
      case .alertGroups:
        .success(
          Answer(
            .alertGroups([AlertGroup(labels: [:], receiver: "on-call", alerts: rules.flatMap(\.alerts))])))
      case .silences: .success(Answer(.silences([])))
      default: .success(Answer(.series([])))
      }
    }
  }

  @Test func oneDeadManagerIsSaidAndTheRestStays() {
    let stage = stage([Self.rule(Self.alert("Burns"))])
    #expect(stage.text.contains("Burns") && stage.text.contains("on-call"))
    #expect(stage.text.contains("edge-am ✗: no route to host"))
  }

  @Test func nothingIsWrittenWithReadonly() {
    let stage = stage([Self.rule(Self.alert("Burns"))], isReadOnly: true)
    stage.press(.character("s"))
    #expect(stage.text.contains("--readonly: nothing is written"))
    #expect(stage.written.isEmpty && stage.pane(AlertsPane.self)?.form == nil)
  }

  @Test func aRefusedSilenceSaysWhy() {
    let stage = stage([Self.rule(Self.alert("Burns"))])
    stage.change = { _, _ in .failure(QueryFailure(.refused, "end time can't be in the past", status: 400)) }
    stage.press(.character("s"))
    stage.type("because")
    stage.press(.enter, .enter)
    #expect(stage.written.count == 1)
    #expect(stage.text.contains("am did not: end time can't be in the past"))
  }

  @Test func whatIsLeftMeanwhileIsStillTold() {
    let stage = stage([Self.rule(Self.alert("Burns"))])
    stage.press(.character("s"))
    stage.type("because")
    stage.press(.enter)
    #expect(stage.text.contains("matches 1 of 1 loaded alerts: Burns"))
    stage.press(.enter)
    guard case .createSilence(let draft)? = stage.written.first else {
      return #expect(Bool(false), "nothing was written")
    }
    #expect(
      draft.comment == "because" && draft.end - draft.start == .hours(2) && draft.createdBy == "nightjar")
    #expect(
      draft.matchers.contains { $0.name == "alertname" && $0.value == "Burns" && $0.isEqual && !$0.isRegex })
  }

  @Test func hostileLabelsStayText() {
    let stage = stage([Self.rule(Self.alert("警报\u{1B}]0;x\u{7}", ["名": "値\u{202E}\n\u{9B}"]))])
    #expect(stage.text.contains("警报"))
    #expect(
      !stage.text.contains("\u{1B}") && !stage.text.contains("\u{202E}") && !stage.text.contains("\u{9B}"))
    stage.press(.character("s"))
    #expect(!stage.text.contains("\u{1B}"))
    #expect(stage.lines.allSatisfy { $0.cellWidth <= 80 })
  }

  @Test func rulesThatCannotBeEvaluatedAreTrouble() {
    let stage = stage([Self.rule(Self.alert("Burns"), health: "err")])
    #expect(stage.text.contains("cannot be evaluated, so would not fire"))
  }

  @Test func nothingFires() {
    #expect(stage([]).text.contains("nothing fires or is about to"))
  }

  @Test func moversStayInTheListAndOffHeadings() {
    let stage = stage((0..<40).map { Self.rule(Self.alert("Alert\($0)", ["n": "\($0)"])) })
    for key in [Key.end, .pageUp, .home, .up, .pageDown, .down] {
      stage.press(key)
      #expect(stage.pane(AlertsPane.self)?.current?.isHeading == false, "\(key)")
    }
  }
}
