internal import Telemetry

/// A run of neighbouring lines: their text end to end, their field values, and where each begins.
///
/// ```
///   text     connected to sdbstalled, depth=57…
///   records  ^0           ^16
/// ```
struct LogSegment: Sendable {
  var text: [UInt8] = []
  var fields: [UInt8] = []
  var records: [LogRecord] = []
  /// The gravest level of its lines, so that a search for trouble may skip it.
  private(set) var worst = LogLevel.unknown

  /// What it takes in memory, allocations included.
  var memory: Int { text.capacity + fields.capacity + records.capacity * MemoryLayout<LogRecord>.stride }

  func textRange(_ index: Int) -> Range<Int> {
    let end = index + 1 < records.count ? Int(records[index + 1].textStart) : text.count
    return Int(records[index].textStart)..<end
  }

  func fieldsRange(_ index: Int) -> Range<Int> {
    let end = index + 1 < records.count ? Int(records[index + 1].fieldsStart) : fields.count
    return Int(records[index].fieldsStart)..<end
  }

  /// The line that holds a byte of the text.
  func record(atByte offset: Int, from first: Int = 0) -> Int {
    var (low, high) = (first, records.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if Int(records[middle].textStart) <= offset { low = middle } else { high = middle }
    }
    return low
  }

  mutating func append(_ line: LogLine, level: LevelReading, names: inout LogNames) {
    let (stream, keepsLabels) = names.stream(of: line)
    let shape = names.shape(of: line, keepsLabels: keepsLabels)
    records.append(
      LogRecord(
        time: line.time.nanoseconds, textStart: UInt32(clamping: text.count),
        fieldsStart: UInt32(clamping: fields.count), stream: stream, shape: shape, level: level))
    text.append(contentsOf: line.line.utf8)
    var writer = FieldBytes(bytes: fields)
    fields = []
    let groups = [keepsLabels ? line.labels : [:], line.metadata, line.parsed]
    for group in groups {
      if shape == LogNames.spelledOut { writer.write(count: group.count) }
      for pair in group.pairs {
        if shape == LogNames.spelledOut { writer.write(pair.name) }
        writer.write(pair.value)
      }
    }
    fields = writer.bytes
    worst = max(worst, level.level)
  }

  /// Gives back what growing by doubling took too much.
  mutating func seal() {
    if text.capacity > text.count + 4096 { text = Array(text[...]) }
    if fields.capacity > fields.count + 4096 { fields = Array(fields[...]) }
    if records.capacity > records.count + 128 { records = Array(records[...]) }
  }
}
