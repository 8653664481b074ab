import Analysis
import Settings
import Telemetry
import Testing

/// What Grafana's documentation says that the provisioning files of others mean, and what is read.
@Suite(.enabled(if: Corpus.folder != nil, Corpus.absence)) struct CorpusMeaningTests {
  private static let id = "4bf92f3577b34da6a3ce929d0e0e4736"

  private func span(_ labels: Labels, from source: SourceID) -> Anchor {
    let start = Instant(seconds: 1_700_000_000)
    return Anchor(
      signal: .traces, source: source, labels: labels,
      range: TimeRange(start: start, end: start + .seconds(1)), moment: start,
      traceID: TraceID(hex: Self.id), spanID: SpanID(hex: "00f067aa0ba902b7"), operation: "GET /cart")
  }

  private func jumps(_ read: Configuration, adding others: [Source] = [], from anchor: Anchor) -> [Jump] {
    Correlator(sources: read.sources.map(\.source) + others, renames: [:]).jumps(from: anchor)
      .compactMap { try? $0.get() }
  }

  @Test func otelLGTM() throws {
    let read = try Corpus.load("otel-lgtm.datasources.yaml")
    #expect(read.sources.map(\.id) == ["prometheus", "tempo", "loki"])
    #expect(read.skipped.map(\.type) == ["grafana-pyroscope-datasource"])
    #expect(read.sources[0].correlation.exemplarDestinations == [.init(label: "trace_id", source: "tempo")])
    #expect(read.sources[0].correlation.scrapeInterval == .minutes(1))
    let tempo = read.sources[1].correlation
    #expect(tempo.serviceMap == "prometheus")
    #expect(tempo.toLogs?.source == "loki" && tempo.toLogs?.startShift == nil)
    #expect(tempo.toLogs?.tags == [.init(key: "service.name", renamed: "service_name")])
    #expect(tempo.toLogs?.queries.map(\.query) == [#"{${__tags}} | trace_id = "${__trace.traceId}""#])
    #expect(
      read.sources[2].correlation.derivedFields
        == [.init(name: "trace_id", pattern: "trace_id", isLabel: true, source: "tempo")])
    let first = jumps(read, from: span(["service.name": "cart"], from: "tempo")).first
    #expect(first?.query.text == #"{service_name="cart"} | trace_id = "\#(Self.id)""#)
    #expect(first?.source == "loki" && first?.strength == .identity)
  }

  @Test func introToMLTP() throws {
    let read = try Corpus.load("intro-to-mltp.datasources.yaml")
    #expect(read.sources.map(\.id) == ["loki", "tempo", "mimir"])
    #expect(read.skipped.map(\.type) == ["phlare", "postgres"])
    #expect(read.sources[2].url == "http://mimir:9009/prometheus")
    #expect(!read.sources[2].connection.prefersGet && read.sources[2].correlation.scrapeInterval == .seconds(2))
    #expect(read.sources[2].correlation.exemplarDestinations == [.init(label: "traceID", source: "tempo")])
    let field = read.sources[0].correlation.derivedFields.first
    #expect(field?.isLabel == false && field?.source == "tempo" && field?.name == "traceId")
    let toLogs = read.sources[1].correlation.toLogs
    #expect(toLogs?.source == "loki" && toLogs?.tags == [.init(key: "beast")])
    #expect(toLogs?.startShift == .milliseconds(-500) && toLogs?.endShift == .milliseconds(500))
    #expect(toLogs?.filterByTraceID == false && toLogs?.filterBySpanID == false)
    #expect(read.sources[1].correlation.serviceMap == "Mimir", "as written; Grafana's uids are case sensitive")
    var dumped = ""
    dump(read, to: &dumped)
    #expect(!dumped.contains("\"mythical\""), "the password of a source that is not read")
    let line = Anchor(
      signal: .logs, source: "loki", range: TimeRange(last: .hours(1), until: Instant(seconds: 1_700_000_000)),
      line: "level=info traceID=\(Self.id) ok")
    let first = jumps(read, from: line).first
    #expect(first?.reason == "derived field traceId" && first?.source == "tempo")
    let logs = jumps(read, from: span(["beast": "owlbear", "service.name": "x"], from: "tempo")).filter { $0.to == .logs }
    #expect(logs.first?.query.text == #"{beast="owlbear"} | regexp "(?P<trace_id>\#(Self.id))" | trace_id="\#(Self.id)""#)
  }

  @Test func pyroscopeTracing() throws {
    let read = try Corpus.load("pyroscope-tracing.datasources.yml")
    #expect(read.sources.map(\.id) == ["tempo"] && read.skipped.map(\.name) == ["pyroscope"])
    #expect(read.sources[0].connection.prefersGet && read.sources[0].connection.basicAuth == nil)
    #expect(read.sources[0].correlation.serviceMap == "prometheus", "dangles: the file defines no such source")
    #expect(read.sources[0].correlation.toLogs == nil)
  }

  @Test func tempoReference() throws {
    let read = try Corpus.load("tempo-reference.datasources.yaml")
    #expect(read.sources.map(\.id) == ["EbPG8fYoz"])
    let (toLogs, toMetrics) = (read.sources[0].correlation.toLogs, read.sources[0].correlation.toMetrics)
    #expect(toLogs?.source == "loki" && toLogs?.startShift == .hours(-1) && toLogs?.endShift == .hours(1))
    #expect(toLogs?.tags.map(\.key) == ["job", "instance", "pod", "namespace"])
    #expect(toLogs?.queries.map(\.query) == [#"method="${__span.tags.method}""#])
    #expect(toMetrics?.source == "prom" && toMetrics?.startShift == .hours(1))
    #expect(toMetrics?.tags == [.init(key: "service.name", renamed: "service"), .init(key: "job")])
    #expect(
      toMetrics?.queries
        == [.init(name: "Sample query", query: "sum(rate(traces_spanmetrics_latency_bucket{$__tags}[5m]))")])
    let others = [Source(id: "loki", kind: .loki), Source(id: "prom", kind: .prometheus)]
    let anchor = span(["service.name": "cart", "job": "shop/cart", "pod": "cart-0"], from: "EbPG8fYoz")
    let found = jumps(read, adding: others, from: anchor)
    #expect(
      found.first { $0.to == .metrics }?.query.text
        == #"sum(rate(traces_spanmetrics_latency_bucket{service="cart", job="shop/cart"}[5m]))"#)
    let logs = found.first { $0.to == .logs }
    let text = #"{job="shop/cart", pod="cart-0"} | regexp "(?P<trace_id>\#(Self.id))" | trace_id="\#(Self.id)""#
    #expect(logs?.query.text == text)
    #expect(logs?.query.range?.duration == .hours(2) + .seconds(1))
  }
}
