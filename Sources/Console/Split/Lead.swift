internal import Analysis
internal import Telemetry

/// What the cursor of the leading half rests on, as far as the other half depends on it.
struct Lead: Sendable {
  /// What the other half is opened for: whoever asks the same shows the same.
  struct Target: Hashable, Sendable {
    var source: SourceID
    var text: String?
    /// `nil` while it moves with the clock.
    var range: TimeRange?
  }

  var anchor: Anchor
  /// What to show, strongest first.
  var jumps: [Jump] = []
  /// The exemplars to ask for first.
  var lookup: Jump?
  var target: Target?
  /// Why nothing can be shown.
  var refusal: String?

  /// The cursor of `pane`; `nil` when it rests on nothing.
  init?(_ pane: any Pane, in context: Context, lookup: (Anchor) -> Jump?) {
    guard let anchor = pane.anchor(in: context) else { return nil }
    self.anchor = anchor
    do {
      jumps = try context.correlator.beside(anchor, isTraceOpen: Self.openTraces.contains(pane.kind))
    } catch {
      refusal = "no way to \(error.to.rawValue) from here: \(error.reason)"
    }
    // A chart has asked for its exemplars itself.
    if pane.kind != .metrics, jumps.isEmpty || jumps.first?.to == .traces { self.lookup = lookup(anchor) }
    target = (self.lookup ?? jumps.first).map { jump in
      Target(source: jump.source, text: jump.query.text, range: anchor.holdsStill ? jump.range : nil)
    }
  }

  /// Panes whose cursor moves within one trace.
  private static let openTraces: Set<PaneKind> = [.waterfall, .flame, .traceServices]

  /// Whether the other half would stay exactly as it is.
  func isSame(as other: Lead) -> Bool {
    target == other.target && refusal == other.refusal && anchor.moment == other.anchor.moment
      && anchor.spanID == other.anchor.spanID && anchor.traceID == other.anchor.traceID
  }
}

extension Anchor {
  /// Whether the range of a jump depends on a moment rather than on the clock.
  fileprivate var holdsStill: Bool { moment != nil || traceRange != nil }
}

extension Jump {
  /// The range it asks about; a trace is the same whatever its hint.
  fileprivate var range: TimeRange? {
    if case .trace = query { nil } else { query.range }
  }
}
