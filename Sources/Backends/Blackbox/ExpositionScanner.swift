internal import Telemetry

/// Reads one line: `name{label="value",…} value [milliseconds]`.
struct ExpositionScanner {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  init(_ line: ArraySlice<UInt8>) {
    bytes = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    index = line.startIndex
  }

  var atEnd: Bool { index >= bytes.endIndex }
  var next: UInt8? { atEnd ? nil : bytes[index] }

  mutating func skipBlanks() {
    while let byte = next, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { index += 1 }
  }

  /// `nil` when the line has another shape.
  mutating func sample(at time: Instant) -> Series? {
    var labels = Labels()
    let name = word { $0 != UInt8(ascii: "{") && $0 > UInt8(ascii: " ") }
    skipBlanks()
    if next == UInt8(ascii: "{") {
      guard let found = labelSet() else { return nil }
      labels = found
    }
    if !name.isEmpty { labels["__name__"] = name }
    guard !labels.metricName.isEmpty else { return nil }
    skipBlanks()
    guard let value = Double(word { $0 > UInt8(ascii: " ") }) else { return nil }
    skipBlanks()
    // What follows is a timestamp, or OpenMetrics' ` # {…}` exemplar, which is not kept.
    guard !atEnd, next != UInt8(ascii: "#") else {
      return Series(labels: labels, samples: [Sample(time, value)])
    }
    guard let stamp = Int64(word { $0 > UInt8(ascii: " ") }) else { return nil }
    return Series(labels: labels, samples: [Sample(Instant(milliseconds: stamp), value)])
  }

  /// `{a="b",c="d",}`; a quoted string without `=` is the metric's name (UTF-8 names).
  private mutating func labelSet() -> Labels? {
    var labels = Labels()
    index += 1
    while true {
      skipBlanks()
      if take("}") { return labels }
      let quoted = next == UInt8(ascii: "\"")
      guard let name = quoted ? string() : word({ !"=}, ".utf8.contains($0) }), !name.isEmpty
      else { return nil }
      skipBlanks()
      if take("=") {
        skipBlanks()
        guard let value = string() else { return nil }
        labels[name] = value
      } else if quoted {
        labels["__name__"] = name
      } else {
        return nil
      }
      skipBlanks()
      guard take(",") || next == UInt8(ascii: "}") else { return nil }
    }
  }

  /// A quoted string with `\\`, `\"` and `\n` escapes.
  private mutating func string() -> String? {
    guard take("\"") else { return nil }
    var out = [UInt8]()
    while let byte = next {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: out, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = next else { return nil }
        index += 1
        out.append(escaped == UInt8(ascii: "n") ? UInt8(ascii: "\n") : escaped)
      default: out.append(byte)
      }
    }
    return nil
  }

  private mutating func word(_ belongs: (UInt8) -> Bool) -> String {
    let start = index
    while let byte = next, belongs(byte) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }
}
