internal import Telemetry

/// Reads Loki's separate streams into one list of lines.
enum StreamReader {
  /// All lines in order of time; lines of one nanosecond stay as the server listed them.
  static func lines(_ streams: JSONValue, _ direction: LogDirection) throws -> [LogLine] {
    var lines: [LogLine] = []
    for stream in streams.elements {
      let labels = stream["stream"]?.labels ?? [:]
      guard let values = stream["values"] else { continue }
      lines.reserveCapacity(lines.count + values.count)
      for value in values.elements { lines.append(try line(value, labels)) }
    }
    return ordered(lines, direction)
  }

  /// `["ns", "line"]`, or with a third element of categorised labels.
  private static func line(_ value: JSONValue, _ labels: Labels) throws -> LogLine {
    var tuple = value.elements
    guard let time = tuple.next()?.nanosecondsInstant, let text = tuple.next()?.string else {
      throw QueryFailure.shape("an entry of stream \(labels)", expected: "[\"nanoseconds\", \"line\"]")
    }
    let categories = tuple.next()
    return LogLine(
      time: time, line: text, labels: labels,
      metadata: categories?["structuredMetadata"]?.labels ?? [:],
      parsed: categories?["parsed"]?.labels ?? [:])
  }

  private static func ordered(_ lines: [LogLine], _ direction: LogDirection) -> [LogLine] {
    // Sorting small keys rather than lines, with the position as the tie-breaker.
    var keys = lines.enumerated().map { (time: $1.time, index: $0) }
    switch direction {
    case .forward: keys.sort { ($0.time, $0.index) < ($1.time, $1.index) }
    case .backward: keys.sort { ($1.time, $0.index) < ($0.time, $1.index) }
    }
    return keys.map { lines[$0.index] }
  }
}
