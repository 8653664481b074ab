import Analysis
import Telemetry
import Testing

@Suite struct ProbeReaderTests {
  private let now = Instant(seconds: 1_700_000_000)

  private func series(_ name: String, _ target: String, _ values: Double..., extra: Labels = [:])
    -> Series
  {
    Series(
      labels: Labels(["__name__": name, "instance": target, "job": "blackbox"]).merging(extra),
      samples: values.enumerated().map { Sample(Instant(seconds: Int64($0.offset)), $0.element) })
  }

  @Test func asksSixTimesForAllTargetsTogether() {
    let range = TimeRange(last: .hours(1), until: now)
    let texts = ProbeReader.Part.allCases.compactMap { ProbeReader.query($0, over: range, step: .seconds(15)).text }
    #expect(texts.count == 6)
    #expect(texts[0].contains("probe_success|gatus_results_endpoint_success|monitor_status"))
    #expect(texts[1].contains("probe_duration_seconds") && !texts[1].contains("phase"))
    #expect(texts[4] == #"avg_over_time({__name__=~"probe_success|gatus_results_endpoint_success"}[7d])"#)
  }

  @Test func joinsPartsOfOneTarget() throws {
    let probes = ProbeReader.probes(
      from: [
        .now: [
          series("probe_success", "a", 1), series("probe_duration_seconds", "a", 0.4),
          series("probe_http_status_code", "a", 200),
          series("probe_ssl_earliest_cert_expiry", "a", 1_700_086_400),
          series("probe_http_duration_seconds", "a", 0.1, extra: ["phase": "tls"]),
          series("probe_tls_version_info", "a", 1, extra: ["version": "TLS 1.3"]),
          series("probe_ip_protocol", "a", 6), series("probe_http_redirects", "a", 2),
        ],
        .hour: [series("", "a", 0.98)],
        .history: [
          series("probe_success", "a", 1, 0, 0, 1, 1), series("probe_duration_seconds", "a", 0.1, 0.4),
        ],
      ], source: "prom", at: now)
    let probe = try #require(probes.first)
    #expect(probes.count == 1)
    #expect(probe.isUp == true && probe.duration == 0.4 && probe.httpStatus == 200)
    #expect(probe.certificateExpiry == now + .days(1) && probe.certificateEndsSoon(at: now))
    #expect(probe.phases == ["tls": 0.1] && probe.availability == ["1h": 0.98])
    #expect(probe.since == Instant(seconds: 3))
    #expect(probe.tlsVersion == "TLS 1.3" && probe.ipProtocol == 6 && probe.redirects == 2)
    #expect(probe.history.map(\.value) == [0.1, 0.4])
  }

  @Test func sortsWorstFirst() {
    let probes = ProbeReader.probes(
      from: [
        .now: [
          series("probe_success", "fine", 1), series("probe_duration_seconds", "fine", 0.1),
          series("probe_success", "down", 0), series("probe_http_status_code", "down", 0),
          series("probe_success", "slow", 1), series("probe_duration_seconds", "slow", 2.3),
          series("probe_success", "ending", 1),
          series("probe_ssl_earliest_cert_expiry", "ending", 1_700_000_100),
          series("probe_ssl_earliest_cert_expiry", "fine", .nan),
        ]
      ], source: nil, at: now)
    #expect(probes.map(\.target) == ["down", "slow", "ending", "fine"])
    #expect(probes[0].httpStatus == nil && probes[3].certificateExpiry == nil)
  }
}
