internal import Telemetry

/// Where a trace's time went, by service and operation.
public struct TraceStatistics: Equatable, Sendable {
  public struct Line: Hashable, Sendable {
    public var operation: TraceOperation
    public var count = 0
    /// Spans with status error.
    public var errors = 0
    public var selfNs: Int64 = 0
    /// Durations added up; of a span within one of the same operation only the outer counts.
    public var totalNs: Int64 = 0
    /// The median duration, by nearest rank.
    public var p50Ns: Int64 = 0
    public var p99Ns: Int64 = 0
    public var longestNs: Int64 = 0
    /// The row of the longest span, to go to.
    public var longestRow = 0
  }

  /// What the lines are ordered by, the most first; `operation` by name.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    case selfTime, total, count, p50, p99, errors, operation
  }

  /// The most self time first.
  public let lines: [Line]

  /// What makes one line; a line of a service has an operation without a name.
  public enum Grouping: Sendable { case operation, service }

  /// - Parameters:
  ///   - rows: Which rows to count, ascending, as a filter has them; `nil` for all.
  ///   - operations: Those of the tree, where they are known already.
  public init(
    _ tree: TraceTree, by grouping: Grouping = .operation, rows: [Int]? = nil, operations: TraceOperations? = nil
  ) {
    let operations = operations ?? TraceOperations(tree)
    var lines = Self.emptyLines(operations, grouping)
    var durations: [[Int64]] = Array(repeating: [], count: lines.count)
    var nesting = OperationNesting(count: lines.count)
    for row in rows ?? Array(tree.rows.indices) where tree.rows.indices.contains(row) {
      let group = grouping == .operation ? operations.index(ofRow: row) : operations.serviceIndex(ofRow: row)
      let item = tree.rows[row]
      let duration = tree.trace.spans[item.span].durationNanoseconds
      let isOuter = nesting.enter(group, row: row, until: row + item.subtreeSize)
      durations[group].append(duration)
      lines[group].take(
        row, duration: duration, selfNs: item.selfNs, isOuter: isOuter,
        isError: tree.trace.spans[item.span].status == .error)
    }
    for index in lines.indices where !durations[index].isEmpty {
      lines[index].p50Ns = RankSelection.quantile(0.5, of: &durations[index])
      lines[index].p99Ns = RankSelection.quantile(0.99, of: &durations[index])
    }
    self.lines = Self.sorted(lines.filter { $0.count > 0 }, by: .selfTime)
  }

  private static func emptyLines(_ operations: TraceOperations, _ grouping: Grouping) -> [Line] {
    switch grouping {
    case .operation: operations.all.map { Line(operation: $0) }
    case .service: operations.services.map { Line(operation: TraceOperation(service: $0, name: "")) }
    }
  }

  public func lines(by order: Order) -> [Line] { Self.sorted(lines, by: order) }

  /// The nearest-rank quantile of values in ascending order, of which there is at least one.
  public static func quantile(_ share: Double, of sorted: [Int64]) -> Int64 {
    let rank = (share * Double(sorted.count)).rounded(.up)
    return sorted[min(sorted.count - 1, max(0, Int(rank) - 1))]
  }

  private static func sorted(_ lines: [Line], by order: Order) -> [Line] {
    lines.sorted { a, b in
      let (x, y) = (a.rank(order), b.rank(order))
      return x != y ? x > y : a.operation < b.operation
    }
  }
}

extension TraceStatistics.Line {
  fileprivate mutating func take(
    _ row: Int, duration: Int64, selfNs own: Int64, isOuter: Bool, isError: Bool
  ) {
    if count == 0 || duration > longestNs { (longestNs, longestRow) = (duration, row) }
    count += 1
    errors += isError ? 1 : 0
    selfNs = selfNs.saturatingAdd(own)
    if isOuter { totalNs = totalNs.saturatingAdd(duration) }
  }

  fileprivate func rank(_ order: TraceStatistics.Order) -> Int64 {
    switch order {
    case .selfTime: selfNs
    case .total: totalNs
    case .count: Int64(count)
    case .p50: p50Ns
    case .p99: p99Ns
    case .errors: Int64(errors)
    case .operation: 0
    }
  }
}

/// Tells, while rows are walked in order, whether a span lies within another of its operation.
struct OperationNesting {
  /// For each operation the row at which its outermost open span's subtree ends.
  private var openUntil: [Int]

  init(count: Int) { openUntil = Array(repeating: 0, count: count) }

  /// - Returns: whether no span of this operation is above the row.
  mutating func enter(_ operation: Int, row: Int, until end: Int) -> Bool {
    guard row >= openUntil[operation] else { return false }
    openUntil[operation] = end
    return true
  }
}
