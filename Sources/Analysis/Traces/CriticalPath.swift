/// The chain of work that decided how long a trace took.
///
/// Walks backwards from the root's end. At every moment the path is in the deepest span that was
/// waited for: the child that finished last before the point reached so far.
///
/// ```
///  one after another      overlapping            asynchronous
///  R ━━────━━────━━       R ━━────────━━         R ━━━━────
///  A   ░░░░               A   ──────             A     ░░░░──────   cut at the end of R
///  B         ░░░░         B      ░░░░░
///                         the last to finish     a child that starts after R has ended
///                         (B) is waited for;     was not waited for
///                         A only until B starts
///                         if A ended before that
///  ░ on the path, ─ not, ━ the parent's own time on the path
/// ```
///
/// A child that outlives its parent is waited for by whoever above still runs when it ends; what
/// outlives the root too is cut at its parent's end.
///
/// ```
///  R ━━━──────━━━━──━━       the parent A went away, its child B went on, and R ended after B
///  A    ░░░░░░               between the two only R ran
///  B              ░░
/// ```
///
/// The segments cover the root exactly: no gap, no overlap, and their lengths add up to its duration.
public struct CriticalPath: Equatable, Sendable {
  public struct Segment: Hashable, Sendable {
    /// Index into `trace.spans`.
    public var span: Int
    /// Nanoseconds from `TraceTree.start`.
    public var fromNs: Int64
    /// Nanoseconds from `TraceTree.start`; always after `fromNs`.
    public var toNs: Int64

    public init(span: Int, fromNs: Int64, toNs: Int64) {
      self.span = span
      self.fromNs = fromNs
      self.toNs = toNs
    }

    public var lengthNs: Int64 { toNs - fromNs }
  }

  /// Ascending in time. Empty for a trace without spans or a root of no duration.
  public let segments: [Segment]
  private let selfBySpan: [Int: Int64]
  private let totalNs: Int64

  public init(_ tree: TraceTree) {
    var walk = CriticalPathWalk(tree)
    segments = walk.segments()
    selfBySpan = segments.reduce(into: [:]) { $0[$1.span, default: 0] += $1.lengthNs }
    totalNs = segments.reduce(0) { $0 + $1.lengthNs }
  }

  /// Whether any time of this span is on the path; `span` is an index into `trace.spans`.
  public func contains(span: Int) -> Bool { selfBySpan[span] != nil }

  /// The span's own time on the path in nanoseconds, its children's not counted.
  public func selfNanoseconds(ofSpan span: Int) -> Int64 { selfBySpan[span] ?? 0 }

  /// The span's own part of the path, from 0 to 1.
  public func share(ofSpan span: Int) -> Double {
    totalNs == 0 ? 0 : Double(selfNanoseconds(ofSpan: span)) / Double(totalNs)
  }

  /// The span with the most time of its own on the path: the first suspect. The earlier on the
  /// path of two equals; `nil` for an empty path.
  public var longestSelfOnPath: Int? {
    var best: (span: Int, ns: Int64)?
    for segment in segments {
      let ns = selfNanoseconds(ofSpan: segment.span)
      if ns > best?.ns ?? 0 { best = (segment.span, ns) }
    }
    return best?.span
  }
}
