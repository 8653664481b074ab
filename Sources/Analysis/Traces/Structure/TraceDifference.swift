/// Two traces side by side: spans aligned where they have the same place in the structure.
///
/// Children are the same when they are the nth of one operation below parents that are the same.
///
/// ```
///   left              right             difference
///   api list   10 ms  api list   90 ms     +80 ms
///     SELECT    4 ms    SELECT    4 ms          0
///     –                 SELECT   79 ms     +79 ms    only right
///     render    2 ms    –                   −2 ms    only left
/// ```
public struct TraceDifference: Equatable, Sendable {
  public struct Row: Hashable, Sendable {
    /// A row of the left tree; `nil` for what is only in the right.
    public var left: Int?
    public var right: Int?
    public var operation: TraceOperation
    public var depth: Int
    /// Index of the row above; `nil` for roots.
    public var parent: Int?
    public var subtreeSize = 1
    /// Right less left; what is missing counts as nothing.
    public var differenceNs: Int64
    /// The same of self times. Added up over all rows of a trace whose spans follow each other, they
    /// are the difference of the traces.
    public var selfDifferenceNs: Int64

    public var isAligned: Bool { left != nil && right != nil }
  }

  /// Depth first; what is only in the right stands before what follows it there.
  public let rows: [Row]
  /// Rows with any difference in self time, the largest first: where the time went.
  public let ranked: [Int]

  public init(_ left: TraceTree, _ right: TraceTree) {
    rows = TraceAlignment(left, right).rows()
    ranked = rows.indices.filter { [rows] in rows[$0].selfDifferenceNs != 0 }.sorted { [rows] a, b in
      let (x, y) = (rows[a].selfDifferenceNs.magnitude, rows[b].selfDifferenceNs.magnitude)
      return x != y ? x > y : a < b
    }
  }

  /// How many spans have no partner.
  public var onlyLeft: Int { rows.count { $0.right == nil } }
  public var onlyRight: Int { rows.count { $0.left == nil } }
}
