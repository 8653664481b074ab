package import Telemetry
internal import Canvas

/// Spans of other traces that link to a trace, as far as is known.
package enum LinkedSpans: Sendable {
  package struct Found: Hashable, Sendable {
    package let trace: TraceID
    package let span: SpanID?
    package let source: SourceID?
    let title: String

    package init(_ summary: TraceSummary, _ matched: TraceSummary.MatchedSpan?) {
      trace = summary.id
      span = matched?.id
      source = summary.source
      let service = summary.rootService ?? "root not received"
      let name = matched.map(\.name).flatMap { $0.isEmpty ? nil : $0 } ?? summary.rootName ?? ""
      title = [service, name].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  case notAsked
  case waiting
  case found([Found])
  /// The server would not say, in its own words.
  case refused(String)

  /// Each matched span of each trace but `own`.
  package init(_ traces: [TraceSummary], except own: TraceID) {
    self = .found(
      traces.filter { $0.id != own }.flatMap { trace in
        trace.matched.isEmpty ? [Found(trace, nil)] : trace.matched.map { Found(trace, $0) }
      })
  }

  var section: SpanDetail.Section {
    let heading = "linked from other traces"
    switch self {
    case .notAsked: return SpanDetail.Section(heading: heading, entries: [])
    case .waiting:
      return SpanDetail.Section(heading: heading, entries: [], notice: TextRun("asking …", .muted))
    case .refused(let reason):
      let text = "the server cannot say which traces link here: \(reason)"
      return SpanDetail.Section(heading: heading, entries: [], notice: TextRun(text, .muted))
    case .found(let spans) where spans.isEmpty:
      let notice = TextRun("no trace of the hours around it links here", .muted)
      return SpanDetail.Section(heading: heading, entries: [], notice: notice)
    case .found(let spans):
      let entries = spans.enumerated().map { index, found in
        SpanEntry(
          .linkedFrom(index), "↙ " + found.trace.short, [found.title, found.span.map { "span \($0)" } ?? ""]
            .filter { !$0.isEmpty }.joined(separator: " · "), style: Style(.link))
      }
      return SpanDetail.Section(heading: heading, entries: entries)
    }
  }
}
