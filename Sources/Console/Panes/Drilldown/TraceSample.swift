internal import Analysis
internal import Telemetry

/// Traces fetched one after the other, a few at a time, to work out what a server does not.
///
/// ```
///   wanted   ● ● ✗ ◌ ◌ ◌ ◌ ◌ ◌ · · · ·     ● have  ✗ failed  ◌ asked  · later
///                  └── atOnce ──┘           one that arrives lets the next one go
/// ```
struct TraceSample: Sendable {
  /// Traces asked for at the same time: one person's question must not crowd out all others.
  static let atOnce = 6
  /// A trace with more spans than this is passed over where the search tells: one says less than
  /// many, and costs as much.
  static let mostSpans = 20_000

  private(set) var wanted: [TraceID] = []
  private(set) var trees: [TraceID: TraceTree] = [:]
  private(set) var failures: Set<TraceID> = []

  /// The first of what a search listed, the oversized passed over.
  static func choice(_ traces: some Sequence<TraceSummary>, atMost count: Int) -> [TraceID] {
    Array(traces.lazy.filter { ($0.spanCount ?? 0) <= mostSpans }.map(\.id).prefix(count))
  }

  /// Some of what a search listed, evenly from its first to its last.
  static func spread(_ traces: [TraceSummary], atMost count: Int) -> [TraceID] {
    let all = choice(traces, atMost: .max)
    guard all.count > count, count > 0 else { return all }
    return (0..<count).map { all[$0 * all.count / count] }
  }

  /// Sets what is wanted; what is there stays.
  mutating func want(_ ids: [TraceID]) {
    wanted = ids
    failures.formIntersection(ids)
  }

  /// Lets go of traces that no part needs any more.
  mutating func keep(_ ids: Set<TraceID>) { trees = trees.filter { ids.contains($0.key) } }

  mutating func take(_ trace: Trace) { trees[trace.id] = TraceTree(trace) }

  mutating func failed(_ id: TraceID) { failures.insert(id) }

  /// Wanted, and neither there nor known to fail, in order.
  var missing: [TraceID] { wanted.filter { trees[$0] == nil && !failures.contains($0) } }

  var isComplete: Bool { missing.isEmpty }

  /// Those that are there, in order.
  var present: [TraceTree] { wanted.compactMap { trees[$0] } }

  /// Worth working out anew: all is there, or a good part of it more.
  var isWorthACount: Bool { isComplete || present.count % 10 == 0 }

  static func isSlot(_ slot: Slot) -> Bool { slot.name.hasPrefix("trace ") }

  static func question(_ id: TraceID, _ source: SourceID) -> Question {
    Question(Slot("trace \(id)"), source, .trace(id, hint: nil), goodFor: DrilldownPane.goodFor)
  }

  /// What is, or should be, being asked.
  func questions(_ source: SourceID) -> [Question] {
    missing.prefix(Self.atOnce).map { Self.question($0, source) }
  }

  /// The one that may go after another arrived.
  func next(_ source: SourceID) -> Question? {
    let missing = missing
    return missing.count >= Self.atOnce ? Self.question(missing[Self.atOnce - 1], source) : nil
  }
}
