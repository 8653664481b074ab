import Analysis
import Reports
import Synchronization
import Telemetry
import Testing

@Suite struct ExaminationTests {
  private static let now = Instant(seconds: 1_700_000_000)
  private static let id = TraceID(hex: "4bf92f3577b34da6a3ce929d0e0e4736")!
  private static let trace = Trace(
    id: id,
    spans: [
      Span(
        id: SpanID(7)!, parentID: nil, name: "GET /", kind: .server, start: now - .minutes(5),
        durationNanoseconds: 1_000_000, status: .unset, attributes: [], resource: 0)
    ], resources: [Resource(attributes: [Attribute("service.name", .string("shop"))])])

  private static var line: LogLine {
    LogLine(
      time: now - .minutes(5), line: "x", labels: ["service_name": "shop"], metadata: ["trace_id": id.description])
  }

  private static func healthy(_ query: Query) -> Result<Answer, QueryFailure> {
    switch query {
    case .identity: .success(Answer(.identity(ServerIdentity(product: "Server", version: "1.2"))))
    case .serverFlags: .success(Answer(.serverFlags(ServerFlags(["enable-feature": "exemplar-storage"]))))
    case .exemplars:
      .success(
        Answer(
          .exemplars([Exemplar(series: [:], labels: ["trace_id": id.description], time: now, value: 1, traceID: id)])))
    case .trace: .success(Answer(.trace(trace)))
    case .traceSearch:
      .success(
        Answer(
          .traces([
            TraceSummary(
              id: id, rootService: "shop", rootName: "GET /", start: now, durationNanoseconds: 1, spanCount: 1,
              errorCount: 0, services: ["shop"], matched: [], matchedCount: 0)
          ])))
    case .logs: .success(Answer(.logs([line])))
    case .metricsRange, .metricsInstant, .logVolume, .traceMetricsRange:
      .success(Answer(.series([Series(labels: [:], samples: [Sample(now, 1)])])))
    case .logPatterns: .success(Answer(.logPatterns([])))
    case .logLabelValues("service_name", _, _), .metricLabelValues("job", _, _):
      .success(Answer(.names(["shop"])))
    case .traceTagValues: .success(Answer(.traceTagValues([TraceTagValue(type: "string", value: "shop")])))
    default: .success(Answer(.names([])))
    }
  }

  private func report(
    _ correlation: Correlation = Correlation(), skew: Duration? = nil,
    _ script: @escaping @Sendable (Query) -> Result<Answer, QueryFailure> = healthy
  ) async -> DoctorReport {
    let sources = [
      Source(id: "prom", kind: .prometheus), Source(id: "loki", kind: .loki),
      Source(id: "tempo", kind: .tempo, correlation: correlation),
    ]
    let examination = Examination(
      sources: sources, range: TimeRange(last: .hours(1), until: Self.now), places: ["tempo": "ds.yaml:7"],
      skew: { $0 == "loki" ? skew : nil }
    ) { _, query in (script(query), 1) }
    return DoctorReport(await examination.checks())
  }

  private func check(_ name: String, _ report: DoctorReport) throws -> DoctorReport.Check {
    try #require(report.checks.first { $0.name == name }, "\(report.checks.map(\.name))")
  }

  @Test func whereAllIsWellNothingIsToChange() async throws {
    let report = await report(skew: .seconds(1))
    #expect(report.ok, "\(report.lines(width: nil).joined(separator: "\n"))")
    #expect(report.checks.allSatisfy { $0.fix == nil })
    let journeys = report.checks.filter { $0.name.contains("→") }.map { "\($0.name): \($0.detail)" }
    #expect(journeys == [
      "exemplar → traces: identity: trace_id of the nearest exemplar (tempo)",
      "trace → logs: identity: trace_id in structured metadata, shop (loki)",
      "trace → metrics: labels: p99 of the same service and operation, Tempo span metrics (prom)",
      "log → traces: identity: trace_id in structured metadata (tempo)",
    ])
    #expect(try check("service names", report).detail == "learnt: service_name names 1 of 1 services of the traces")
  }

  /// Each question to it would wait as long again.
  @Test func whoeverDoesNotAnswerIsAskedOnce() async throws {
    let asked = Mutex([Query]())
    let sources = [Source(id: "loki", kind: .loki), Source(id: "tempo", kind: .tempo)]
    let examination = Examination(sources: sources, range: TimeRange(last: .hours(1), until: Self.now)) { source, query in
      guard source == "loki" else { return (Self.healthy(query), 1) }
      asked.withLock { $0.append(query) }
      return (.failure(QueryFailure(.timedOut, "no answer within 30 s")), 30_000)
    }
    let report = DoctorReport(await examination.checks())
    #expect(asked.withLock { $0.count } == 1)
    #expect(report.checks.filter { !$0.ok }.allSatisfy { $0.fix != nil })
    #expect(try check("trace → logs", report).detail.contains("no answer"))
  }

  @Test func namesTheSettingsOfWhatIsOff() async throws {
    let report = await report(skew: .seconds(-120)) { query in
      switch query {
      case .serverFlags: .success(Answer(.serverFlags(ServerFlags(["enable-feature": "x"]))))
      case .exemplars: .success(Answer(.exemplars([])))
      case .logPatterns: .failure(QueryFailure(.notFound, "404 page not found", status: 404))
      case .traceMetricsRange: .failure(QueryFailure(.serverFault, "empty ring", status: 500))
      default: Self.healthy(query)
      }
    }
    #expect(!report.ok)
    #expect(try check("exemplar storage", report).fix == "start Prometheus with --enable-feature=exemplar-storage")
    #expect(try check("patterns", report).fix?.contains("pattern_ingester") == true)
    #expect(try check("trace metrics", report).fix?.contains("local-blocks") == true)
    #expect(try check("clock", report).detail == "120 s behind ours")
    #expect(try check("exemplar → traces", report).detail.hasPrefix("no exemplar"))
    #expect(try check("trace → logs", report).ok, "another trace is taken")
  }

  @Test func saysWhichTenantAndWhere() async throws {
    let report = await report { _ in .failure(QueryFailure(.unauthorised, "no org id", status: 401)) }
    let tempo = try #require(report.checks.first { $0.source == "tempo" })
    #expect(!tempo.ok && tempo.name == "reachable")
    #expect(
      tempo.fix == "set jsonData.httpHeaderName1: X-Scope-OrgID and secureJsonData.httpHeaderValue1: TENANT of tempo (ds.yaml:7)")
  }

  @Test func danglingAndMisspeltSourcesAreFound() async throws {
    let ties = Correlation(
      toLogs: .init(source: "Loki", queries: [.init(name: "query", query: "method=\"x\"")]), serviceMap: "mimir")
    let report = await report(ties)
    #expect(try check("tracesToLogsV2", report).detail.contains("tells capitals apart"))
    #expect(try check("serviceMap", report).detail == "there is no source mimir")
    #expect(try check("serviceMap", report).fix == "set its datasourceUid to a prometheus source: prom, in jsonData of tempo (ds.yaml:7)")
    #expect(try check("tracesToLogsV2 query", report).detail.contains("no LogQL"))
  }

  @Test func explainsWhatDoesNotMatch() async throws {
    let report = await report { query in
      switch query {
      case .logs(let text, _, _, _) where text.contains("shop"): .success(Answer(.logs([])))
      case .logLabelValues("service_name", _, _): .success(Answer(.names(["shop-web", "nas"])))
      default: Self.healthy(query)
      }
    }
    #expect(try check("trace → logs", report).detail == #"service_name is never "shop" at loki, only nas, shop-web"#)
    #expect(try check("trace → logs", report).fix?.contains("tempo (ds.yaml:7)") == true)
    #expect(try check("service names", report).detail == "no label has the name of any service that traces know")
    #expect(
      try check("service names", report).fix == "if these are the same, set services.rename: {shop-web: shop}")
  }
}
