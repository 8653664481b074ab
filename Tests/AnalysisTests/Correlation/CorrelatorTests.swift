import Analysis
import Languages
import Telemetry
import Testing

@Suite struct CorrelatorTests {
  private static let id = "4bf92f3577b34da6a3ce929d0e0e4736"
  private let moment = Instant(seconds: 1_700_000_000)
  private let all: [Source] = [
    Source(id: "prom", kind: .prometheus), Source(id: "loki", kind: .loki),
    Source(id: "tempo", kind: .tempo),
  ]

  private var hour: TimeRange { TimeRange(last: .hours(1), until: moment) }
  private var trace: TraceID { TraceID(hex: Self.id)! }

  private func jumps(
    from anchor: Anchor, to signal: Signal, sources: [Source]? = nil, renames: [String: String] = [:]
  ) -> [Jump] {
    Correlator(sources: sources ?? all, renames: renames).jumps(from: anchor)
      .compactMap { try? $0.get() }.filter { $0.to == signal }
  }

  private func refusal(from anchor: Anchor, to signal: Signal, sources: [Source]) -> String? {
    for case .failure(let refusal) in Correlator(sources: sources, renames: [:]).jumps(from: anchor)
    where refusal.to == signal { return refusal.reason }
    return nil
  }

  private func exemplar(_ hex: String, at seconds: Int64, value: Double) -> Exemplar {
    Exemplar(
      series: ["__name__": "http_request_duration_seconds_bucket"], labels: ["trace_id": hex],
      time: Instant(seconds: seconds), value: value, traceID: TraceID(hex: hex))
  }

  private func metric(
    _ labels: Labels, at moment: Instant? = nil, _ exemplars: [Exemplar] = []
  ) -> Anchor {
    Anchor(
      signal: .metrics, source: "prom", labels: labels, range: hour, moment: moment,
      exemplars: exemplars)
  }

  private var span: Anchor {
    Anchor(
      signal: .traces, source: "tempo",
      labels: ["service.name": "jellyfin", "pod": "jellyfin-0", "http.route": "/Items"],
      range: TimeRange(start: moment, end: moment + .seconds(6)), traceID: trace,
      spanID: SpanID(hex: "00f067aa0ba902b7"), operation: "GET /Items")
  }

  private func line(_ text: String, _ labels: Labels = [:]) -> Anchor {
    Anchor(
      signal: .logs, source: "loki", labels: labels, range: hour, moment: moment, line: text)
  }

  // MARK: from metrics

  @Test func takesTheExemplarNearestToTheMoment() {
    let near = exemplar("aa", at: 1_699_999_990, value: 0.1)
    let worst = exemplar("bb", at: 1_699_990_000, value: 9)
    let withMoment = jumps(from: metric([:], at: moment, [worst, near]), to: .traces)
    #expect(withMoment.first?.query.text == TraceID(hex: "aa")?.description)
    #expect(withMoment.first?.strength == .identity)
    #expect(withMoment.first?.reason == "trace_id of the nearest exemplar")
    let without = jumps(from: metric([:], at: nil, [near, worst]), to: .traces)
    #expect(without.first?.query.text == TraceID(hex: "bb")?.description)
    #expect(without.first?.landing.moment == Instant(seconds: 1_699_990_000))
  }

  /// A fast request at the moment of a slow point explains nothing.
  @Test func takesTheExemplarNearestToTheValueThere() {
    let fast = exemplar("aa", at: 1_699_999_999, value: 0.02)
    let slow = exemplar("bb", at: 1_699_999_950, value: 6.7)
    let slowest = exemplar("cc", at: 1_699_999_970, value: 31)
    let far = exemplar("dd", at: 1_699_997_000, value: 7.9)
    var anchor = metric([:], at: moment, [fast, slow, slowest, far])
    let worst = jumps(from: anchor, to: .traces).first
    #expect(worst?.query.text == TraceID(hex: "cc")?.description)
    #expect(worst?.reason == "trace_id of the worst exemplar near it")
    (anchor.query, anchor.value) = ("histogram_quantile(0.99, rate(x_bucket[5m]))", 7.9)
    let nearest = jumps(from: anchor, to: .traces).first
    #expect(nearest?.query.text == TraceID(hex: "bb")?.description)
    #expect(nearest?.reason == "trace_id of the nearest exemplar")
    anchor.value = 0.03
    #expect(jumps(from: anchor, to: .traces).first?.query.text == TraceID(hex: "aa")?.description)
  }

  @Test func followsTheExemplarDestination() {
    let rule = Correlation(exemplarDestinations: [.init(label: "trace_id", source: "Tempo2")])
    let sources = [
      Source(id: "prom", kind: .prometheus, correlation: rule), Source(id: "tempo", kind: .tempo),
      Source(id: "tempo2", kind: .tempo),
    ]
    let anchor = metric([:], at: moment, [exemplar("aa", at: 1, value: 1)])
    #expect(jumps(from: anchor, to: .traces, sources: sources).map(\.source) == ["tempo2"])
  }

  @Test func saysWhichDestinationDangles() {
    let rule = Correlation(exemplarDestinations: [.init(label: "trace_id", source: "gone")])
    let sources = [Source(id: "prom", kind: .prometheus, correlation: rule)]
    let anchor = metric([:], at: moment, [exemplar("aa", at: 1, value: 1)])
    let reason = refusal(from: anchor, to: .traces, sources: sources)
    #expect(reason == "the configuration names source \"gone\", which is not a tempo source here")
  }

  @Test func searchesByServiceWithoutExemplars() {
    let found = jumps(
      from: metric(["job": "media/jellyfin-server", "le": "0.5", "code": "503"], at: moment),
      to: .traces, renames: ["jellyfin-server": "jellyfin"])
    let expected =
      #"{ resource.service.name = "jellyfin" && kind = server && status = error && duration >= 500ms }"#
    #expect(found.map(\.query.text) == [expected])
    #expect(found.first?.query.range == TimeRange(around: moment, margin: .minutes(5)))
    #expect(found.first?.strength == .labels)
  }

  @Test func leadsFromMetricToLogsByLabels() {
    let byService = jumps(from: metric(["service": "jelly\"fin"]), to: .logs)
    #expect(
      byService.map(\.query.text) == [
        #"{service_name="jelly\"fin"} | detected_level=~"warn|error|fatal|critical""#,
        #"{service_name="jelly\"fin"}"#,
      ])
    let byPod = jumps(from: metric(["namespace": "media", "pod": "jellyfin-0"]), to: .logs)
    #expect(byPod.last?.query.text == #"{namespace="media", pod="jellyfin-0"}"#)
    #expect(byPod.last?.query.range == hour)
  }

  @Test func findsTheServiceInTheQueryWhenLabelsAreAggregatedAway() {
    var anchor = metric([:])
    anchor.query = #"sum(rate(x_total{code=~"5..", service_name="nas"}[5m]))"#
    #expect(jumps(from: anchor, to: .logs).last?.query.text == #"{service_name="nas"}"#)
  }

  @Test func refusesInWordsThatHelp() {
    #expect(refusal(from: metric([:]), to: .profile, sources: all) == "no profile source")
    #expect(
      refusal(from: metric(["job": "x"]), to: .logs, sources: [])
        == "no logs source: add a data source of type loki")
    #expect(
      refusal(from: metric([:]), to: .traces, sources: all)?.hasPrefix("no exemplar in view") == true)
    #expect(refusal(from: metric([:]), to: .logs, sources: all)?.contains("service_name") == true)
  }

  // MARK: from traces

  /// Lines that name the trace, wherever they write its id.
  private func byID(_ selector: String, orSpan span: String? = nil) -> String {
    let ofSpan = span.map { #" | span_id="\#($0)" or span_id="""# } ?? ""
    return #"\#(selector) | regexp "(?P<trace_id>\#(Self.id))" | trace_id="\#(Self.id)"\#(ofSpan)"#
  }

  @Test func looksForTheIDWhereverItIsThenForTheTime() throws {
    let found = jumps(from: span, to: .logs)
    let selector = #"{service_name="jellyfin"}"#
    #expect(found.map(\.query.text) == [byID(selector), selector])
    #expect(found.map(\.strength) == [.identity, .labels])
    #expect(found.map(\.reason) == ["trace_id in structured metadata or in the line, jellyfin", "jellyfin at the same time"])
    let range = TimeRange(start: moment - .seconds(2), end: moment + .seconds(8))
    #expect(found.allSatisfy { $0.query.range == range && $0.landing.moment == moment })
    #expect(found.allSatisfy { $0.landing.services == ["jellyfin"] && $0.landing.spanID == span.spanID })
    #expect(found.allSatisfy { (try? LogQL.parse($0.query.text ?? "")) != nil })
  }

  @Test func appliesTracesToLogs() {
    let rule = Correlation.SpanDestination(
      source: "loki", tags: [.init(key: "service.name", renamed: "app"), .init(key: "absent")],
      startShift: .hours(-1), endShift: .milliseconds(500), filterBySpanID: true)
    let sources = [
      Source(id: "tempo", kind: .tempo, correlation: Correlation(toLogs: rule)),
      Source(id: "loki", kind: .loki), Source(id: "other", kind: .loki),
    ]
    var anchor = span
    anchor.services = ["jellyfin", "nas"]
    let found = jumps(from: anchor, to: .logs, sources: sources)
    let expected = [
      byID(#"{app="jellyfin"}"#, orSpan: "00f067aa0ba902b7"),
      byID(#"{service_name=~"jellyfin|nas"}"#, orSpan: "00f067aa0ba902b7"), #"{app="jellyfin"}"#,
    ]
    #expect(found.map(\.query.text) == expected)
    #expect(found.first?.reason == "trace_id in structured metadata or in the line, app")
    #expect(found.allSatisfy { $0.source == "loki" && (try? LogQL.parse($0.query.text ?? "")) != nil })
    let range = TimeRange(start: moment - .hours(1), end: moment + .seconds(8))
    #expect(found.allSatisfy { $0.query.range == range })
  }

  /// The configured tags, then all services of the trace; the time alone comes last and only for the nearest
  /// streams.
  @Test func goesFromTheTagsToTheServicesOfTheTrace() {
    var anchor = span
    anchor.services = ["nas", "jellyfin"]
    var sources = all
    sources[2].correlation.toLogs = .init(tags: [.init(key: "pod")])
    let found = jumps(from: anchor, to: .logs, sources: sources)
    let pod = #"{pod="jellyfin-0"}"#
    #expect(found.map(\.query.text) == [byID(pod), byID(#"{service_name=~"nas|jellyfin"}"#), pod])
    #expect(found.map(\.strength) == [.identity, .identity, .labels])
    #expect(found.last?.reason == "pod at the same time")
  }

  /// An id finds its lines only: the whole trace is looked at where it is short.
  @Test func looksOverTheWholeTraceWhereItIsShort() {
    var anchor = span
    anchor.traceRange = TimeRange(start: moment - .seconds(20), end: moment + .seconds(30))
    let found = jumps(from: anchor, to: .logs)
    #expect(found[0].query.range == TimeRange(start: moment - .seconds(22), end: moment + .seconds(32)))
    #expect(found[1].query.range == TimeRange(start: moment - .seconds(2), end: moment + .seconds(8)))
    anchor.traceRange = TimeRange(start: moment - .hours(2), end: moment + .hours(1))
    #expect(jumps(from: anchor, to: .logs)[0].query.range == found[1].query.range)
  }

  @Test func asksForAllServicesOfTheTraceAtOnce() {
    var anchor = span
    anchor.services = ["nas", "jellyfin"]
    let found = jumps(from: anchor, to: .logs, renames: ["jellyfin.old": "jellyfin"])
    let own = #"{service_name=~"jellyfin|jellyfin\\.old"}"#
    let everybody = #"{service_name=~"nas|jellyfin|jellyfin\\.old"}"#
    #expect(found.map(\.query.text) == [byID(everybody), own])
    #expect(found[0].reason == "trace_id in structured metadata or in the line")
    #expect(found[0].landing.services == ["jellyfin", "jellyfin.old"])
    anchor.services = ["nas", "proxy"]
    #expect(jumps(from: anchor, to: .logs).first?.query.text == byID(#"{service_name=~"nas|proxy|jellyfin"}"#))
  }

  /// The same streams twice would be the same questions twice.
  @Test func asksEqualSelectorsOnce() {
    var sources = all
    sources[2].correlation.toLogs = .init(tags: [.init(key: "service.name", renamed: "service_name")])
    #expect(jumps(from: span, to: .logs, sources: sources).count == 2)
  }

  @Test func knowsNothingButTheTime() {
    let bare = Anchor(signal: .traces, range: hour, traceID: trace)
    let found = jumps(from: bare, to: .logs)
    #expect(found.last?.query.text == #"{service_name=~".+"}"#)
    #expect(found.last?.strength == .time)
  }

  @Test(arguments: [
    (#"{${__tags}} | t="${__trace.traceId}""#, #"{service_name="jellyfin"} | t="\#(id)""#),
    (
      #"{r="${__span.tags["http.route"]}"} |= "${__span.spanId}""#,
      #"{r="/Items"} |= "00f067aa0ba902b7""#
    ),
    // Neither a whole query nor one that this span can fill.
    (#"method="${__span.tags.pod}" ${__span.spanId}"#, nil),
    (#"{m="${__span.tags.absent}"} |= "${__span.traceId}""#, nil),
    (#"{${__tags}, d="${__span.duration}"} |~ "${__span.name:regex}${__trace.traceId}""#,
      #"{service_name="jellyfin", d="6000000"} |~ "GET /Items\#(id)""#),
  ] as [(String, String?)]) func prefersTheConfiguredQuery(query: String, expected: String?) {
    let rule = Correlation.SpanDestination(
      tags: [.init(key: "service.name", renamed: "service_name")],
      queries: [.init(name: "query", query: query)])
    var sources = all
    sources[2].correlation.toLogs = rule
    let found = jumps(from: span, to: .logs, sources: sources)
    #expect(found.count == (expected == nil ? 2 : 3))
    #expect(expected == nil || found.first?.query.text == expected)
    var among = span
    among.services = ["jellyfin", "nas", "proxy"]
    #expect(jumps(from: among, to: .logs, sources: sources).flatMap(\.questions).count == 5)
  }

  @Test func aConfiguredQueryWithoutAnIDComesAfterTheIDs() {
    let rule = Correlation.SpanDestination(queries: [.init(name: "query", query: #"{m="fixed"}"#)])
    var sources = all
    sources[2].correlation.toLogs = rule
    let found = jumps(from: span, to: .logs, sources: sources)
    #expect(found.map(\.strength) == [.identity, .labels, .labels])
    #expect(found[1].query.text == #"{m="fixed"}"#)
  }

  @Test func saysWhichTagsTheSpanLacks() {
    var sources = all
    sources[2].correlation.toLogs = .init(tags: [.init(key: "job"), .init(key: "instance")])
    let found = jumps(from: span, to: .logs, sources: sources)
    #expect(found.last?.reason == "jellyfin (the span has none of the tags job, instance) at the same time")
    sources[2].correlation.toMetrics = .init(
      tags: [.init(key: "job")], queries: [.init(name: "Rate", query: "rate(x{$__tags}[5m])")])
    #expect(jumps(from: span, to: .metrics, sources: sources).first?.reason.contains("p99") == true)
    let bare = Anchor(signal: .traces, source: "tempo", range: hour, traceID: trace)
    #expect(
      refusal(from: bare, to: .metrics, sources: sources)
        == "the span has no tag job, which Rate of tracesToMetrics asks for")
  }

  @Test func substitutesTagsInTracesToMetrics() {
    let rule = Correlation.SpanDestination(
      source: "prom", tags: [.init(key: "service.name", renamed: "service"), .init(key: "job")],
      queries: [.init(name: "Rate", query: "sum(rate(calls_total{$__tags}[$__rate_interval]))")])
    var sources = all
    sources[2].correlation.toMetrics = rule
    let found = jumps(from: span, to: .metrics, sources: sources)
    #expect(found.map(\.query.text) == [#"sum(rate(calls_total{service="jellyfin"}[1m0s]))"#])
    #expect(found.first?.reason == "Rate (tracesToMetrics)")
  }

  @Test func fallsBackToSpanMetrics() {
    let found = jumps(from: span, to: .metrics)
    #expect(
      found.first?.query.text
        == "histogram_quantile(0.99, sum by (le) (rate(traces_spanmetrics_latency_bucket"
        + #"{service="jellyfin", span_name="GET /Items"}[1m0s])))"#)
    #expect(found.first?.query.range?.contains(moment - .minutes(29)) == true)
    #expect(found.first?.landing.moment == moment)
  }

  // MARK: from logs

  @Test func followsDerivedFieldsFirst() {
    let fields: [Correlation.DerivedField] = [
      .init(name: "byLabel", pattern: "TraceRef", isLabel: true, source: "tempo"),
      .init(name: "byRegex", pattern: "req=(\\w+)", isLabel: false, source: "tempo"),
    ]
    var sources = all
    sources[1].correlation.derivedFields = fields
    let labelled = jumps(from: line("x", ["TraceRef": Self.id]), to: .traces, sources: sources)
    #expect(labelled.map(\.reason) == ["derived field byLabel"])
    let matched = jumps(from: line("GET req=\(Self.id) ok"), to: .traces, sources: sources)
    #expect(matched.map(\.reason) == ["derived field byRegex"])
    #expect(matched.first?.query == .trace(trace, hint: TimeRange(around: moment, margin: .hours(1))))
  }

  @Test func readsMetadataAndLine() {
    let metadata = jumps(
      from: line("x", ["trace_id": Self.id, "span_id": "00f067aa0ba902b7"]), to: .traces)
    #expect(metadata.first?.reason == "trace_id in structured metadata")
    #expect(metadata.first?.landing.spanID == SpanID(hex: "00f067aa0ba902b7"))
    #expect(jumps(from: line("a traceID=\(Self.id)"), to: .traces).first?.strength == .identity)
  }

  @Test func offersOneIDOnce() {
    let anchor = line("trace_id=\(Self.id)", ["trace_id": Self.id])
    #expect(jumps(from: anchor, to: .traces).count == 1)
  }

  @Test func aMalformedPatternIsNoReasonToStop() {
    var sources = all
    sources[1].correlation.derivedFields = [
      .init(name: "broken", pattern: "req=(", isLabel: false, source: nil)
    ]
    #expect(jumps(from: line("trace_id=\(Self.id)"), to: .traces, sources: sources).count == 1)
  }

  @Test func rejectsAllZeroIDs() {
    let zeros = line("trace_id=00000000000000000000000000000000")
    #expect(refusal(from: zeros, to: .traces, sources: all)?.hasPrefix("no trace id") == true)
  }

  @Test func leadsFromLogToMetricsByPod() {
    let found = jumps(from: line("x", ["k8s_pod_name": "nas-0"]), to: .metrics)
    #expect(
      found.first?.query.text
        == #"sum by (pod) (rate(container_cpu_usage_seconds_total{pod="nas-0"}[1m0s]))"#)
  }

  @Test func ranksStrongestFirst() {
    let ranked = Correlator(sources: all, renames: [:]).jumps(from: span)
      .compactMap { try? $0.get().strength }
    #expect(ranked == ranked.sorted() && ranked.count == 8)
  }
}
