/// Metrics grouped by the beginnings of their names.
///
///     http_               3 metrics
///       client_duration_seconds
///       server_           2
///         request_duration_seconds
///         requests_total
///     up
struct MetricTree: Sendable {
  enum Order: CaseIterable, Sendable { case name, series, flat }

  /// What is seen of a group or a metric in one line.
  struct Row: Hashable, Sendable {
    enum Content: Hashable, Sendable {
      /// `prefix` with its last separator; how many metrics lie below.
      case group(prefix: String, metrics: Int, isOpen: Bool)
      /// Its place among the entries.
      case metric(Int)
    }

    var content: Content
    /// The metric's name or the group's prefix: what a row is known by when the list changes.
    var name: String
    var depth: Int
    /// The name without what the groups above say already.
    var label: String
    /// Of the metric, or of all below; `nil` where no server told.
    var series: Int64?
  }

  /// A group or, without children, a metric.
  private struct Node: Sendable {
    var name: String
    var label: String
    var entry: Int
    var children: [Node] = []
    var metrics = 1
    var series: Int64?
  }

  /// Deeper groups tell nothing more, and no name a server makes up may lead deeper.
  private static let deepest = 6

  private var roots: [Node] = []

  init() {}

  /// - Parameter matches: Places in `entries`, which ascend by the bytes of their names.
  init(_ entries: [MetricEntry], matches: [Int], order: Order = .name) {
    let leaves = matches.map { Leaf(index: $0, name: Array(entries[$0].name.utf8), entry: entries[$0]) }
    roots =
      order == .flat
      ? leaves.map { Self.node(of: $0, after: 0) } : Self.nodes(leaves[...], after: 0, depth: 0)
    if order != .name { Self.sort(&roots) }
  }

  private struct Leaf {
    var index: Int
    var name: [UInt8]
    var entry: MetricEntry
  }

  private static func node(of leaf: Leaf, after length: Int) -> Node {
    let rest =
      leaf.name.count > length ? String(decoding: leaf.name[length...], as: UTF8.self) : leaf.entry.name
    return Node(name: leaf.entry.name, label: rest, entry: leaf.index, series: leaf.entry.series)
  }

  private static func nodes(_ leaves: ArraySlice<Leaf>, after length: Int, depth: Int) -> [Node] {
    var nodes = [Node]()
    var rest = leaves
    while let first = rest.first {
      var alike = rest.prefix(1)
      if depth < deepest, let end = segmentEnd(of: first.name, after: length) {
        alike = rest.prefix { $0.name.starts(with: first.name[..<end]) }
      }
      rest = rest.dropFirst(alike.count)
      // Two of a kind are worth a group at the top; further down they would only cost a line.
      if alike.count < (depth == 0 ? 2 : 3) {
        nodes += alike.map { node(of: $0, after: length) }
      } else {
        nodes.append(group(alike, after: length, depth: depth))
      }
    }
    return nodes
  }

  private static func group(_ leaves: ArraySlice<Leaf>, after length: Int, depth: Int) -> Node {
    let first = leaves[leaves.startIndex].name
    let last = leaves[leaves.endIndex - 1].name
    // The names ascend, so what the first and the last share, all share.
    var shared = zip(first, last).prefix { $0 == $1 }.count
    while shared > length, !isSeparator(first[shared - 1]) { shared -= 1 }
    let children = nodes(leaves, after: shared, depth: depth + 1)
    let counted = children.compactMap(\.series)
    return Node(
      name: String(decoding: first[..<shared], as: UTF8.self),
      label: String(decoding: first[length..<shared], as: UTF8.self), entry: -1, children: children,
      metrics: leaves.count,
      series: counted.isEmpty ? nil : counted.reduce(0) { $0.addingReportingOverflow($1).partialValue })
  }

  /// Behind the first separator from `length` on; `nil` when the name has none left.
  private static func segmentEnd(of name: [UInt8], after length: Int) -> Int? {
    guard length < name.count, let place = name[length...].firstIndex(where: isSeparator) else { return nil }
    return place + 1
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }

  private static func sort(_ nodes: inout [Node]) {
    nodes.sort {
      ($0.series ?? -1) == ($1.series ?? -1) ? $0.name < $1.name : ($0.series ?? -1) > ($1.series ?? -1)
    }
    for index in nodes.indices where !nodes[index].children.isEmpty { sort(&nodes[index].children) }
  }

  /// The lines of everything whose groups are open.
  func rows(isOpen: (_ prefix: String) -> Bool) -> [Row] {
    var rows = [Row]()
    for node in roots { Self.append(node, depth: 0, to: &rows, isOpen) }
    return rows
  }

  private static func append(_ node: Node, depth: Int, to rows: inout [Row], _ isOpen: (String) -> Bool) {
    guard !node.children.isEmpty else {
      rows.append(
        Row(
          content: .metric(node.entry), name: node.name, depth: depth, label: node.label, series: node.series)
      )
      return
    }
    let open = isOpen(node.name)
    let content = Row.Content.group(prefix: node.name, metrics: node.metrics, isOpen: open)
    rows.append(Row(content: content, name: node.name, depth: depth, label: node.label, series: node.series))
    guard open else { return }
    for child in node.children { append(child, depth: depth + 1, to: &rows, isOpen) }
  }
}
