internal import Analysis
internal import Canvas
internal import Reports

extension WaterfallPane {
  mutating func performMove(_ command: Command, in context: Context) -> Bool {
    let count = model?.visible.count ?? 0
    switch command {
    case .up: move(by: -1, in: context)
    case .down: move(by: 1, in: context)
    case .pageUp: move(by: -listHeight(in: context), in: context)
    case .pageDown: move(by: listHeight(in: context), in: context)
    case .top: move(by: -count, in: context)
    case .bottom: move(by: count, in: context)
    default: return false
    }
    return true
  }

  /// Jumps to the next span of a sort: failed, matching, slow.
  mutating func performFind(_ command: Command, from row: Int, in context: Context) -> [Request]? {
    guard let model else { return nil }
    switch command {
    case .nextTrouble, .previousTrouble:
      guard let found = model.failed(after: row, backwards: command == .previousTrouble) else {
        return [.say("no span failed among those that match; Esc shows all spans")]
      }
      jump(to: found, in: context)
    case .nextMatch, .previousMatch:
      guard let found = model.filter?.match(after: row, backwards: command == .previousMatch) else { return nil }
      jump(to: found, in: context)
    case .slowest: return jumpToSlow(backwards: false, from: row, in: context)
    case .lessSlow: return jumpToSlow(backwards: true, from: row, in: context)
    default: return nil
    }
    return []
  }

  /// Walks the spans by their self time: on from the one it led to last, else from the slowest.
  private mutating func jumpToSlow(backwards: Bool, from row: Int, in context: Context) -> [Request] {
    guard let model else { return [] }
    let last = slowRow == row ? row : nil
    guard !backwards || last != nil else { return [.say("w goes to the slowest first, W back towards it")] }
    guard let found = model.slowest(after: last, backwards: backwards) else {
      return [.say(backwards ? "this is the slowest already" : "no other span has time of its own")]
    }
    jump(to: found.row, in: context)
    slowRow = found.row
    let time = Durations.text(nanoseconds: model.tree.rows[found.row].selfNs)
    let rank = found.rank == 1 ? "slowest" : "number \(BrowserPane.grouped(found.rank)) of the slowest"
    return [.say("\(rank): \(time) of its own")]
  }

  private mutating func jump(to row: Int, in context: Context) {
    select(row: row, in: context)
    followInTime(row)
  }

  mutating func move(by rows: Int, in context: Context) {
    scroll.move(by: rows, count: model?.visible.count ?? 0, height: listHeight(in: context))
    rewindDetail(in: context)
    hiddenRow = nil
  }

  mutating func reselect(_ row: Int, in context: Context) {
    guard let model else { return }
    // The row may be hidden now: its nearest visible ancestor takes the cursor, and gives it back
    // when the row shows again.
    let wanted = hiddenRow ?? row
    let candidates = sequence(first: wanted) { model.tree.rows[$0].parent }
    let index = candidates.lazy.compactMap { model.visible.index(of: $0) }.first ?? 0
    hiddenRow = model.visible.indices.contains(index) && model.visible[index] == wanted ? nil : wanted
    scroll.move(to: index, count: model.visible.count, height: listHeight(in: context))
  }
}
