import Analysis
import Telemetry

/// Traces drawn as text, one span a line: indentation is parentage, then a name, then `from-to` in
/// nanoseconds, then `!` for an error.
///
/// ```
/// R 0-100
///   A 10-40
///   B 50-90 !
/// ```
enum TraceSketch {
  static func trace(_ drawing: String) -> Trace {
    var above: [(indent: Int, id: SpanID)] = []
    var spans: [Span] = []
    for line in drawing.split(separator: "\n") {
      let indent = line.prefix { $0 == " " }.count
      let words = line.split(separator: " ")
      let times = words[1].split(separator: "-").compactMap { Int64($0) }
      above.removeAll { $0.indent >= indent }
      let id = span(UInt64(spans.count + 1))
      spans.append(
        Span(
          id: id, parentID: above.last?.id, name: String(words[0]),
          start: Instant(nanoseconds: 1_700_000_000_000_000_000 + times[0]),
          durationNanoseconds: times[1] - times[0], status: words.count > 2 ? .error : .unset))
      above.append((indent, id))
    }
    return make(spans)
  }

  static func make(_ spans: [Span]) -> Trace {
    Trace(id: TraceID(high: 1, low: 2)!, spans: spans, resources: [])
  }

  static func span(_ value: UInt64) -> SpanID { SpanID(value)! }

  /// `R 0-10, A 10-40`
  static func describe(_ path: CriticalPath, of trace: Trace) -> String {
    path.segments.map { "\(trace.spans[$0.span].name) \($0.fromNs)-\($0.toNs)" }
      .joined(separator: ", ")
  }

  /// Spans with parents anywhere, sometimes missing, twice or in a circle, and times that may lie
  /// outside the parent's. The same seed makes the same trace.
  static func wild(seed: UInt64, count: Int) -> Trace {
    var random = Seeded(state: seed)
    return make(
      (0..<count).map { index in
        let id = Int.random(in: 0..<10, using: &random) == 0 ? max(1, index / 2) : index + 1
        let parent = Int.random(in: 0...(count + count / 8), using: &random)
        return Span(
          id: span(UInt64(id)), parentID: index == 0 || parent == 0 ? nil : span(UInt64(parent)),
          name: "s\(index)",
          start: Instant(nanoseconds: Int64.random(in: 0...1000, using: &random)),
          durationNanoseconds: Int64.random(in: 0...400, using: &random),
          status: Bool.random(using: &random) ? .error : .unset)
      })
  }
}

/// A small generator of pseudo-random numbers (splitmix64), so that a failing case can be repeated.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
