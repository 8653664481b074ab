internal import Analysis
internal import Canvas
internal import Telemetry

/// The parts of a span's detail that are more than its attributes.
struct SpanSections {
  let span: Span
  /// When the trace begins.
  let start: Instant

  func about(_ row: TraceTree.Row) -> [SpanEntry] {
    let failed = span.status == .error
    var entries = Self.marks(row.marks) + [
      SpanEntry(.name, "name", span.name),
      SpanEntry(
        .status, "status", (failed ? "✗ " : "") + span.status.name, style: Style(failed ? .error : .text, bold: failed)),
    ]
    if !span.statusMessage.isEmpty {
      entries.append(SpanEntry(.statusMessage, "status message", span.statusMessage, style: Style(.error)))
    }
    return entries + [SpanEntry(.kind, "kind", span.kind.name)]
  }

  func timesAndIDs(_ row: TraceTree.Row, trace: TraceID) -> [SpanEntry] {
    var entries = [
      SpanEntry(.fact("starts"), "starts", "+" + Durations.text(nanoseconds: row.startNs)),
      SpanEntry(.fact("lasts"), "lasts", Durations.text(nanoseconds: span.durationNanoseconds)),
      SpanEntry(.fact("self"), "of its own", Durations.text(nanoseconds: row.selfNs)),
      SpanEntry(.fact("span"), "span id", span.id.description, style: Style(.link)),
    ]
    if let parent = span.parentID {
      entries.append(SpanEntry(.fact("parent"), "parent id", parent.description, style: Style(.link)))
    }
    entries.append(SpanEntry(.fact("trace"), "trace id", trace.description, style: Style(.link)))
    return entries
  }

  /// What had to be bent to draw the span, in whole sentences.
  static func marks(_ marks: TraceTree.Marks) -> [SpanEntry] {
    let sentences: [(TraceTree.Marks, String)] = [
      (.orphan, "its parent span was not received: it may still arrive, or was sampled out"),
      (.skewed, "its clock differs from its parent's: it is drawn where it can have been"),
      (.duplicate, "another span of this trace has the same id"),
      (.cycle, "it names its own descendant as its parent"),
    ]
    return sentences.enumerated().filter { marks.contains($0.element.0) }.map { index, mark in
      SpanEntry(.note(index), "▲ note", mark.1, style: Style(.warning))
    }
  }

  static func scope(_ scope: InstrumentationScope) -> [SpanEntry] {
    var entries = [SpanEntry]()
    if !scope.name.isEmpty { entries.append(SpanEntry(.scopeName, "name", scope.name)) }
    if !scope.version.isEmpty { entries.append(SpanEntry(.scopeVersion, "version", scope.version)) }
    return entries + scope.attributes.map { SpanEntry(.instrumentation, $0) }
  }

  var exceptions: SpanDetail.Section {
    let found = span.events.enumerated().filter(\.element.isException)
    let entries = found.flatMap { index, event -> [SpanEntry] in
      let type = event.attributes["exception.type"]?.description ?? "exception"
      let message = event.attributes["exception.message"]?.description ?? "no message"
      var entries = [SpanEntry(.exception(index), "✗ \(type)", message, style: Style(.error, bold: true))]
      if let stack = event.attributes["exception.stacktrace"]?.description, !stack.isEmpty {
        entries.append(SpanEntry(.stack(index), "stack", stack, foldedLines: 3))
      }
      let rest = event.attributes.filter { !Self.exceptionKeys.contains($0.key) }
      return entries + rest.map { SpanEntry(.event, $0, occurrence: index) }
    }
    return SpanDetail.Section(heading: found.count == 1 ? "exception" : "exceptions", entries: entries)
  }

  private static let exceptionKeys: Set<String> = ["exception.type", "exception.message", "exception.stacktrace"]

  var events: SpanDetail.Section {
    let entries = span.events.enumerated().filter { !$0.element.isException }.flatMap { index, event in
      [SpanEntry(.event(index), "⚑ +" + Self.offset(of: event, from: start), event.name, style: Style(.warning))]
        + event.attributes.map { SpanEntry(.event, $0, occurrence: index) }
    }
    return SpanDetail.Section(heading: "events", entries: entries)
  }

  static func offset(of event: SpanEvent, from start: Instant) -> String {
    Durations.text(nanoseconds: (event.time - start).wholeNanoseconds)
  }

  var links: SpanDetail.Section {
    let entries = span.links.enumerated().flatMap { index, link in
      [
        SpanEntry(
          .link(index), "↗ trace", link.traceID.description + (link.spanID.map { " · span \($0)" } ?? ""),
          style: Style(.link))
      ] + link.attributes.map { SpanEntry(.link, $0, occurrence: index) }
    }
    return SpanDetail.Section(heading: "links to other traces (↵ follows)", entries: entries)
  }
}
