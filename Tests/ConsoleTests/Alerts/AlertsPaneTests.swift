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

  // MARK: Several Alertmanagers

  /// Three of them, of which `has` have the alert.
  private func crowd(_ has: [SourceID]) -> Stage {
    let rule = Self.rule(Self.alert("Burns"))
    let managers = (["am", "edge-am", "lab-am"] as [SourceID]).map { Source(id: $0, kind: .alertmanager) }
    return Stage(80, 24, pane: AlertsPane(), managers: managers) { source, query in
      switch query {
      case .rules: .success(Answer(.rules([rule])))
      case .alertGroups:
        .success(
          Answer(.alertGroups(has.contains(source) ? [AlertGroup(labels: [:], receiver: "on-call", alerts: rule.alerts)] : [])))
      case .silences: .success(Answer(.silences([])))
      default: .success(Answer(.series([])))
      }
    }
  }

  private func silenced(_ stage: Stage, choosing keys: Key...) -> [SourceID] {
    var asked: [SourceID] = []
    stage.change = { source, _ in
      asked.append(source)
      return .success(Answer(.text("id")))
    }
    stage.press(.character("s"))
    stage.type("because")
    stage.press(keys)
    stage.press(.enter, .enter)
    return asked
  }

  @Test func aSilenceGoesToTheManagerThatHasTheAlert() {
    let stage = crowd(["lab-am"])
    stage.press(.character("s"))
    #expect(stage.text.contains("new silence at lab-am") && !stage.text.contains("‹"))
    stage.press(.escape)
    #expect(silenced(stage) == ["lab-am"])
  }

  @Test func ofSeveralThatHaveItOneIsChosenOrAll() {
    // From the reason it is two fields on; those that lack the alert are not offered.
    #expect(silenced(crowd(["edge-am", "lab-am"])) == ["edge-am"])
    #expect(silenced(crowd(["edge-am", "lab-am"]), choosing: .tab, .tab, .right) == ["lab-am"])
    #expect(silenced(crowd(["edge-am", "lab-am"]), choosing: .tab, .tab, .right, .right) == ["edge-am", "lab-am"])
    #expect(silenced(crowd(["edge-am", "lab-am"]), choosing: .tab, .tab, .left) == ["edge-am", "lab-am"])
    let stage = crowd(["edge-am", "lab-am"])
    stage.press(.character("s"), .tab, .tab, .left)
    #expect(stage.text.contains("at:    ‹ edge-am and lab-am ›  3 of 3"))
    #expect(stage.text.contains("another Alertmanager"))
    #expect(stage.lines.allSatisfy { $0.cellWidth <= 80 })
  }

  @Test func whatEachOfThemSaysIsKept() {
    let stage = crowd(["am", "lab-am"])
    stage.change = { source, _ in
      source == "am" ? .failure(QueryFailure(.refused, "not allowed", status: 403)) : .success(Answer(.text("id")))
    }
    stage.press(.character("s"))
    stage.type("because")
    stage.press(.tab, .tab, .left, .enter, .enter)
    #expect(stage.state.message == "am did not: not allowed; lab-am: silenced")
    #expect(stage.written.count == 2)
  }

  /// One that is not routed yet may be silenced beforehand, anywhere.
  @Test func anAlertThatNobodyHasMayBeSilencedAnywhere() {
    #expect(silenced(crowd([]), choosing: .tab, .tab, .right, .right) == ["lab-am"])
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
