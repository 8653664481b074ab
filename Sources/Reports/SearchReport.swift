internal import Canvas
public import Telemetry

/// Traces found, as `nightjar search` prints them.
public struct SearchReport: Sendable {
  /// Newest first.
  public var traces: [TraceSummary]
  public var partial: Bool

  public init(traces: [TraceSummary], partial: Bool) {
    self.traces = traces
    self.partial = partial
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
    var table = TextTable(["start", "duration", "spans", "errors", "trace", "root"])
    for trace in traces {
      table.add([
        RFC3339.shortString(trace.start), Durations.text(nanoseconds: trace.durationNanoseconds),
        trace.spanCount.map(String.init) ?? "–", trace.errorCount.map(String.init) ?? "–", trace.id.description,
        "\(trace.rootService ?? "(root not received)") \(trace.rootName ?? "")",
      ])
    }
    return table
  }
}
