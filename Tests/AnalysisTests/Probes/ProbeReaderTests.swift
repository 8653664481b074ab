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

  @Test(arguments: [
    (ProbeReader.Part.hour, "avg_over_time(probe_success[1h])"),
    (.day, "avg_over_time(probe_success[1d])"), (.week, "avg_over_time(probe_success[7d])"),
    (.month, "avg_over_time(probe_success[30d])"), (.phases, "probe_http_duration_seconds"),
    (.history, "probe_duration_seconds"), (.success, "probe_success"),
  ]) func asks(part: ProbeReader.Part, expected: String) {
    let range = TimeRange(last: .hours(1), until: now)
    #expect(ProbeReader.query(part, over: range, step: .seconds(15)).text == expected)
  }

  @Test func joinsPartsOfOneTarget() throws {
    let probes = ProbeReader.probes(
      from: [
        .now: [
          series("probe_success", "a", 1), series("probe_duration_seconds", "a", 0.4),
          series("probe_http_status_code", "a", 200),
          series("probe_ssl_earliest_cert_expiry", "a", 1_700_086_400),
        ],
        .phases: [series("", "a", 0.1, extra: ["phase": "tls"])],
        .hour: [series("", "a", 0.98)],
        .success: [series("", "a", 1, 0, 0, 1, 1)],
        .history: [series("", "a", 0.1, 0.4)],
      ], source: "prom", at: now)
    let probe = try #require(probes.first)
    #expect(probes.count == 1)
    #expect(probe.isUp == true && probe.duration == 0.4 && probe.httpStatus == 200)
    #expect(probe.certificateExpiry == now + .days(1) && probe.certificateEndsSoon(at: now))
    #expect(probe.phases == ["tls": 0.1] && probe.availability == ["1h": 0.98])
    #expect(probe.since == Instant(seconds: 3))
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
