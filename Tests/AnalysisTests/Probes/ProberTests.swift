import Analysis
import Telemetry
import Testing

/// Gatus and Uptime Kuma, by the metrics they expose.
@Suite struct ProberTests {
  private let now = Instant(seconds: 1_700_000_000)

  private func series(_ name: String, _ labels: Labels, _ values: Double...) -> Series {
    Series(
      labels: labels.merging(["__name__": name]),
      samples: values.enumerated().map { Sample(Instant(seconds: Int64($0.offset)), $0.element) })
  }

  @Test func gatus() throws {
    let own: Labels = [
      "job": "gatus", "instance": "gatus:8080", "key": "core_blog", "group": "core", "name": "blog",
      "type": "HTTP",
    ]
    let parts: [ProbeReader.Part: [Series]] = [
      .now: [
        series("gatus_results_endpoint_success", own, 0), series("gatus_results_duration_seconds", own, 0.25),
        series("gatus_results_certificate_expiration_seconds", own, 86_400),
      ],
      .day: [series("", own, 0.5)], .history: [series("gatus_results_endpoint_success", own, 1, 1, 0, 0)],
    ]
    let probe = try #require(ProbeReader.probes(from: parts, source: "prom", at: now).first)
    #expect(probe.prober == .gatus && probe.target == "core/blog" && probe.module == "http")
    #expect(probe.isUp == false && probe.duration == 0.25 && probe.availability == ["1d": 0.5])
    #expect(probe.certificateExpiry == now + .days(1) && probe.since == Instant(seconds: 2))
  }

  @Test(
    arguments: [(1.0, true, false), (0, false, false), (2, nil, false), (3, nil, true)]
      as [(Double, Bool?, Bool)])
  func kuma(status: Double, isUp: Bool?, isPaused: Bool) throws {
    let own: Labels = [
      "job": "kuma", "instance": "kuma:3001", "monitor_name": "博客", "monitor_type": "port",
      "monitor_url": "https://", "monitor_hostname": "nas01", "monitor_port": "2049",
    ]
    let parts: [ProbeReader.Part: [Series]] = [
      .now: [
        series("monitor_status", own, status), series("monitor_response_time", own, 42),
        series("monitor_cert_days_remaining", own, 3),
        series("monitor_uptime_ratio", own.merging(["window": "30d"]), 0.9),
      ],
      .history: [series("monitor_response_time", own, 40, 42), series("monitor_status", own, 1, 3)],
    ]
    let probes = ProbeReader.probes(from: parts, source: nil, at: now)
    let probe = try #require(probes.first)
    #expect(probes.count == 1)
    #expect(probe.prober == .uptimeKuma && probe.name == "博客" && probe.target == "nas01:2049")
    #expect(probe.isUp == isUp && probe.isPaused == isPaused)
    #expect(probe.duration == 0.042 && probe.history.map(\.value) == [0.04, 0.042])
    #expect(probe.availability == ["30d": 0.9] && probe.certificateExpiry == now + .days(3))
    #expect(probe.beats[0].value == 1 && probe.beats[1].value.isNaN)
  }

  @Test(
    arguments: [
      ("https://jellyfin.home.lan/web", "jellyfin"), ("nas01:2049", "nas01"),
      ("http://127.0.0.1:9/down", nil),
      ("[::1]:80", nil), ("", nil),
    ] as [(String, String?)])
  func namesTheService(target: String, expected: String?) {
    #expect(ProbeStatus(target: target).service == expected)
  }
}
