public import Telemetry

/// Prometheus' text exposition format: what `/metrics` and `/probe` answer.
public enum TextExposition {
  /// One series for each line, in the order written.
  ///
  /// - Parameter time: stamped on samples that bring no timestamp of their own.
  /// - Throws: `QueryFailure(.undecodable)` naming the line; the last line must end with a newline,
  ///   so an answer cut inside a line is noticed.
  public static func series(in text: some StringProtocol, at time: Instant) throws -> [Series] {
    var bytes = Array(text.utf8)
    guard bytes.isEmpty || bytes.last == UInt8(ascii: "\n") else {
      throw QueryFailure(.undecodable, "the metrics end in the middle of a line")
    }
    if !bytes.isEmpty { bytes.removeLast() }
    var series: [Series] = []
    for (index, line) in bytes.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).enumerated() {
      var scanner = ExpositionScanner(line)
      scanner.skipBlanks()
      if scanner.atEnd || scanner.next == UInt8(ascii: "#") { continue }
      guard let sample = scanner.sample(at: time) else {
        let shown = String(decoding: line.prefix(80), as: UTF8.self)
        throw QueryFailure(
          .undecodable, "line \(index + 1) of the metrics is not `name{labels} value`: \(shown)")
      }
      series.append(sample)
    }
    return series
  }
}
