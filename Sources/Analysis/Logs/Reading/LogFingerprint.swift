internal import Telemetry

/// What makes an entry that entry, in 16 bytes: time, line, index labels and structured metadata.
///
/// Bytes are compared, not characters: `é` has two spellings, and two lines that differ only in that
/// are two lines. What the query's own parsers added does not count.
struct LogFingerprint: Hashable {
  private let high: Int
  private let low: Int

  init(_ line: LogLine) {
    high = Self.hash(line, salt: 1)
    low = Self.hash(line, salt: 2)
  }

  private static func hash(_ line: LogLine, salt: UInt8) -> Int {
    var hasher = Hasher()
    hasher.combine(salt)
    hasher.combine(line.time.nanoseconds)
    combine(line.line, &hasher)
    for labels in [line.labels, line.metadata] {
      hasher.combine(labels.count)
      for pair in labels.pairs {
        combine(pair.name, &hasher)
        combine(pair.value, &hasher)
      }
    }
    return hasher.finalize()
  }

  private static func combine(_ text: String, _ hasher: inout Hasher) {
    hasher.combine(text.utf8.count)
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
