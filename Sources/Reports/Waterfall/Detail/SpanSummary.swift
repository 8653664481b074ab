internal import Analysis
internal import Canvas
internal import Telemetry

/// A span in a few lines, each value cut to one.
struct SpanSummary {
  private let facts: [[TextRun]]
  private let attributes: [Attribute]
  private let resource: [Attribute]
  private let story: [[TextRun]]
  private let origin: [[TextRun]]

  init(
    _ span: Span, _ row: TraceTree.Row, resource: [Attribute], scope: InstrumentationScope, trace: TraceID,
    from start: Instant
  ) {
    let marks = SpanSections.marks(row.marks).map { [TextRun("▲ " + $0.text, Style(.warning))] }
    facts = [Self.status(of: span, startNs: row.startNs)] + Self.exceptions(of: span) + marks
    attributes = span.attributes
    self.resource = resource
    story = Self.events(of: span, from: start) + Self.links(of: span)
    var origin = [[TextRun("trace ", .muted), TextRun(trace.description, Style(.link))]]
    if !scope.name.isEmpty {
      origin.append([TextRun("scope ", .muted), TextRun("\(scope.name) \(scope.version)")])
    }
    self.origin = origin
  }

  func lines(width: Int, jumps: [TextRun]) -> [[TextRun]] {
    let head = [facts[0]] + (jumps.isEmpty ? [] : [jumps]) + facts.dropFirst()
    let half = (width - 2) / 2
    guard width >= 100, !attributes.isEmpty, !resource.isEmpty else {
      return head + Self.table(attributes, width: width) + story
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
    return head + story + rows + origin
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
      let rest = event.attributes.filter { $0.key != "exception.stacktrace" }
        .map { "\($0.key)=\($0.value)" }.joined(separator: " ")
      let offset = SpanSections.offset(of: event, from: start)
      return [TextRun("⚑ +\(offset) ", Style(.warning)), TextRun(event.name + " "), TextRun(rest, .muted)]
    }
  }

  private static func links(of span: Span) -> [[TextRun]] {
    span.links.map { link in
      [TextRun("↗ trace ", .muted), TextRun(link.traceID.description, Style(.link)), TextRun("  ↵ follows", .muted)]
    }
  }
}
