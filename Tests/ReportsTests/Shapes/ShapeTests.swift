import Analysis
import Reports
import Telemetry
import Testing

@Suite struct ShapeTests {
  let noon = Instant(nanoseconds: 1_700_000_000_000_000_001)

  @Test func numbersThatAreNotFinite() {
    let json = JSON.array([.number(.nan), .number(.infinity), .number(-.infinity), .number(1.5)])
    #expect(json.text == #"["NaN","+Inf","-Inf",1.5]"#)
  }

  @Test func controlCharactersAreEscaped() {
    let text = JSON.string("a\"b\\c\n\t\u{1b}\u{0}").text
    #expect(text.hasPrefix(#""a\"b\\c\n\t\u001"#))
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 })
  }

  @Test func query() {
    let series = Series(labels: ["job": "nas"], samples: [Sample(noon, .nan)])
    #expect(
      BlockWriter.text(QueryReport(query: "up", series: [series], warnings: ["w"]).writeJSON)
        == #"{"series":[{"labels":{"job":"nas"},"points":[["2023-11-14T22:13:20.000000001Z","NaN"]]}],"#
        + #""exemplars":[],"warnings":["w"]}"#)
  }

  @Test func logLineWithoutTrace() {
    let line = LogLine(time: noon, line: "hello", labels: ["app": "a"], source: "loki")
    #expect(
      LogsReport.text(line, as: .jsonl)
        == #"{"time":"2023-11-14T22:13:20.000000001Z","level":"unknown","source":"loki","labels":{"app":"a"},"#
        + #""metadata":{},"line":"hello","traceId":null,"spanId":null}"#)
  }

  @Test func probeOfWhichNothingIsKnown() {
    #expect(
      ProbesReport([ProbeStatus(target: "nas")]).json.text
        == #"{"probes":[{"target":"nas","source":"blackbox","module":"","up":null,"duration":null,"phases":{},"#
        + #""status":null,"tlsExpiry":null,"availability":{},"since":null,"name":null,"redirects":null,"ipProtocol":null,"tlsVersion":null,"#
        + #""failedPhase":null}]}"#)
  }

  @Test func objective() {
    let objective = Objective(id: "a-b", service: "a", name: "b", target: 0.9, period: .days(30))
    let burn = [BurnRate(window: .minutes(5), rate: 2)]
    let text = SLOReport([BudgetStatus(objective: objective, periodErrorRatio: .nan, burn: burn)]).json.text
    #expect(
      text.hasPrefix(
        #"{"slos":[{"id":"a-b","source":"sloth","service":"a","name":"b","objective":0.9,"#
          + #""windowSeconds":2592000,"sli":"NaN","budgetRemaining":"NaN","burn":{"5m":2},"#
          + #""exhaustionSeconds":null,"state":"ok","alerts":[{"severity":"page","short":"5m","long":"1h""#))
  }

  @Test func alertToldTwiceIsOne() {
    let told = Alert(
      labels: ["alertname": "Slow", "severity": "page"], annotations: ["runbook_url": "u"], state: .firing,
      activeAt: noon, value: 1.5, source: "prom")
    let managed = Alert(
      labels: ["alertname": "Slow", "severity": "page", "cluster": "home"], annotations: [:],
      state: .suppressed, activeAt: nil, value: nil, silencedBy: ["s1"], source: "am")
    #expect(
      AlertsReport(rulers: [told], managed: [managed]).json.text
        == #"{"alerts":[{"name":"Slow","state":"suppressed","severity":"page","#
        + #""labels":{"alertname":"Slow","severity":"page"},"annotations":{"runbook_url":"u"},"#
        + #""activeAt":"2023-11-14T22:13:20.000000001Z","value":1.5,"silencedBy":["s1"],"runbook":"u","source":"prom"}]}"#)
  }

  @Test func jumps() {
    let id = TraceID(high: 0, low: 1)!
    let jump = Jump(to: .traces, source: "tempo", query: .trace(id, hint: nil), strength: .identity, reason: "r")
    #expect(
      JumpReport([.success(jump), .failure(Refusal(to: .profile, reason: "no profile source"))]).json.text
        == #"{"jumps":[{"to":"traces","source":"tempo","strength":"identity","reason":"r","#
        + #""query":"00000000000000000000000000000001","from":null,"until":null}],"#
        + #""refused":[{"to":"profile","reason":"no profile source"}]}"#)
  }

  @Test func doctor() {
    let check = DoctorReport.Check(name: "identity", source: "loki", ok: false, detail: "d", milliseconds: 12)
    #expect(
      DoctorReport([check]).json.text
        == #"{"checks":[{"name":"identity","source":"loki","ok":false,"detail":"d","fix":null,"millis":12}],"ok":false}"#)
  }

  @Test func overview() {
    let report = OverviewReport(
      objectives: [], probes: [], alerts: AlertsReport(rulers: []), services: [ServiceHealth(service: "a", rate: 1.5)],
      sources: [.init(id: "loki", kind: .loki, milliseconds: 31)])
    #expect(
      report.json.text
        == #"{"slos":[],"probes":[],"alerts":[],"services":[{"service":"a","rate":1.5,"errorRatio":"NaN","p50":"NaN","#
        + #""p99":"NaN"}],"sources":[{"name":"loki","type":"loki","ok":true,"millis":31,"error":null}]}"#)
    #expect(report.lines(width: nil).contains("  nothing fires"))
    var deaf = report
    deaf.unknown = [.alerts]
    #expect(deaf.lines(width: nil).contains("  not known: nobody who was asked told"))
  }
}
