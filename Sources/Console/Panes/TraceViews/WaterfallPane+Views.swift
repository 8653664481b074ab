internal import Analysis
internal import Reports
internal import Telemetry

extension WaterfallPane {
  /// The keys that show the trace another way; `nil` for all other commands.
  mutating func performView(_ command: Command, in context: Context) -> [Request]? {
    guard let model else { return nil }
    switch command {
    case .flameGraph:
      let tree = views.operations(of: model.tree)
      return [.open(FlamePane(tree, of: self))]
    case .serviceGraph:
      let graph = views.services(of: model.tree)
      return [.open(ServiceGraphPane(graph, of: self))]
    case .compareTraces: return compare(in: context)
    default: return nil
    }
  }

  private func compare(in context: Context) -> [Request] {
    guard let marked = context.markedTrace else {
      return [.mark(self), .say("this trace is A; C on another trace compares it with this one")]
    }
    guard marked.id != id else { return [.mark(nil), .say("this trace is no longer A")] }
    return [.mark(nil), .open(ComparisonPane(marked, self))]
  }

  /// The same pane with the cursor on another row, whatever hid that.
  func showing(_ row: Int, in context: Context) -> WaterfallPane {
    var pane = self
    pane.select(row: row, in: context)
    return pane
  }

  /// What the title lines of the trace's views begin with.
  var shortID: String { id.short }
}
