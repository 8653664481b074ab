public import Telemetry

/// What the Blackbox exporter found out about one target.
public struct ProbeReport: Equatable, Sendable {
  /// `probe_success` and its companions, as series with one sample each.
  public var series: [Series]
  /// The probe's own log, a logfmt line for each step; `nil` unless asked for with `debug=true`.
  public var log: String?

  /// Reads an answer of `/probe`, plain or with `debug=true`.
  ///
  /// - Parameter time: when the probe ran; the exporter does not say.
  /// - Throws: `QueryFailure` for an error status, and when the text is not whole or is no probe's.
  public init(from response: HTTPResponse, at time: Instant) throws {
    guard response.isSuccess else { throw QueryFailure(response) }
    if ServerWords.isHTML(response) {
      throw QueryFailure(
        .serverFault, "expected a probe's metrics, got a web page: \(ServerWords(response).text)")
    }
    let text = response.body.text
    var metrics = text[...]
    if let rest = Self.after("Logs for the probe:\n", in: metrics) {
      guard let (log, after) = Self.split(rest, at: "\nMetrics that would have been returned:\n"),
        let (body, _) = Self.split(after, at: "\nModule configuration:\n")
      else {
        throw QueryFailure(.undecodable, "the probe's debug output ends before its configuration")
      }
      self.log = Self.trimmed(log)
      metrics = body
    }
    series = try TextExposition.series(in: metrics, at: time)
    guard value("probe_success") != nil else {
      throw QueryFailure(.undecodable, "the answer has no probe_success: is this a probe's address?")
    }
  }

  /// Whether the target answered as its module wants.
  public var succeeded: Bool { value("probe_success") == 1 }

  /// The value of a metric without labels of its own, such as `probe_duration_seconds`.
  public func value(_ name: String) -> Double? {
    series.first { $0.labels.metricName == name }?.samples.first?.value
  }

  private static func after(_ head: String, in text: Substring) -> Substring? {
    text.hasPrefix(head) ? text.dropFirst(head.count) : nil
  }

  private static func split(
    _ text: Substring, at mark: String
  ) -> (before: Substring, after: Substring)? {
    let (bytes, wanted) = (text.utf8, mark.utf8)
    var start = bytes.startIndex
    while let found = bytes[start...].firstIndex(of: wanted.first ?? 0) {
      if bytes[found...].starts(with: wanted) {
        // The newline that opens the mark still ends the text before it.
        let end = bytes.index(after: found)
        return (text[..<end], text[bytes.index(found, offsetBy: wanted.count)...])
      }
      start = bytes.index(after: found)
    }
    return nil
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.reversed().drop { $0.isNewline }.reversed())
  }
}
