import Analysis
import Settings
import Telemetry
import Testing

@Suite struct DataSourceTests {
  private func source(
    _ fields: String, type: String = "tempo", environment: [String: String] = [:],
    others: [String: String] = [:]
  ) throws -> ConfiguredSource {
    let head = "datasources:\n  - name: S\n    type: \(type)\n    url: http://s\n"
    let body = fields.split(separator: "\n").map { "    \($0)\n" }.joined()
    let read = try FileSketch.load(head + body, environment: environment, others: others)
    return try #require(read.sources.first)
  }

  @Test(arguments: [
    ("$$x", "$x"), ("$${__value.raw}", "${__value.raw}"), ("${__value.raw}", ""),
    ("$A-${A}", "1-1"), ("$__env{A}", "1"), ("$__file{/f}", "text"), ("$GONE|", "|"),
    ("$B", "$A"), ("a $ b", "a $ b"), ("$$$A", "$1"), ("50$", "50$"),
    // What came first is looked at again by what comes second, but not by itself.
    ("$__env{B}", "1"), ("$__file{/g}", "a1$"), ("${B}", "$A"),
    // As Go expands: one-letter names of the shell, a brace that never closes.
    ("$5x", "x"), ("$*|", "|"), ("${A", "A"), ("$)", "$)"), ("$__tags|", "|"), ("$$__tags", "$__tags"),
  ]) func expandsAsGrafanaDoes(written: String, expected: String) throws {
    let read = try source(
      "jsonData: {customQueryParameters: 'q=\(written)'}", environment: ["A": "1", "B": "$A"],
      others: ["/f": "\n text \n", "/g": "a$A$\n"])
    #expect(read.connection.parameters == "q=\(expected)")
  }

  @Test func readsTheConnection() throws {
    let read = try source(
      """
      basicAuth: true
      basicAuthUser: me
      jsonData:
        httpHeaderName1: X-Scope-OrgID
        httpHeaderName2: Authorization
        httpHeaderName10: X-Other
        tlsSkipVerify: true
        tlsAuth: true
        tlsAuthWithCACert: true
        serverName: s.example
        timeout: 7
        maxLines: 500
      secureJsonData:
        basicAuthPassword: $PW
        httpHeaderValue1: home|edge
        httpHeaderValue2: Bearer abc
        httpHeaderValue10: ten
        tlsCACert: CA
        tlsClientCert: CERT
        tlsClientKey: KEY
      """, environment: ["PW": "hunter2"])
    let connection = read.connection
    #expect(connection.basicAuth == .init(user: "me", password: Secret("hunter2")))
    #expect(connection.tenant == "home|edge")
    #expect(connection.bearer == Secret("abc"))
    #expect(connection.headers == [.init(name: "X-Other", value: Secret("ten"))])
    #expect(connection.tls.skipVerify && connection.tls.serverName == "s.example")
    #expect(connection.tls.authority == "CA" && connection.tls.clientCertificate == "CERT")
    #expect(connection.tls.clientKey?.revealed == "KEY")
    #expect(connection.timeout == .seconds(7) && connection.maxLines == 500)
  }

  @Test func neverPrintsSecrets() throws {
    let read = try source(
      "basicAuth: true\nbasicAuthUser: me\nsecureJsonData: {basicAuthPassword: hunter2}")
    var dumped = ""
    dump(read, to: &dumped)
    #expect(!"\(read) \(String(reflecting: read)) \(dumped)".contains("hunter2"))
  }

  @Test func readsTracesToLogsAndMetrics() throws {
    let correlation = try source(
      """
      jsonData:
        tracesToLogsV2:
          datasourceUid: loki
          spanStartTimeShift: '-1h'
          spanEndTimeShift: '500ms'
          filterByTraceID: true
          customQuery: true
          query: '{$${__tags}} |= "$${__trace.traceId}"'
          tags: [job, {key: service.name, value: app}, {key: pod}]
        tracesToLogs: {datasourceUid: old}
        tracesToMetrics:
          datasourceUid: prom
          queries: [{name: Rate, query: 'sum(rate(x{$$__tags}[5m]))'}]
      """
    ).correlation
    #expect(correlation.toLogs?.source == "loki")
    #expect(correlation.toLogs?.queries.map(\.query) == [#"{${__tags}} |= "${__trace.traceId}""#])
    #expect(correlation.toLogs?.startShift == .hours(-1))
    #expect(correlation.toLogs?.endShift == .milliseconds(500))
    #expect(correlation.toLogs?.filterByTraceID == true)
    #expect(
      correlation.toLogs?.tags
        == [.init(key: "job"), .init(key: "service.name", renamed: "app"), .init(key: "pod")])
    #expect(
      correlation.toMetrics?.queries == [.init(name: "Rate", query: "sum(rate(x{$__tags}[5m]))")])
  }

  @Test func readsTheServiceMapAndBlankQueries() throws {
    let correlation = try source(
      """
      jsonData:
        serviceMap: {datasourceUid: prom}
        tracesToMetrics:
          tags: [{key: service.name, value: service}]
          queries: [{name: Usual}]
      """
    ).correlation
    #expect(correlation.serviceMap == "prom")
    #expect(correlation.toMetrics?.queries.map(\.name) == ["Usual"])
    #expect(correlation.toMetrics?.queries.first?.query.contains("latency_bucket{$__tags}") == true)
  }

  @Test func keepsThePathPrefixAndTakesTheUserOutOfTheURL() throws {
    let text = "datasources: [{name: M, type: prometheus, url: 'http://me:pw@m:9009/prometheus/'}]"
    let read = try #require(try FileSketch.load(text).sources.first)
    #expect(read.url == "http://m:9009/prometheus" && read.id == "M")
    #expect(read.place == "/c/config.yaml:1")
    #expect(read.connection.basicAuth == .init(user: "me", password: Secret("pw")))
  }

  @Test func readsTheOldTracesToLogsWithPlainTags() throws {
    let old = try source(
      """
      jsonData:
        tracesToLogs:
          datasourceUid: l
          tags: [job, k8s.pod.name]
          spanStartTimeShift: '-500ms'
          filterBySpanID: true
      """
    ).correlation.toLogs
    #expect(old?.tags == [.init(key: "job"), .init(key: "k8s.pod.name")])
    #expect(old?.startShift == .milliseconds(-500) && old?.filterBySpanID == true)
  }

  @Test func readsTheOldForms() throws {
    let old = try source(
      """
      jsonData:
        tracesToLogs: {datasourceUid: l, mapTagNamesEnabled: true, mappedTags: [{key: a, value: b}]}
      """)
    #expect(old.correlation.toLogs?.tags == [.init(key: "a", renamed: "b")])
    let search = try source("jsonData: {lokiSearch: {datasourceUid: l}}")
    #expect(search.correlation.toLogs?.source == "l")
  }

  @Test func readsExemplarsAndDerivedFields() throws {
    let prometheus = try source(
      "jsonData: {exemplarTraceIdDestinations: [{name: trace_id, datasourceUid: t}, {name: x, url: u}]}",
      type: "prometheus")
    #expect(
      prometheus.correlation.exemplarDestinations
        == [.init(label: "trace_id", source: "t"), .init(label: "x", source: nil)])
    let loki = try source(
      """
      jsonData:
        derivedFields:
          - {name: id, matcherType: label, matcherRegex: trace_id, datasourceUid: t}
          - {name: TraceID, matcherRegex: 'traceID=(\\w+)', url: 'http://x'}
          - {name: ticket, matcherRegex: '#(\\d+)', url: 'http://y'}
      """, type: "loki")
    #expect(
      loki.correlation.derivedFields == [
        .init(name: "id", pattern: "trace_id", isLabel: true, source: "t"),
        .init(name: "TraceID", pattern: "traceID=(\\w+)", isLabel: false, source: nil),
      ])
  }
}
