internal import Canvas
public import Telemetry

/// Traces found, as `nightjar search` prints them.
public struct SearchReport: Sendable {
  /// Newest first.
  public var traces: [TraceSummary]
  public var partial: Bool
  /// Attributes of the matched spans that the text shows as columns: those the query selects, named
  /// as an answer names them, without scope.
  public var attributes: [String]

  public init(traces: [TraceSummary], partial: Bool, attributes: [String] = []) {
    self.traces = traces
    self.partial = partial
    self.attributes = attributes
  }

  /// The newest of what several sources answered.
  ///
  /// - Parameter limit: How many are kept. Ties in time are kept in the order of their ids, so that the
  ///   same answers always print the same.
  public init(merging answers: [[TraceSummary]], limit: Int, partial: Bool, attributes: [String] = []) {
    let sorted = answers.joined().sorted { a, b in
      a.start != b.start ? a.start > b.start : (a.id.high, a.id.low) < (b.id.high, b.id.low)
    }
    self.init(traces: Array(sorted.prefix(max(0, limit))), partial: partial, attributes: attributes)
  }

  public var json: JSON {
    .object([("traces", .array(traces.map(Self.json))), ("partial", .bool(partial))])
  }

  private static func json(_ trace: TraceSummary) -> JSON {
    .object([
      ("traceId", .string(trace.id.description)), ("service", .optional(trace.rootService, JSON.string)),
      ("name", .optional(trace.rootName, JSON.string)), ("start", .time(trace.start)),
      ("duration", .seconds(trace.durationNanoseconds)),
      ("spans", .optional(trace.spanCount) { .integer(Int64($0)) }),
      ("errors", .optional(trace.errorCount) { .integer(Int64($0)) }),
      ("matched", .array(trace.matched.map { span in
        .object([
          ("spanId", .string(span.id.description)), ("name", .string(span.name)),
          ("duration", .seconds(span.durationNanoseconds)), ("attributes", .attributes(span.attributes)),
        ])
      })),
    ])
  }

  public var rows: TextTable {
    var table = TextTable(
      ["start", "duration", "spans", "errors", "trace"] + attributes + ["root"], spare: ["spans", "errors"])
    for trace in traces {
      let facts = [
        RFC3339.shortString(trace.start), Durations.text(nanoseconds: trace.durationNanoseconds),
        trace.spanCount.map(String.init) ?? "–", trace.errorCount.map(String.init) ?? "–", trace.id.description,
      ]
      let root = "\(trace.rootService ?? "(root not received)") \(trace.rootName ?? "")"
      table.add(facts + attributes.map { Self.values(of: $0, in: trace) } + [root])
    }
    return table
  }

  /// The value the matched spans share, or the first and how many more there are.
  private static func values(of attribute: String, in trace: TraceSummary) -> String {
    var seen = [String]()
    for value in trace.matched.compactMap({ $0.attributes[attribute]?.description }) where !seen.contains(value) {
      seen.append(value)
    }
    guard let first = seen.first else { return "–" }
    return seen.count == 1 ? first : "\(first) +\(seen.count - 1)"
  }

  /// What standard error says beside the result; empty when it is whole. That an answer is partial is
  /// said where it arrives, with the name of its source.
  ///
  /// - Parameter limit: How many traces were asked for.
  public func notes(limit: Int) -> [String] {
    var notes = [String]()
    if traces.isEmpty { notes.append("no traces; a trace can be found about 30 s after its end") }
    if !traces.isEmpty, traces.count >= limit {
      notes.append("the newest \(traces.count); --limit asks for more, --to for older ones")
    }
    return notes
  }
}
