internal import Analysis
internal import Canvas
public import Telemetry

/// Log lines as `nightjar logs` prints them, one at a time so that they can be printed while they
/// arrive. What the lines of one stream share is worked out once.
public struct LogsReport {
  public enum Form: Sendable {
    /// `2026-11-21T04:30:00.123456789Z warn  nas  text`, control characters made visible.
    case text
    /// An object, as `cli.md` has its keys.
    case jsonl
    /// Time, level, service and line, quoted where needed.
    case csv
  }

  public static let csvHeader = "time,level,service,line"

  private let form: Form
  private var stream = Stream(of: Labels())
  /// By where their labels are kept: the lines of a stream share them.
  private var streams: [UInt: Stream] = [:]
  private static let mostStreams = 1000

  public init(as form: Form) { self.form = form }

  /// One line, without the newline behind it.
  public static func text(_ line: LogLine, as form: Form = .text) -> String {
    var report = LogsReport(as: form)
    return BlockWriter.text { report.write(line, to: &$0) }
  }

  public mutating func write(_ line: LogLine, to out: inout BlockWriter) {
    if line.labels.place != stream.labels.place { stream = self.stream(of: line.labels) }
    switch form {
    case .text:
      out.write(line.time)
      out.write(ascii: " ")
      out.write(safe: level(of: line).name, width: 8)
      out.write(ascii: " ")
      out.write(safe: service(of: line), width: 14)
      out.write(ascii: " ")
      out.write(safe: line.line)
    case .csv:
      out.write(line.time)
      out.write(ascii: ",")
      out.write(level(of: line).name)
      out.write(ascii: ",")
      out.write(quoted: service(of: line))
      out.write(ascii: ",")
      out.write(quoted: line.line)
    case .jsonl: writeJSON(line, to: &out)
    }
  }

  private func writeJSON(_ line: LogLine, to out: inout BlockWriter) {
    out.write("{\"time\":\"")
    out.write(line.time)
    out.write("\",\"level\":\"")
    out.write(level(of: line).name)
    out.write("\",\"source\":")
    JSON.optional(line.source) { .string($0.name) }.write(to: &out)
    out.write(",\"labels\":")
    out.write(stream.json)
    out.write(",\"metadata\":")
    if hasOnlyLabels(line) { out.write("{}") } else { JSON.labels(line.metadata.merging(line.parsed)).write(to: &out) }
    out.write(",\"line\":")
    JSON.write(line.line, to: &out)
    let (trace, span) = ids(of: line)
    out.write(",\"traceId\":")
    JSON.optional(trace ?? TraceReference.first(in: line.line)?.trace) { .string($0.description) }.write(to: &out)
    out.write(",\"spanId\":")
    JSON.optional(span) { .string($0.description) }.write(to: &out)
    out.write(ascii: "}")
  }

  private mutating func stream(of labels: Labels) -> Stream {
    if let known = streams[labels.place] { return known }
    if streams.count >= Self.mostStreams { streams = [:] }
    let stream = Stream(of: labels)
    streams[labels.place] = stream
    return stream
  }

  private func hasOnlyLabels(_ line: LogLine) -> Bool { line.metadata.isEmpty && line.parsed.isEmpty }

  private func level(of line: LogLine) -> LogLevel {
    let stated = hasOnlyLabels(line) ? stream.level : line.statedLevel
    return stated == .unknown ? LevelGuess.level(of: line.line) : stated
  }

  private func service(of line: LogLine) -> String {
    hasOnlyLabels(line) ? stream.service : line.service
  }

  private func ids(of line: LogLine) -> (trace: TraceID?, span: SpanID?) {
    if hasOnlyLabels(line) { return (stream.trace, stream.span) }
    let all = line.labels.merging(line.metadata).merging(line.parsed)
    return (TraceIDNames.traceID(in: all), TraceIDNames.spanID(in: all))
  }

  /// What the index labels alone say.
  private final class Stream {
    let labels: Labels
    let level: LogLevel
    let service: String
    let trace: TraceID?
    let span: SpanID?
    let json: String

    init(of labels: Labels) {
      self.labels = labels
      let bare = LogLine(time: .epoch, line: "", labels: labels)
      (level, service) = (bare.statedLevel, bare.service)
      (trace, span) = (TraceIDNames.traceID(in: labels), TraceIDNames.spanID(in: labels))
      json = JSON.labels(labels).text
    }
  }
}
