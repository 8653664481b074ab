public import Analysis
internal import Canvas
internal import Reports
public import Telemetry

/// Two traces side by side, their spans aligned by structure.
public struct ComparisonPane: Pane {
  enum Side: Sendable { case left, right }

  static let leftSlot: Slot = "trace A"
  static let rightSlot: Slot = "trace B"

  /// The waterfalls of both, A and B.
  var left: WaterfallPane
  var right: WaterfallPane
  /// Of both traces as they arrived; worked out once.
  private(set) var difference: TraceDifference?
  /// The largest difference of a span's own time, what bars are measured by.
  private(set) var largestNs: Int64 = 0
  /// Rows on screen: indices into the difference's.
  private(set) var visible: [Int] = []
  private(set) var folded: Set<Int> = []
  var scroll = ScrollPosition()
  /// The side that Enter opens.
  var side = Side.right

  init(_ left: WaterfallPane, _ right: WaterfallPane) {
    (self.left, self.right) = (left, right)
    compare()
  }

  public var kind: PaneKind { .comparison }
  public var title: String { "\(left.shortID) against \(right.shortID)" }

  public func questions(in context: Context) -> [Question] {
    [(left, Self.leftSlot), (right, Self.rightSlot)].flatMap { pane, slot in
      pane.model != nil ? [] : [Question(slot, pane.source, .trace(pane.id, hint: nil))]
    }
  }

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    let inner = Question(.main, question.source, question.query)
    var requests = [Request]()
    if question.slot == Self.leftSlot { requests = left.receive(answer, to: inner, in: context) }
    if question.slot == Self.rightSlot { requests = right.receive(answer, to: inner, in: context) }
    compare()
    return requests
  }

  /// A tree says itself whose it is.
  public mutating func receive(_ prepared: Prepared, in context: Context) -> [Request] {
    guard case .waterfall(let model, _) = prepared.product else { return [] }
    let id = model.tree.trace.id
    if left.id == id { _ = left.receive(prepared, in: context) }
    if right.id == id { _ = right.receive(prepared, in: context) }
    compare()
    return []
  }

  private mutating func compare() {
    guard difference == nil, let a = left.model?.tree, let b = right.model?.tree else { return }
    let made = TraceDifference(a, b)
    difference = made
    largestNs = made.ranked.first.map { Int64(clamping: made.rows[$0].selfDifferenceNs.magnitude) } ?? 0
    showRows()
  }

  private mutating func showRows() {
    guard let rows = difference?.rows else { return }
    visible = []
    var row = 0
    while row < rows.count {
      visible.append(row)
      row += folded.contains(row) ? max(1, rows[row].subtreeSize) : 1
    }
  }

  /// The row under the cursor, among the difference's.
  var row: Int? { visible.indices.contains(scroll.cursor) ? visible[scroll.cursor] : nil }

  /// Unfolds what hides a row and puts the cursor on it.
  mutating func select(_ row: Int, height: Int) {
    guard let rows = difference?.rows, rows.indices.contains(row) else { return }
    let above = sequence(first: row) { rows[$0].parent }.dropFirst()
    let hiding = above.filter { folded.contains($0) }
    if !hiding.isEmpty {
      folded.subtract(hiding)
      showRows()
    }
    guard let index = visible.firstIndex(of: row) else { return }
    scroll.move(to: index, count: visible.count, height: height)
  }

  mutating func setFolded(_ row: Int, _ isFolded: Bool, height: Int) {
    if isFolded { folded.insert(row) } else { folded.remove(row) }
    showRows()
    select(row, height: height)
  }

  /// The waterfall to open at the row, and where: of the chosen side if the span is there.
  var target: (pane: WaterfallPane, row: Int, isOther: Bool)? {
    guard let row, let item = difference?.rows[row] else { return nil }
    switch (side, item.left, item.right) {
    case (.left, let found?, _): return (left, found, false)
    case (.left, nil, let found?): return (right, found, true)
    case (.right, _, let found?): return (right, found, false)
    case (.right, let found?, nil): return (left, found, true)
    default: return nil
    }
  }

  public func anchor(in context: Context) -> Anchor? {
    target.flatMap { $0.pane.showing($0.row, in: context).anchor(in: context) }
  }

  func listHeight(in context: Context) -> Int {
    ComparisonLayout(FrameLayout(context.size).body).rows.height
  }

  public func hints(in context: Context) -> [Command] {
    [.open, .nextMatch, .previousMatch, .nextPart, .toggle]
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .open: "open in \(side == .left ? "A" : "B")"
    case .nextMatch: "next big difference"
    case .previousMatch: "bigger"
    case .nextPart: "the other side"
    default: nil
    }
  }
}
