internal import Analysis
package import Canvas
package import Telemetry

/// What is known of one span, under headings.
package struct SpanDetail: Sendable {
  package struct Section: Sendable {
    package let heading: String
    package let entries: [SpanEntry]
    /// What stands under the heading in place of entries.
    var notice: TextRun?
  }

  package let title: String
  package let span: Span
  let sections: [Section]
  let summary: SpanSummary

  package init(_ model: WaterfallModel, row: Int, linkedFrom: LinkedSpans = .notAsked) {
    let (span, item, trace) = (model.span(row), model.tree.rows[row], model.tree.trace)
    var title = "\(model.service(row)) \(span.name) · \(span.kind.name)"
    let share = model.path.share(ofSpan: item.span)
    if share > 0 { title += " · critical path \(Unit.ratio.text(share))" }
    self.title = title
    self.span = span
    let resource = trace.resources.indices.contains(span.resource) ? trace.resources[span.resource].attributes : []
    let scope = trace.scopes.indices.contains(span.scope) ? trace.scopes[span.scope] : InstrumentationScope()
    summary = SpanSummary(span, item, resource: resource, scope: scope, trace: trace.id, from: model.tree.start)
    let facts = SpanSections(span: span, start: model.tree.start)
    let all = [
      facts.exceptions,
      Section(heading: "span", entries: facts.about(item)),
      Section(heading: "span attributes", entries: span.attributes.map { SpanEntry(.span, $0) }),
      facts.links, linkedFrom.section, facts.events,
      Section(heading: "resource attributes", entries: resource.map { SpanEntry(.resource, $0) }),
      Section(heading: "scope", entries: SpanSections.scope(scope)),
      Section(heading: "times and ids", entries: facts.timesAndIDs(item, trace: trace.id)),
    ]
    sections = all.filter { !$0.entries.isEmpty || $0.notice != nil }
  }

  /// The entries in order, headings aside.
  package var entries: [SpanEntry] { sections.flatMap(\.entries) }

  /// A few lines for a small pane: where there is room, the span's attributes stand beside its
  /// resource's.
  ///
  /// - Parameter jumps: A line that says what can be opened from here; empty for none.
  package func lines(width: Int, jumps: [TextRun] = []) -> [[TextRun]] { summary.lines(width: width, jumps: jumps) }
}
