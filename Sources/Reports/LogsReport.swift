internal import Analysis
internal import Canvas
public import Telemetry

/// Log lines as `nightjar logs` prints them, one at a time so that they can be printed while they
/// arrive.
public enum LogsReport {
  public static func json(_ line: LogLine) -> JSON {
    let all = line.labels.merging(line.metadata).merging(line.parsed)
    let traceID = TraceIDNames.traceID(in: all) ?? TraceReference.first(in: line.line)?.trace
    return .object([
      ("time", .time(line.time)), ("level", .string(level(of: line).name)),
      ("source", .optional(line.source) { .string($0.name) }), ("labels", .labels(line.labels)),
      ("metadata", .labels(line.metadata.merging(line.parsed))), ("line", .string(line.line)),
      ("traceId", .optional(traceID) { .string($0.description) }),
      ("spanId", .optional(TraceIDNames.spanID(in: all)) { .string($0.description) }),
    ])
  }

  /// `2026-11-21T04:30:00.123456789Z warn  nas  text`, control characters made visible.
  public static func text(_ line: LogLine) -> String { BlockWriter.text { write(line, to: &$0) } }

  /// Writes what `text` returns.
  public static func write(_ line: LogLine, to out: inout BlockWriter) {
    out.write(line.time)
    out.write(ascii: " ")
    out.write(safe: level(of: line).name, width: 8)
    out.write(ascii: " ")
    out.write(safe: line.service, width: 14)
    out.write(ascii: " ")
    out.write(safe: line.line)
  }

  public static let csvHeader = "time,level,service,line"

  public static func csv(_ line: LogLine) -> String { BlockWriter.text { write(csv: line, to: &$0) } }

  /// Writes what `csv` returns.
  public static func write(csv line: LogLine, to out: inout BlockWriter) {
    out.write(line.time)
    out.write(ascii: ",")
    out.write(level(of: line).name)
    out.write(ascii: ",")
    out.write(quoted: line.service)
    out.write(ascii: ",")
    out.write(quoted: line.line)
  }

  private static func level(of line: LogLine) -> LogLevel {
    let stated = line.statedLevel
    return stated == .unknown ? LevelGuess.level(of: line.line) : stated
  }
}
