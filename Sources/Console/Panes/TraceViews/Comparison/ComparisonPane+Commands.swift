internal import Analysis
internal import Canvas
internal import Reports
internal import Telemetry

extension ComparisonPane {
  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .compareTraces: "these two are compared; Backspace goes back, C marks another trace there"
    case _ where difference == nil && Self.needsBoth.contains(command): "both traces must have arrived first"
    case .nextMatch where difference?.ranked.isEmpty == true, .previousMatch where difference?.ranked.isEmpty == true:
      "no span took a different time of its own"
    case .include, .exclude: "+ and - search for an attribute: Enter shows the span, whose detail has them"
    case .search: "there is nothing to search here; n goes to the next big difference"
    case .flameGraph, .serviceGraph: "one trace at a time: Enter opens the waterfall first"
    default: nil
    }
  }

  private static let needsBoth: Set<Command> = [
    .open, .jumpToTraces, .jumpToLogs, .jumpToMetrics, .nextMatch, .previousMatch, .toggle, .copy, .left, .right,
    .nextTrouble, .previousTrouble,
  ]

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    let height = listHeight(in: context)
    if move(command, height: height) { return [] }
    switch command {
    case .open, .jumpToTraces: return openTarget(in: context)
    case .nextMatch: return goToDifference(by: 1, height: height)
    case .previousMatch: return goToDifference(by: -1, height: height)
    case .nextTrouble: return findError(by: 1, height: height)
    case .previousTrouble: return findError(by: -1, height: height)
    case .nextPart, .previousPart: side = side == .left ? .right : .left
    case .toggle: return fold(height: height)
    case .left: foldOrClimb(height: height)
    case .right: unfold(height: height)
    case .copy: return row.flatMap { difference?.rows[$0] }.map { [.copy($0.operation.description)] } ?? []
    default: return nil
    }
    return []
  }

  private mutating func move(_ command: Command, height: Int) -> Bool {
    switch command {
    case .up: scroll.move(by: -1, count: visible.count, height: height)
    case .down: scroll.move(by: 1, count: visible.count, height: height)
    case .pageUp: scroll.page(by: -1, count: visible.count, height: height)
    case .pageDown: scroll.page(by: 1, count: visible.count, height: height)
    case .top: scroll.move(to: 0, count: visible.count, height: height)
    case .bottom: scroll.move(to: visible.count - 1, count: visible.count, height: height)
    default: return false
    }
    return true
  }

  private func openTarget(in context: Context) -> [Request] {
    guard let target else { return [] }
    let only = side == .left ? "B" : "A"
    let note: [Request] = target.isOther ? [.say("this span is only in \(only), which is opened")] : []
    return [.open(target.pane.showing(target.row, in: context))] + note
  }

  /// The differences by size; from a row that is none of them, the largest.
  private mutating func goToDifference(by step: Int, height: Int) -> [Request] {
    guard let difference, !difference.ranked.isEmpty else { return [] }
    let count = difference.ranked.count
    let present = row.flatMap { row in difference.ranked.firstIndex(of: row) }
    let place = present.map { ($0 + step + count) % count } ?? 0
    let found = difference.ranked[place]
    select(found, height: height)
    let text = SignedDuration.text(difference.rows[found].selfDifferenceNs)
    return [.say("\(place + 1) of \(count) by size: \(text) of its own")]
  }

  private mutating func findError(by step: Int, height: Int) -> [Request] {
    guard let rows = difference?.rows, let row else { return [] }
    for distance in 1...rows.count {
      let index = ((row + step * distance) % rows.count + rows.count) % rows.count
      if hasFailed(rows[index]) {
        select(index, height: height)
        return []
      }
    }
    return [.say("no span of either trace failed")]
  }

  /// Whether the span failed on either side.
  func hasFailed(_ row: TraceDifference.Row) -> Bool {
    row.left.flatMap { left.model?.span($0).status } == .error
      || row.right.flatMap { right.model?.span($0).status } == .error
  }

  private mutating func fold(height: Int) -> [Request] {
    guard let row, let item = difference?.rows[row], item.subtreeSize > 1 else {
      return [.say("this span has no children to fold")]
    }
    setFolded(row, !folded.contains(row), height: height)
    return []
  }

  private mutating func foldOrClimb(height: Int) {
    guard let row, let item = difference?.rows[row] else { return }
    if item.subtreeSize > 1, !folded.contains(row) {
      setFolded(row, true, height: height)
    } else if let parent = item.parent {
      select(parent, height: height)
    }
  }

  private mutating func unfold(height: Int) {
    guard let row, let item = difference?.rows[row], item.subtreeSize > 1 else { return }
    if folded.contains(row) {
      setFolded(row, false, height: height)
    } else {
      scroll.move(by: 1, count: visible.count, height: height)
    }
  }
}

/// A difference in time with its sign: `+79 ms`, `−2 ms`, `0`.
enum SignedDuration {
  static func text(_ nanoseconds: Int64) -> String {
    guard nanoseconds != 0 else { return "0" }
    let size = Durations.text(nanoseconds: Int64(clamping: nanoseconds.magnitude))
    return (nanoseconds < 0 ? "−" : "+") + size
  }
}
