internal import Analysis
package import Canvas
internal import Telemetry

/// What is known of one span, as lines to scroll: facts, attributes, events, links.
package struct SpanDetail {
  package let title: String
  private let facts: [[TextRun]]
  private let attributes: [Attribute]
  private let resource: [Attribute]
  private let story: [[TextRun]]
  private let origin: [[TextRun]]

  package init(_ model: WaterfallModel, row: Int) {
    let span = model.span(row)
    let item = model.tree.rows[row]
    var title = "\(model.service(row)) \(span.name) · \(span.kind.name)"
    let share = model.path.share(ofSpan: item.span)
    if share > 0 { title += " · critical path \(Unit.ratio.text(share))" }
    self.title = title
    let trace = model.tree.trace
    facts = [Self.status(of: span, startNs: item.startNs)] + Self.exceptions(of: span) + Self.marks(item.marks)
    attributes = span.attributes
    resource = trace.resources.indices.contains(span.resource) ? trace.resources[span.resource].attributes : []
    story = Self.events(of: span, from: model.tree.start) + Self.links(of: span)
    var origin = [[TextRun("trace ", .muted), TextRun(trace.id.description, Style(.link))]]
    if trace.scopes.indices.contains(span.scope), !trace.scopes[span.scope].name.isEmpty {
      let scope = trace.scopes[span.scope]
      origin.append([TextRun("scope ", .muted), TextRun("\(scope.name) \(scope.version)")])
    }
    self.origin = origin
  }

  /// The lines for a screen of `width` cells: where there is room, the span's attributes stand
  /// beside its resource's.
  package func lines(width: Int) -> [[TextRun]] {
    let half = (width - 2) / 2
    guard width >= 100, !attributes.isEmpty, !resource.isEmpty else {
      return facts + Self.table(attributes, width: width) + story
        + Self.table(resource, heading: "resource", width: width) + origin
    }
    let left = Self.table(attributes, heading: "span", width: half)
    let right = Self.table(resource, heading: "resource", width: half)
    let rows = (0..<max(left.count, right.count)).map { index -> [TextRun] in
      let first = left.indices.contains(index) ? left[index] : []
      let used = first.reduce(0) { $0 + $1.text.cellWidth }
      let gap = TextRun(String(repeating: " ", count: max(1, half + 2 - used)))
      return right.indices.contains(index) ? first + [gap] + right[index] : first
    }
    return facts + story + rows + origin
  }

  private static func status(of span: Span, startNs: Int64) -> [TextRun] {
    let failed = span.status == .error
    var runs = [
      TextRun("status ", .muted),
      TextRun((failed ? "✗ " : "") + span.status.name, Style(failed ? .error : .text, bold: failed)),
    ]
    if !span.statusMessage.isEmpty { runs.append(TextRun("  " + span.statusMessage, Style(.error))) }
    runs += [
      TextRun("  starts ", .muted), TextRun("+" + Durations.text(nanoseconds: startNs)),
      TextRun("  span ", .muted), TextRun(span.id.description, Style(.link)),
    ]
    return runs
  }

  private static func exceptions(of span: Span) -> [[TextRun]] {
    span.events.filter(\.isException).map { event in
      let type = event.attributes["exception.type"]?.description ?? "exception"
      let message = event.attributes["exception.message"]?.description ?? ""
      return [TextRun("✗ \(type): ", Style(.error, bold: true)), TextRun(message, Style(.error))]
    }
  }

  /// What had to be bent to draw the span, in whole sentences.
  private static func marks(_ marks: TraceTree.Marks) -> [[TextRun]] {
    let sentences: [(TraceTree.Marks, String)] = [
      (.orphan, "its parent span was not received: it may still arrive, or was sampled out"),
      (.skewed, "its clock differs from its parent's: it is drawn where it can have been"),
      (.duplicate, "another span of this trace has the same id"),
      (.cycle, "it names its own descendant as its parent"),
    ]
    return sentences.filter { marks.contains($0.0) }.map { [TextRun("▲ " + $0.1, Style(.warning))] }
  }

  private static func table(_ attributes: [Attribute], heading: String? = nil, width: Int) -> [[TextRun]] {
    guard !attributes.isEmpty else { return [] }
    let keyWidth = min(32, attributes.map(\.key.cellWidth).max() ?? 0)
    let room = max(8, width - keyWidth - 2)
    let rows = attributes.map { attribute in
      [
        TextRun(attribute.key.padded(to: keyWidth) + " ", .muted),
        TextRun(attribute.value.description.fitted(to: room)),
      ]
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
