internal import Telemetry

/// Reads Loki's separate streams into one list of lines.
enum StreamReader {
  /// What the order is told from; a line is made only at its place in it.
  private struct Entry {
    let time: Instant
    let stream: Int
    let text: JSONValue
    /// The third element: categorised labels.
    let categories: JSONValue?
  }

  /// All lines in order of time; lines of one nanosecond stay as the server listed them.
  static func lines(_ streams: JSONValue, _ direction: LogDirection) throws -> [LogLine] {
    var (entries, labels) = ([Entry](), [Labels]())
    for stream in streams.elements {
      labels.append(stream["stream"]?.labels ?? Labels())
      guard let values = stream["values"] else { continue }
      entries.reserveCapacity(entries.count + values.count)
      for value in values.elements {
        guard let entry = entry(value, of: labels.count - 1) else {
          throw QueryFailure.shape(
            "an entry of stream \(labels[labels.count - 1])", expected: "[\"nanoseconds\", \"line\"]")
        }
        entries.append(entry)
      }
    }
    return order(of: entries, direction).map { line(entries[$0], labels[entries[$0].stream]) }
  }

  /// `["ns", "line"]`, or with a third element.
  private static func entry(_ value: JSONValue, of stream: Int) -> Entry? {
    var tuple = value.elements
    guard let time = tuple.next()?.nanosecondsInstant, let text = tuple.next(), text.isString else { return nil }
    return Entry(time: time, stream: stream, text: text, categories: tuple.next())
  }

  private static func line(_ entry: Entry, _ labels: Labels) -> LogLine {
    LogLine(
      time: entry.time, line: entry.text.string ?? "", labels: labels,
      metadata: entry.categories?["structuredMetadata"]?.labels ?? Labels(),
      parsed: entry.categories?["parsed"]?.labels ?? Labels())
  }

  private static func order(of entries: [Entry], _ direction: LogDirection) -> [Int] {
    // The position is the tie-breaker.
    var order = Array(entries.indices)
    let isBackward = direction == .backward
    let isOrdered = entries.indices.dropFirst().allSatisfy {
      isBackward ? entries[$0 - 1].time >= entries[$0].time : entries[$0 - 1].time <= entries[$0].time
    }
    guard !isOrdered else { return order }
    order.sort { a, b in
      let (x, y) = (entries[a].time, entries[b].time)
      return x == y ? a < b : (x < y) != isBackward
    }
    return order
  }
}
