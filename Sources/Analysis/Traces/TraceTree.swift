public import Telemetry

/// A trace as a waterfall shows it: one row a span, depth first, siblings by start.
///
/// ```
///   row  depth  subtreeSize
///    0     0        5       gateway  ━━━━━━━━━━━━━━━━━━━━━
///    1     1        1         auth    ━━━
///    2     1        3         api        ━━━━━━━━━━━━━━
///    3     2        1           db         ━━━
///    4     2        1           disk          ━━━━━━━━━     rows 3..<5 fold away with row 2
/// ```
///
/// Real traces are never as tidy as that. Every span of the trace gets exactly one row whatever its
/// parent says; what had to be bent is told in `Row.marks`.
public struct TraceTree: Equatable, Sendable {
  /// What is unusual about a span's place in the tree.
  public struct Marks: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It names a parent that the server did not return; shown as a root.
    public static let orphan = Marks(rawValue: 1)
    /// An earlier span of the trace has the same id; children belong to the earlier one.
    public static let duplicate = Marks(rawValue: 2)
    /// Its ancestors led back to itself; cut loose and shown as a root.
    public static let cycle = Marks(rawValue: 4)
    /// It starts before its parent, which only differing clocks can do; drawn clamped.
    public static let skewed = Marks(rawValue: 8)
    /// It ends after its parent: asynchronous work, or a parent that gave up. Drawn as it is.
    public static let outlivesParent = Marks(rawValue: 16)
  }

  public let trace: Trace
  public let rows: [Row]
  /// Indices of the rows without a parent, by start.
  public let roots: [Int]
  /// The row of each span: `rowOfSpan[i]` shows `trace.spans[i]`.
  public let rowOfSpan: [Int]
  /// The earliest moment drawn; the epoch for a trace without spans.
  public let start: Instant
  /// From `start` to the latest moment drawn, in nanoseconds.
  public let durationNs: Int64

  /// Takes time in proportion to n log n; a quarter of a million spans are no trouble.
  public init(_ trace: Trace) {
    var build = TraceTreeBuild(trace)
    build.linkParents()
    build.breakCycles()
    build.listChildren()
    build.walk()
    build.measureSelfTime()
    build.sumSubtrees()
    self.trace = trace
    rows = build.rows
    roots = build.rows.indices.filter { build.rows[$0].parent == nil }
    rowOfSpan = build.rowOfSpan
    start = build.origin
    durationNs = build.rows.reduce(0) { max($0, $1.endNs) }
  }
}

extension TraceTree {
  public func span(at row: Int) -> Span { trace.spans[rows[row].span] }

  /// Indices of the rows directly below `row`, in order.
  public func children(of row: Int) -> [Int] {
    var found: [Int] = []
    let end = row + rows[row].subtreeSize
    var child = row + 1
    while child < end {
      found.append(child)
      child += rows[child].subtreeSize
    }
    return found
  }

  /// Indices of the rows above `row`, nearest first.
  public func ancestors(of row: Int) -> [Int] {
    Array(sequence(first: row) { rows[$0].parent }.dropFirst())
  }

  /// The first row that shows a span with this id.
  public func row(showing id: SpanID) -> Int? {
    rows.firstIndex { trace.spans[$0.span].id == id }
  }

  /// Spans with status error in the whole trace.
  public var errorCount: Int { roots.reduce(0) { $0 + rows[$1].errors } }

  /// The row that stands for the whole trace: the longest true root, or the longest orphan while
  /// no true root has arrived. `nil` for a trace without spans.
  public var mainRoot: Int? {
    let whole = roots.filter { rows[$0].marks.isDisjoint(with: [.orphan, .cycle]) }
    return (whole.isEmpty ? roots : whole).max { lengthNs($0) < lengthNs($1) }
  }

  private func lengthNs(_ row: Int) -> Int64 { rows[row].endNs - rows[row].startNs }
}
