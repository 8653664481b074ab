internal import Analysis
internal import Reports

extension WaterfallPane {
  mutating func performFold(_ command: Command, at row: Int, in context: Context) -> [Request]? {
    switch command {
    case .left: fold(orClimbFrom: row, in: context)
    case .right: unfold(row, in: context)
    case .toggle: return toggleFolding(of: row, in: context)
    case .criticalPathOnly: return togglePathOnly(at: row, in: context)
    case .foldSiblings: return foldSiblings(at: row, in: context)
    case .foldServices: return fold(by: .service, at: row, "no part of this trace stays within one service", in: context)
    case .foldOffPath: return fold(by: .offPath, at: row, "everything here is on the critical path", in: context)
    case .shallower: return foldByDepth(deeper: false, at: row, in: context)
    case .deeper: return foldByDepth(deeper: true, at: row, in: context)
    default: return nil
    }
    return []
  }

  private mutating func toggleFolding(of row: Int, in context: Context) -> [Request] {
    guard let model, model.hasChildren(row) else { return [.say("this span has no children to fold")] }
    setFolded(row, !model.isFolded(row), in: context)
    return []
  }

  private mutating func togglePathOnly(at row: Int, in context: Context) -> [Request] {
    guard model?.togglePathOnly() == true else { return [.say("no match is on the critical path; Esc shows all spans")] }
    reselect(row, in: context)
    return []
  }

  private mutating func foldSiblings(at row: Int, in context: Context) -> [Request] {
    model?.toggleSiblings()
    reselect(row, in: context)
    guard let siblings = model?.siblings, siblings.isFolded else { return [.say("all siblings show")] }
    if siblings.hiddenCount == 0 {
      model?.toggleSiblings()
      return [.say("no two siblings here are alike")]
    }
    return [.say("\(BrowserPane.grouped(siblings.hiddenCount)) spans folded into ones like them; x shows them")]
  }

  /// Folds the whole trace one way, or gives back what was folded row by row.
  private mutating func fold(
    by mode: FoldMode, at row: Int, _ nothing: String, in context: Context
  ) -> [Request] {
    guard let model else { return [] }
    let isOn = model.folding.mode == mode
    self.model?.fold(by: isOn ? nil : mode)
    if !isOn, self.model?.folding.isFolded.contains(true) == false {
      self.model?.fold(by: nil)
      return [.say(nothing)]
    }
    reselect(row, in: context)
    return []
  }

  /// The first step folds what lies below the cursor's depth, further ones go on from there.
  private mutating func foldByDepth(deeper: Bool, at row: Int, in context: Context) -> [Request] {
    guard let model, model.deepest > 0 else { return [.say("no span here has children to fold")] }
    var depth = min(model.tree.rows[row].depth, model.deepest - 1)
    if case .depth(let present) = model.folding.mode {
      depth = present + (deeper ? 1 : -1)
    } else if deeper {
      return [.say("nothing is folded by depth; < folds below this span's depth")]
    }
    guard depth >= 0 else { return [.say("only the roots show; > shows more")] }
    self.model?.fold(by: depth < model.deepest ? .depth(depth) : nil)
    reselect(row, in: context)
    return depth < model.deepest ? [] : [.say("all depths show")]
  }

  private mutating func setFolded(_ row: Int, _ isFolded: Bool, in context: Context) {
    model?.setFolded(row, isFolded)
    reselect(row, in: context)
  }

  private mutating func fold(orClimbFrom row: Int, in context: Context) {
    guard let model else { return }
    if model.hasChildren(row), !model.isFolded(row) {
      setFolded(row, true, in: context)
    } else if let parent = model.tree.rows[row].parent {
      reselect(parent, in: context)
    }
  }

  private mutating func unfold(_ row: Int, in context: Context) {
    guard let model, model.hasChildren(row) else { return }
    if model.isFolded(row) { setFolded(row, false, in: context) } else { move(by: 1, in: context) }
  }
}
