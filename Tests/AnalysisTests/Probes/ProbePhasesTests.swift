import Analysis
import Testing

@Suite struct ProbePhasesTests {
  @Test(
    arguments: [
      (["resolve": 0.001, "connect": 0, "tls": 0, "processing": 0, "transfer": 0], true, "connect"),
      (["resolve": 0, "connect": 0, "tls": 0, "processing": 0, "transfer": 0], true, "resolve"),
      (["resolve": 0.001, "connect": 0.002, "tls": 0, "processing": 0, "transfer": 0], true, "tls"),
      (["resolve": 0.001, "connect": 0.002, "tls": 0, "processing": 0, "transfer": 0], false, "processing"),
      (["resolve": 0.001, "connect": 0.002, "tls": 0.01, "processing": 1, "transfer": 0], true, "transfer"),
      (["resolve": 0.001, "connect": 0.002, "tls": 0.01, "processing": 1, "transfer": 0.1], true, nil),
      (["resolve": 0.001, "setup": 0.001, "rtt": 0], false, "rtt"),
      (["resolve": 0.001, "connect": 0.001, "request": 0], false, "request"),
      (["resolve": 0.001, "check": 0], false, "check"), ([:], true, nil),
    ] as [([String: Double], Bool, String?)])
  func namesThePhaseThatFailed(phases: [String: Double], usesTLS: Bool, expected: String?) {
    #expect(ProbePhases(phases).failing(usesTLS: usesTLS) == expected)
  }

  @Test func phasesFollowOneAnother() {
    let phases = ProbePhases(["transfer": 1, "resolve": 2, "processing": 3, "odd": .nan])
    #expect(phases.phases.map(\.name) == ["resolve", "processing", "transfer", "odd"])
    #expect(phases.phases.map(\.start) == [0, 2, 5, 6])
    #expect(phases.total == 6 && phases.slowest?.phase.name == "processing" && phases.slowest?.share == 0.5)
  }

  @Test func saysNetworkOrApplication() {
    let probe = ProbeStatus(target: "https://a")
    func finding(_ phases: [String: Double]) -> String? {
      probe.finding(ProbePhases(phases), isUp: true, isSlow: true) { "\($0) s" }
    }
    #expect(
      finding(["processing": 2, "connect": 0.5])
        == "processing took 2.0 s of 2.5 s: the application, not the network")
    #expect(
      finding(["processing": 0.5, "connect": 2])?.hasSuffix("the network, not the application") == true)
    #expect(finding(["processing": 1, "connect": 1, "tls": 1]) == nil, "nothing took half of it")
  }

  @Test func saysWhyItFailed() {
    var probe = ProbeStatus(target: "http://a")
    let whole = ["resolve": 0.1, "connect": 0.1, "processing": 0.1, "transfer": 0.1]
    func finding(_ phases: [String: Double]) -> String? {
      probe.finding(ProbePhases(phases), isUp: false, isSlow: false) { "\($0)" }
    }
    #expect(finding([:]) == "does not answer")
    #expect(
      finding(["resolve": 0.1, "connect": 0, "tls": 0]) == "failed in connect: nobody answered at its address"
    )
    #expect(finding(whole) == "answered, but not as its module wants")
    probe.httpStatus = 503
    #expect(finding(whole) == "answered with status 503")
    probe.failedByText = true
    #expect(finding(whole) == "answered, but its text is not as wanted")
  }
}
