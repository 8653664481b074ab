public import Telemetry

/// The failures in a set of traces, grouped by type and message.
public struct ExceptionGroups: Equatable, Sendable {
  public struct Group: Equatable, Sendable {
    /// `exception.type`; `nil` for spans that failed without recording an exception.
    public var type: String?
    /// The message without what changes from one to the next (`VolatileText`).
    public var message: String
    public var count = 0
    public var first: Instant
    public var last: Instant
    /// Services it happened in, by name.
    public var services: [String] = []
    public var traces = 0
    /// The latest one: where to go, its message as it stands and its stack.
    public var latestTrace: TraceID
    public var latestSpan: SpanID
    public var latestMessage: String
    public var latestStack: String?
  }

  /// The most frequent first, of equals the latest.
  public let groups: [Group]

  public init(_ traces: [Trace]) {
    var build = Build()
    for trace in traces {
      build.beginTrace()
      for span in trace.spans { build.add(span, in: trace) }
    }
    groups = build.groups.values.map(\.group).sorted { a, b in
      if a.count != b.count { return a.count > b.count }
      return a.last != b.last ? a.last > b.last : (a.type ?? "", a.message) < (b.type ?? "", b.message)
    }
  }

  private struct Key: Hashable {
    var type: String?
    var message: String
  }

  private struct Entry {
    var group: Group
    var lastTrace = 0
  }

  /// One failure as it happened.
  private struct Failure {
    var type: String?
    var message: String
    var stack: String?
    var time: Instant
  }

  private struct Build {
    var groups: [Key: Entry] = [:]
    private var traceNumber = 0

    mutating func beginTrace() { traceNumber += 1 }

    mutating func add(_ span: Span, in trace: Trace) {
      let exceptions = span.events.filter(\.isException)
      for event in exceptions {
        count(
          Failure(
            type: event.attributes["exception.type"]?.description ?? "exception",
            message: event.attributes["exception.message"]?.description ?? "",
            stack: event.attributes["exception.stacktrace"]?.description, time: event.time),
          span, trace)
      }
      guard exceptions.isEmpty, span.status == .error else { return }
      let message = span.statusMessage.isEmpty ? span.name : span.statusMessage
      count(Failure(message: message, time: span.end), span, trace)
    }

    private mutating func count(_ failure: Failure, _ span: Span, _ trace: Trace) {
      let key = Key(type: failure.type, message: VolatileText.normalised(failure.message))
      var entry =
        groups[key]
        ?? Entry(
          group: Group(
            type: key.type, message: key.message, first: failure.time, last: failure.time,
            latestTrace: trace.id, latestSpan: span.id, latestMessage: failure.message))
      entry.group.count += 1
      if entry.lastTrace != traceNumber {
        entry.lastTrace = traceNumber
        entry.group.traces += 1
      }
      let service = trace.service(of: span)
      if !entry.group.services.contains(service) {
        entry.group.services.append(service)
        entry.group.services.sort()
      }
      entry.group.first = min(entry.group.first, failure.time)
      if entry.group.count == 1 || failure.time >= entry.group.last {
        entry.group.last = failure.time
        (entry.group.latestTrace, entry.group.latestSpan) = (trace.id, span.id)
        (entry.group.latestMessage, entry.group.latestStack) = (failure.message, failure.stack)
      }
      groups[key] = entry
    }
  }
}
