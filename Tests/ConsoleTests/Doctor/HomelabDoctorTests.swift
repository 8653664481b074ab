import Backends
import DemoLab
import Reports
import Telemetry
import Testing

/// The doctor finds nothing to mend on the homelab, and every tie holds when it is tried.
@Suite struct HomelabDoctorTests {
  @Test func everyTieHolds() async {
    let moment = Walker.moment
    let lab = Lab(seed: 1, origin: moment)
    let parts: [(SourceID, SourceKind, any Dialect)] = [
      ("prom", .prometheus, PrometheusDialect()), ("loki", .loki, LokiDialect()), ("tempo", .tempo, TempoDialect()),
    ]
    let backends = Dictionary(
      uniqueKeysWithValues: parts.map { id, kind, dialect in
        let transport = lab.transport(for: kind, now: { moment })
        return (id, Backend(id: id, kind: kind, dialect: dialect, transport: transport))
      })
    let checks = await HomelabDoctor(backends: backends).checks(over: TimeRange(last: .hours(1), until: moment))
    let report = DoctorReport(checks)
    #expect(report.ok, "\(report.lines(width: nil).joined(separator: "\n"))")
    let journeys = Set(report.checks.filter { $0.name.contains("→") }.map(\.name))
    #expect(journeys == ["exemplar → traces", "trace → logs", "trace → metrics", "log → traces"])
  }
}
