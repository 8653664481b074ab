public import Telemetry

/// Lines that are found by a trace's id: which field holds it, and whose lines were asked for.
public struct IDTie: Hashable, Sendable {
  var field: String
  /// `nil`: those of all services of the trace.
  var whose: String?

  /// Where the id is, as far as lines tell: `trace_id in the line, nas`.
  func reason(_ lines: [LogLine] = []) -> String {
    let inText = lines.count { $0.parsed[field] != nil }
    let place =
      lines.isEmpty ? "structured metadata or in the line"
      : inText == 0 ? "structured metadata"
      : inText == lines.count ? "the line" : "metadata and in the line"
    return "\(field) in \(place)\(whose.map { ", \($0)" } ?? "")"
  }
}
