public import Telemetry

/// A trace kept in a file, or piped in.
///
/// Read are Tempo's answers (`{"trace":…}` of v2, `{"batches":…}` of v1), OTLP/JSON
/// (`{"resourceSpans":…}`), bare lists of ResourceSpans, and any of these or single ResourceSpans one a
/// line, as the OpenTelemetry collector's file exporter writes them.
public enum TraceFile {
  /// - Parameter id: The trace to read; needed only where the file holds several.
  /// - Throws: `QueryFailure`: `.undecodable` naming the line and what was expected, `.notFound` when the
  ///   file holds no such trace, `.refused` naming the traces when it holds several and none was chosen.
  public static func read(_ bytes: [UInt8], id: TraceID? = nil) throws -> Trace {
    try read(Payload(bytes), id: id)
  }

  /// As above, of bytes that are padded already.
  public static func read(_ payload: Payload, id: TraceID? = nil) throws -> Trace {
    let text = try TraceText(payload)
    var reader = TraceFileReader(id: id, bytes: payload.count)
    guard text.isOneDocumentEachLine else {
      try TraceDocument.read(payload, text.range, of: "it") { try reader.read($0, in: $1, of: "it") }
      return try reader.trace()
    }
    for (number, line) in text.lines {
      let subject = "line \(number)"
      try TraceDocument.read(payload, line, of: subject) { try reader.read($0, in: $1, of: subject) }
    }
    return try reader.trace()
  }
}
