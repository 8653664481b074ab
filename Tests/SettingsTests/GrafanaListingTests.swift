import Analysis
import Settings
import Telemetry
import Testing

@Suite struct GrafanaListingTests {
  private static let answer = #"""
    [{"id":1,"uid":"prom","name":"Prometheus","type":"prometheus","access":"proxy","url":"http://inside:9090/p",
      "user":"","basicAuth":true,"jsonData":{"httpMethod":"GET","timeInterval":"30s",
      "exemplarTraceIdDestinations":[{"name":"trace_id","datasourceUid":"tempo"}]},"readOnly":true},
     {"id":2,"uid":"loki","name":"Loki","type":"loki","url":"http://inside:3100",
      "jsonData":{"derivedFields":[{"name":"id","matcherRegex":"trace_id=(\\w+)$","url":"${__value.raw}","datasourceUid":"tempo"}]}},
     {"id":3,"uid":"pg","name":"PG","type":"postgres","url":"db:5432"}]
    """#

  @Test func asksThroughTheProxyWithTheToken() throws {
    let read = try GrafanaListing(Self.answer, at: "https://me:pw@g.example/sub/", token: Secret("t0"))
    #expect(read.sources.map(\.id) == ["prom", "loki", "grafana"] && read.skipped.map(\.name) == ["PG"])
    #expect(read.sources.map(\.url) == [
      "https://g.example/sub/api/datasources/proxy/uid/prom",
      "https://g.example/sub/api/datasources/proxy/uid/loki", "https://g.example/sub",
    ])
    #expect(read.sources.allSatisfy { $0.connection.bearer?.revealed == "t0" && $0.connection.basicAuth == nil })
    #expect(read.sources[0].connection.prefersGet && read.sources[0].correlation.scrapeInterval == .seconds(30))
    #expect(read.sources[0].correlation.exemplarDestinations == [.init(label: "trace_id", source: "tempo")])
    #expect(read.sources[1].correlation.derivedFields.first?.pattern == #"trace_id=(\w+)$"#, "nothing is expanded")
  }

  @Test func withoutATokenTheURLsUserCounts() throws {
    let read = try GrafanaListing("[]", at: "https://me:pw@g.example", token: nil)
    #expect(read.sources.map(\.connection.basicAuth?.user) == ["me"])
  }

  @Test func saysWhatIsNoList() {
    #expect { try GrafanaListing(#"{"message":"Unauthorized"}"#, at: "https://g", token: nil) } throws: {
      "\($0)".contains("expected a list")
    }
    #expect { try GrafanaListing("[]", at: "g:3000", token: nil) } throws: { "\($0)".contains("GRAFANA_URL") }
  }
}
