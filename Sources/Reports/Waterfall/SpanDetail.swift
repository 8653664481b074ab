internal import Analysis
package import Canvas
internal import Telemetry

/// What is known of one span, as lines to scroll: facts, attributes, events, links.
package struct SpanDetail {
  package let lines: [[TextRun]]
  package let title: String

  package init(_ model: WaterfallModel, row: Int) {
    let span = model.span(row)
    let item = model.tree.rows[row]
    var title = "\(model.service(row)) \(span.name) · \(span.kind.name)"
    let share = model.path.share(ofSpan: item.span)
    if share > 0 { title += " · critical path \(Unit.ratio.text(share))" }
    self.title = title
    var lines = [[TextRun]]()
    lines.append(Self.status(of: span))
    lines += Self.exceptions(of: span)
    lines += Self.attributes(span.attributes, heading: nil)
    lines += Self.events(of: span, from: model.tree.start)
    lines += Self.links(of: span)
    if model.tree.trace.resources.indices.contains(span.resource) {
      lines += Self.attributes(model.tree.trace.resources[span.resource].attributes, heading: "resource")
    }
    if model.tree.trace.scopes.indices.contains(span.scope) {
      let scope = model.tree.trace.scopes[span.scope]
      if !scope.name.isEmpty {
        lines.append([TextRun("scope ", .muted), TextRun("\(scope.name) \(scope.version)")])
      }
    }
    self.lines = lines
  }

  private static func status(of span: Span) -> [TextRun] {
    let failed = span.status == .error
    var runs = [
      TextRun("status ", .muted),
      TextRun((failed ? "✗ " : "") + span.status.name, Style(failed ? .error : .text, bold: failed)),
    ]
    if !span.statusMessage.isEmpty { runs.append(TextRun("  " + span.statusMessage, Style(.error))) }
    runs.append(TextRun("  span ", .muted))
    runs.append(TextRun(span.id.description, Style(.link)))
    return runs
  }

  private static func exceptions(of span: Span) -> [[TextRun]] {
    span.events.filter(\.isException).map { event in
      let type = event.attributes["exception.type"]?.description ?? "exception"
      let message = event.attributes["exception.message"]?.description ?? ""
      return [TextRun("✗ \(type): ", Style(.error, bold: true)), TextRun(message, Style(.error))]
    }
  }

  private static func attributes(_ attributes: [Attribute], heading: String?) -> [[TextRun]] {
    guard !attributes.isEmpty else { return [] }
    let width = min(32, attributes.map(\.key.cellWidth).max() ?? 0)
    let rows = attributes.map { attribute in
      [TextRun(attribute.key.padded(to: width) + " ", .muted), TextRun(attribute.value.description)]
    }
    return (heading.map { [[TextRun($0, Style(.heading))]] } ?? []) + rows
  }

  private static func events(of span: Span, from start: Instant) -> [[TextRun]] {
    span.events.map { event in
      let offset = Durations.text(nanoseconds: (event.time - start).wholeNanoseconds)
      let rest = event.attributes.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
      return [TextRun("⚑ +\(offset) ", Style(.warning)), TextRun(event.name + " "), TextRun(rest, .muted)]
    }
  }

  private static func links(of span: Span) -> [[TextRun]] {
    span.links.map { link in
      [TextRun("↗ trace ", .muted), TextRun(link.traceID.description, Style(.link)), TextRun("  ↵ follows", .muted)]
    }
  }
}
