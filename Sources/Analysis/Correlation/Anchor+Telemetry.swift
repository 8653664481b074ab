public import Telemetry

extension Anchor {
  /// A span of a trace; without one the span that stands for the whole trace, and with it all services.
  ///
  /// `nil` when the trace has no such span.
  public init?(_ trace: Trace, span: SpanID? = nil) {
    let tree = TraceTree(trace)
    guard let row = span.map({ tree.row(showing: $0) }) ?? tree.mainRoot else { return nil }
    let chosen = tree.span(at: row)
    let resource =
      trace.resources.indices.contains(chosen.resource) ? trace.resources[chosen.resource].attributes : []
    var services: [String] = []
    var seen = Set<String>()
    for one in trace.spans where seen.insert(trace.service(of: one)).inserted {
      services.append(trace.service(of: one))
    }
    self.init(
      signal: .traces, source: trace.source,
      labels: Labels((resource + chosen.attributes).map { Labels.Pair($0.key, $0.value.description) }),
      service: trace.service(of: chosen), range: TimeRange(start: chosen.start, end: chosen.end),
      moment: chosen.start, traceID: trace.id, spanID: chosen.id, operation: chosen.name,
      services: span == nil ? services : [])
    traceName = tree.mainRoot.map { tree.span(at: $0).name }
    traceRange = TimeRange(start: tree.start, end: tree.start + .nanoseconds(tree.durationNs))
  }

  /// A line of a log.
  public init(_ line: LogLine, source: SourceID?, query: String?) {
    let labels = line.labels.merging(line.metadata).merging(line.parsed)
    self.init(
      signal: .logs, source: source, query: query, labels: labels,
      service: line.service.isEmpty ? nil : line.service,
      range: TimeRange(around: line.time, margin: .minutes(30)), moment: line.time,
      traceID: TraceIDNames.traceID(in: labels), spanID: TraceIDNames.spanID(in: labels), line: line.line)
  }
}
