extension TraceTree {
  /// One span's place in the tree: 48 bytes, so that a quarter of a million of them stay small.
  public struct Row: Hashable, Sendable {
    /// Nanoseconds from `TraceTree.start`, clamped for display where clocks differ.
    public internal(set) var startNs: Int64
    /// Nanoseconds from `TraceTree.start`; never before `startNs`.
    public internal(set) var endNs: Int64
    /// Duration without the time in which any child ran, in nanoseconds; from unclamped times.
    public internal(set) var selfNs: Int64
    private let storedSpan: Int32
    private let storedDepth: Int32
    /// -1 for roots.
    private let storedParent: Int32
    private var storedSize: Int32 = 1
    private var storedErrors: Int32
    public internal(set) var marks: Marks

    init(
      span: Int, depth: Int, parent: Int, startNs: Int64, endNs: Int64, selfNs: Int64, errors: Int,
      marks: Marks
    ) {
      storedSpan = Int32(clamping: span)
      storedDepth = Int32(clamping: depth)
      storedParent = Int32(clamping: parent)
      storedErrors = Int32(clamping: errors)
      (self.startNs, self.endNs, self.selfNs, self.marks) = (startNs, endNs, selfNs, marks)
    }

    /// Index into `trace.spans`.
    public var span: Int { Int(storedSpan) }
    /// 0 for roots.
    public var depth: Int { Int(storedDepth) }
    /// Index of the parent's row; `nil` for roots.
    public var parent: Int? { storedParent < 0 ? nil : Int(storedParent) }
    /// This row and all below it: the rows `index ..< index + subtreeSize` fold together.
    public var subtreeSize: Int { Int(storedSize) }
    /// Spans with status error in the subtree, this one included.
    public var errors: Int { Int(storedErrors) }
    /// How long it shows on the time axis, in nanoseconds; less than the span lasted where its
    /// start was clamped.
    public var lengthNs: Int64 { endNs - startNs }

    mutating func take(subtreeOf child: Row) {
      storedSize &+= child.storedSize
      storedErrors &+= child.storedErrors
    }
  }
}
