internal import Telemetry

/// A trace under evaluation, with what is derived from it computed at most once.
///
/// Spans are named by their place in `trace.spans`.
final class IndexedTrace {
  let trace: Trace

  init(_ trace: Trace) { self.trace = trace }

  /// Each span's parent; −1 where there is none or it has not arrived.
  lazy var parents: [Int] = {
    var places = [SpanID: Int](minimumCapacity: trace.spans.count)
    for (index, span) in trace.spans.enumerated() { places[span.id] = index }
    return trace.spans.enumerated().map { index, span in
      guard let parent = span.parentID.flatMap({ places[$0] }), parent != index else { return -1 }
      return parent
    }
  }()

  lazy var childCounts: [Int] = {
    var counts = [Int](repeating: 0, count: trace.spans.count)
    for parent in parents where parent >= 0 { counts[parent] += 1 }
    return counts
  }()

  /// The earliest span without a parent id; `nil` while it has not arrived.
  lazy var root: Span? = trace.spans.filter { $0.parentID == nil }.min { $0.start < $1.start }

  lazy var start: Int64 = trace.spans.map(\.start.nanoseconds).min() ?? 0

  lazy var duration: Int64 = {
    let end = trace.spans.map(\.end.nanoseconds).max() ?? start
    let (difference, overflow) = end.subtractingReportingOverflow(start)
    return overflow ? 0 : difference
  }()

  /// The id without leading zeros, as Tempo's search and metrics write it.
  lazy var idText: String = Self.stripped(trace.id.description)

  lazy var rootService: String? = root.map { trace.service(of: $0) }

  static func stripped(_ hex: String) -> String { String(hex.drop { $0 == "0" }) }

  /// The ancestors of a span, nearest first; a loop in hostile data ends the walk.
  func ancestors(of span: Int) -> [Int] {
    var found = [Int]()
    var place = parents[span]
    while place >= 0, found.count < parents.count {
      found.append(place)
      place = parents[place]
    }
    return found
  }
}
