import Analysis
import Telemetry
import Testing

@Suite struct SilenceMatchingTests {
  private let alerts = ["nas01", "nas02", "web"].map { instance in
    Alert(
      labels: ["alertname": "ProbeDown", "instance": instance], annotations: [:], state: .firing,
      activeAt: nil, value: nil)
  }

  @Test(arguments: [
    (#"instance="web""#, ["web"]), (#"instance=~"nas.*""#, ["nas01", "nas02"]), (#"instance=~"nas""#, []),
    (#"instance!="web", alertname="ProbeDown""#, ["nas01", "nas02"]),
    (#"alertname="ProbeDown", instance!~"nas.*|x""#, ["web"]),
    (#"{alertname="ProbeDown", team=""}"#, ["nas01", "nas02", "web"]),
    (#"team="x""#, []),
  ])
  func matches(text: String, expected: [String]) throws {
    let matchers = try SilenceMatcherText.matchers(in: text).get()
    #expect(SilenceMatching(matchers).matched(among: alerts).compactMap { $0.labels["instance"] } == expected)
  }

  @Test(arguments: [
    "", "x", "=", #"a=~"(""#, #"a=~".*""#, #"a!="x""#, #"a="""#, "{", "}", "{}", #"a="b"}, {c="d""#,
  ])
  func refuses(text: String) {
    guard case .failure(let complaint) = SilenceMatcherText.matchers(in: text) else {
      Issue.record("\(text) was taken")
      return
    }
    #expect(!complaint.words.isEmpty)
  }

  @Test func textReadsBackTheSame() throws {
    let alert = Alert(
      labels: ["alertname": "A", "path": "C:\\x \"y\"", "名": "値"], annotations: [:], state: .firing,
      activeAt: nil, value: nil)
    let matchers = SilenceMatcherText.matchers(of: alert)
    #expect(try SilenceMatcherText.matchers(in: SilenceMatcherText.text(of: matchers)).get() == matchers)
  }

  @Test func withoutMatchersNothingIsMatched() {
    #expect(SilenceMatching([]).matched(among: alerts).isEmpty)
  }
}
