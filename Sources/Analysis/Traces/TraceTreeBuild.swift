internal import Telemetry

/// The steps that turn spans in any order into rows. Internal to `TraceTree`.
struct TraceTreeBuild {
  private let spans: [Span]
  /// What the steps below look at again and again, apart from the spans, which are large.
  private let starts: [Int64]
  private let ends: [Int64]
  private let lengths: [Int64]
  private let isFailed: [Bool]
  /// Index of each span's parent span; -1 for roots.
  private var parent: [Int]
  private var marks: [TraceTree.Marks]
  /// Span indices grouped by parent: those of span `p` are `children[first[p] ..< first[p + 1]]`,
  /// by start. Group `spans.count` holds the roots.
  private var children: [Int] = []
  private var first: [Int] = []
  private(set) var rows: [TraceTree.Row] = []
  private(set) var rowOfSpan: [Int]
  private(set) var origin = Instant.epoch

  init(_ trace: Trace) {
    spans = trace.spans
    var (starts, ends, lengths) = ([Int64](), [Int64](), [Int64]())
    var isFailed: [Bool] = []
    starts.reserveCapacity(spans.count)
    ends.reserveCapacity(spans.count)
    lengths.reserveCapacity(spans.count)
    isFailed.reserveCapacity(spans.count)
    // By index: a loop over the elements copies each span, and counts what it refers to.
    for index in spans.indices {
      let (start, length) = (spans[index].start.nanoseconds, spans[index].durationNanoseconds)
      starts.append(start)
      lengths.append(length)
      ends.append(start.saturatingAdd(length))
      isFailed.append(spans[index].status == .error)
    }
    (self.starts, self.ends, self.lengths, self.isFailed) = (starts, ends, lengths, isFailed)
    parent = Array(repeating: -1, count: spans.count)
    marks = Array(repeating: [], count: spans.count)
    rowOfSpan = Array(repeating: 0, count: spans.count)
  }

  mutating func linkParents() {
    var firstOfID: [SpanID: Int] = [:]
    firstOfID.reserveCapacity(spans.count)
    for index in spans.indices {
      // One look-up for all but duplicates, which give the place back.
      guard let earlier = firstOfID.updateValue(index, forKey: spans[index].id) else { continue }
      firstOfID[spans[index].id] = earlier
      marks[index].insert(.duplicate)
    }
    for index in spans.indices {
      guard let parentID = spans[index].parentID else { continue }
      if let found = firstOfID[parentID] {
        parent[index] = found
      } else {
        marks[index].insert(.orphan)
      }
    }
  }

  /// Follows each span upwards once; a walk that meets itself has found a cycle, which is cut at
  /// its earliest span, the most likely cause of the others.
  mutating func breakCycles() {
    /// 0: not seen; otherwise the walk that saw it first.
    var seenBy = Array(repeating: 0, count: spans.count)
    for start in spans.indices {
      let walk = start + 1
      var index = start
      while index >= 0, seenBy[index] == 0 {
        seenBy[index] = walk
        index = parent[index]
      }
      if index >= 0, seenBy[index] == walk { cutCycle(through: index) }
    }
  }

  private mutating func cutCycle(through entry: Int) {
    var earliest = entry
    var index = parent[entry]
    while index != entry {
      if starts[index] < starts[earliest] { earliest = index }
      index = parent[index]
    }
    parent[earliest] = -1
    marks[earliest].insert(.cycle)
  }

  mutating func listChildren() {
    let count = spans.count
    first = Array(repeating: 0, count: count + 2)
    for index in spans.indices { first[group(index) + 1] += 1 }
    for index in 1..<first.count { first[index] += first[index - 1] }
    // Sorting bare pairs spares the comparisons a look at whole spans.
    let byStart = spans.indices.map { (start: starts[$0], index: $0) }
      .sorted { $0.start != $1.start ? $0.start < $1.start : $0.index < $1.index }
    children = Array(repeating: 0, count: count)
    var next = first
    for entry in byStart {
      children[next[group(entry.index)]] = entry.index
      next[group(entry.index)] += 1
    }
  }

  private func group(_ span: Int) -> Int { parent[span] < 0 ? spans.count : parent[span] }

  private func childIndices(_ group: Int) -> ArraySlice<Int> {
    children[first[group]..<first[group + 1]]
  }

  /// Depth first with a stack of its own: a hostile trace may be as deep as it is long.
  mutating func walk() {
    let rootSpans = childIndices(spans.count)
    guard let earliest = rootSpans.first else { return }
    origin = Instant(nanoseconds: starts[earliest])
    rows.reserveCapacity(spans.count)
    var stack = rootSpans.reversed().map { (span: $0, parentRow: -1) }
    while let (span, parentRow) = stack.popLast() {
      rowOfSpan[span] = rows.count
      rows.append(row(of: span, below: parentRow))
      let here = rows.count - 1
      for child in childIndices(span).reversed() { stack.append((child, here)) }
    }
  }

  private mutating func row(of span: Int, below parentRow: Int) -> TraceTree.Row {
    var startNs = starts[span].saturatingSubtract(origin.nanoseconds)
    let length = lengths[span]
    var endNs = startNs.saturatingAdd(length)
    var depth = 0
    if parentRow >= 0 {
      let above = rows[parentRow]
      depth = above.depth + 1
      if starts[span] < starts[above.span] { marks[span].insert(.skewed) }
      if ends[span] > ends[above.span] { marks[span].insert(.outlivesParent) }
      startNs = max(startNs, above.startNs)
      endNs = max(endNs, startNs)
    }
    return TraceTree.Row(
      span: span, depth: depth, parent: parentRow, startNs: startNs, endNs: endNs, selfNs: length,
      errors: isFailed[span] ? 1 : 0, marks: marks[span])
  }

  /// Subtracts the union of the children's times, each clipped to the span's own.
  mutating func measureSelfTime() {
    for index in rows.indices {
      let span = rows[index].span
      var covered: Int64 = 0
      var reached = starts[span]
      for child in childIndices(span) {
        let from = max(reached, starts[child])
        let to = min(ends[span], ends[child])
        guard to > from else { continue }
        covered = covered.saturatingAdd(to.saturatingSubtract(from))
        reached = to
      }
      rows[index].selfNs = max(0, rows[index].selfNs - covered)
    }
  }

  mutating func sumSubtrees() {
    for index in rows.indices.reversed() {
      guard let parent = rows[index].parent else { continue }
      rows[parent].take(subtreeOf: rows[index])
    }
  }
}

extension Int64 {
  /// The sum, or the nearest representable number.
  func saturatingAdd(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }

  /// The difference, or the nearest representable number.
  func saturatingSubtract(_ other: Int64) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? (other < 0 ? .max : .min) : difference
  }
}
