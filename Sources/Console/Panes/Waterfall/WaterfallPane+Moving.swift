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
    let candidates = [wanted] + model.tree.ancestors(of: wanted)
    let index = candidates.lazy.compactMap { model.visible.firstIndex(of: $0) }.first ?? 0
    hiddenRow = model.visible.indices.contains(index) && model.visible[index] == wanted ? nil : wanted
    scroll.move(to: index, count: model.visible.count, height: listHeight(in: context))
  }

  mutating func find(
    from row: Int, backwards: Bool, in context: Context, where test: (Int) -> Bool
  ) {
    guard let found = model?.row(after: row, backwards: backwards, where: test) else { return }
    select(row: found, in: context)
  }
}
