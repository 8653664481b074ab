internal import Analysis
internal import Reports

extension WaterfallPane {
  mutating func toggleFolding(of row: Int, in context: Context) -> [Request] {
    guard let model, model.hasChildren(row) else { return [.say("this span has no children to fold")] }
    setFolded(row, !model.folded.contains(row), in: context)
    return []
  }

  mutating func foldSiblings(at row: Int, in context: Context) -> [Request] {
    model?.toggleSiblings()
    reselect(row, in: context)
    guard let siblings = model?.siblings, siblings.isFolded else { return [.say("all siblings show")] }
    if siblings.hiddenCount == 0 {
      model?.toggleSiblings()
      return [.say("no two siblings here are alike")]
    }
    return [.say("\(siblings.hiddenCount) spans folded into ones like them; x shows them")]
  }

  mutating func setFolded(_ row: Int, _ isFolded: Bool, in context: Context) {
    model?.setFolded(row, isFolded)
    reselect(row, in: context)
  }

  mutating func fold(orClimbFrom row: Int, in context: Context) {
    guard let model else { return }
    if model.hasChildren(row), !model.folded.contains(row) {
      setFolded(row, true, in: context)
    } else if let parent = model.tree.rows[row].parent {
      reselect(parent, in: context)
    }
  }

  mutating func unfold(_ row: Int, in context: Context) {
    guard let model, model.hasChildren(row) else { return }
    if model.folded.contains(row) { setFolded(row, false, in: context) } else { move(by: 1, in: context) }
  }
}
