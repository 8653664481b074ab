internal import Backends
internal import Telemetry
internal import Testing

@Suite struct ProbeReportTests {
  private let now = Instant(seconds: 1_795_232_437)

  private func report(_ name: String) throws -> ProbeReport {
    try ProbeReport(from: Fixture("blackbox/" + name).answer(), at: now)
  }

  @Test func aTargetThatAnswers() throws {
    let report = try report("probe-ok")
    #expect(report.succeeded)
    #expect(report.log == nil)
    #expect(report.value("probe_dns_lookup_time_seconds") == 9.144e-06)
    #expect(report.value("probe_duration_seconds") == 0.001114351)
    #expect(report.series[0].samples == [Sample(now, 9.144e-06)])
  }

  @Test func aTargetBehindTLS() throws {
    let report = try report("probe-tls")
    #expect(report.value("probe_ssl_earliest_cert_expiry") == 1.796266585e+09)
    #expect(report.value("probe_ssl_last_chain_expiry_timestamp_seconds") == -6.21355968e+10)
    let info = try #require(
      report.series.first { $0.labels.metricName == "probe_ssl_last_chain_info" })
    #expect(info.labels["subject"] == "CN=home.arpa")
    #expect(info.labels["subjectalternative"] == "")
    #expect(report.series.last?.labels == ["__name__": "probe_tls_version_info", "version": "TLS 1.3"])
  }

  @Test func aTargetThatIsDownWithItsLog() throws {
    let report = try report("probe-down")
    #expect(!report.succeeded)
    let log = try #require(report.log)
    #expect(log.hasPrefix("ts=2026-11-21T03:40:37.170988279Z caller=main.go:181"))
    #expect(log.hasSuffix("msg=\"Probe failed\" duration_seconds=0.000240653"))
    #expect(log.split(separator: "\n").count == 7)
    let phases = report.series.filter { $0.labels.metricName == "probe_http_duration_seconds" }
    #expect(
      phases.map { $0.labels["phase"] } == ["connect", "processing", "resolve", "tls", "transfer"])
    #expect(report.series.last?.labels.metricName == "probe_success")
  }

  @Test func noRecordingIsForgotten() throws {
    let known: Set = ["blackbox/probe-ok", "blackbox/probe-tls", "blackbox/probe-down"]
    #expect(try Fixture.all(of: "blackbox") == known)
  }

  /// Text has no closing brace: a cut between two lines late in the answer cannot be told from a
  /// shorter answer, but must then be a true beginning of it.
  @Test(arguments: ["probe-ok", "probe-tls", "probe-down"])
  func cutAnswers(_ name: String) throws {
    let fixture = try Fixture("blackbox/" + name)
    let whole = try report(name)
    var body = fixture.bytes
    while body.last == UInt8(ascii: "\n") { body.removeLast() }
    for step in 0..<50 {
      let cut = Array(body.prefix(body.count * step / 50))
      let response = fixture.answer(body: cut)
      guard let part = try? ProbeReport(from: response, at: now) else {
        #expect(throws: QueryFailure.self) { try ProbeReport(from: response, at: now) }
        continue
      }
      #expect(whole.series.starts(with: part.series))
    }
  }

  @Test func gatewaysPagesAreFailures() {
    let page = HTTPResponse(status: 502, body: Payload("<html><p>Bad Gateway</p>"))
    #expect(throws: QueryFailure(.serverFault, "Bad Gateway", status: 502)) {
      try ProbeReport(from: page, at: now)
    }
  }
}
