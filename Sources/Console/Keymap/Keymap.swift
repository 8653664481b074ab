public import Canvas

/// Which keys do what. Help, hints, palette and Docs/Keys.md all come from this table.
public struct Keymap: Sendable {
  /// The keys of one command, first the one that hints show.
  public struct Binding: Sendable {
    public var command: Command
    public var keys: [Key]

    public init(_ command: Command, _ keys: Key...) {
      self.command = command
      self.keys = keys
    }
  }

  /// Bindings under a heading, as help shows them.
  public struct Group: Sendable {
    public var title: String
    /// Where the bindings hold; empty: on every screen. A screen's own keys go before those of all.
    public var panes: [PaneKind] = []
    public var bindings: [Binding]

    func holds(on pane: PaneKind) -> Bool { panes.isEmpty || panes.contains(pane) }
  }

  // A hundred bindings, looked through once a key: an index would only cost the first frame its time.
  public private(set) var groups: [Group]

  public init(groups: [Group]) { self.groups = groups }

  /// What a key does on a screen: its own meaning there before the one it has everywhere.
  public func command(for key: Key, on pane: PaneKind) -> Command? {
    func first(where isMeant: (Group) -> Bool) -> Command? {
      for group in groups where isMeant(group) {
        if let binding = group.bindings.first(where: { $0.keys.contains(key) }) { return binding.command }
      }
      return nil
    }
    return first { $0.panes.contains(pane) } ?? first { $0.panes.isEmpty }
  }

  /// The keys of a command, wherever they hold.
  public func keys(of command: Command) -> [Key] {
    groups.lazy.flatMap(\.bindings).first { $0.command == command }?.keys ?? []
  }

  /// The keys that do a command on one screen; none where another command has them.
  public func keys(of command: Command, on pane: PaneKind) -> [Key] {
    groups.filter { $0.holds(on: pane) }.flatMap(\.bindings).filter { $0.command == command }
      .flatMap(\.keys).filter { self.command(for: $0, on: pane) == command }
  }

  /// Gives a command one key instead of its own. Whatever had the key where the command holds loses it.
  public mutating func bind(_ command: Command, to key: Key) {
    let scopes = groups.filter { group in group.bindings.contains { $0.command == command } }.map(\.panes)
    for group in groups.indices {
      let touches = scopes.contains { scope in
        scope.isEmpty || groups[group].panes.isEmpty || scope.contains { groups[group].panes.contains($0) }
      }
      for binding in groups[group].bindings.indices {
        if groups[group].bindings[binding].command == command {
          groups[group].bindings[binding].keys = [key]
        } else if touches {
          groups[group].bindings[binding].keys.removeAll { $0 == key }
        }
      }
    }
  }

  /// Why a key does nothing on a screen where it is not bound.
  func absence(of key: Key) -> String {
    for group in groups {
      guard let binding = group.bindings.first(where: { $0.keys.contains(key) }) else { continue }
      return "\(key.label) (\(binding.command.hint)) is a key of \(group.title); ? lists the keys"
    }
    return "\(key.label) does nothing here; ? lists the keys"
  }
}

extension Keymap {
  public static let standard = Keymap(groups: [
    Group(title: "Screens", bindings: [
      Binding(.overview, .character("1")), Binding(.metrics, .character("2")),
      Binding(.traces, .character("3")), Binding(.logs, .character("4")),
      Binding(.objectives, .character("5")), Binding(.probes, .character("6")),
      Binding(.alerts, .character("7")), Binding(.doctor, .character("8")),
    ]),
    Group(title: "Jumps", bindings: [
      Binding(.open, .enter), Binding(.jumpToTraces, .character("t")),
      Binding(.jumpToLogs, .character("l")), Binding(.jumpToMetrics, .character("m")),
      Binding(.jumpToProfile, .character("p")), Binding(.jumpMenu, .character("g")),
      Binding(.back, .backspace), Binding(.forward, .alt("f"), .control("f")),
    ]),
    Group(title: "Two panes", bindings: [
      Binding(.split, .character("\\")), Binding(.otherHalf, .character(";")),
      Binding(.leadWider, .controlRight), Binding(.leadNarrower, .controlLeft),
    ]),
    Group(title: "Trail", bindings: [
      Binding(.places, .character("H")), Binding(.mark, .character("M")),
      Binding(.goToMark, .character("`"), .character("#")), Binding(.addNote, .character("I")),
      Binding(.notes, .character("J")),
    ]),
    Group(title: "Moving", bindings: [
      Binding(.up, .up, .character("k")), Binding(.down, .down, .character("j")),
      Binding(.left, .left), Binding(.right, .right),
      Binding(.pageUp, .pageUp, .control("b"), .control("u")),
      Binding(.pageDown, .pageDown, .control("d")),
      Binding(.top, .home), Binding(.bottom, .end, .character("G")),
      Binding(.nextPart, .tab), Binding(.previousPart, .backTab),
      Binding(.nextTrouble, .character("e")), Binding(.previousTrouble, .character("E")),
    ]),
    Group(title: "Time", bindings: [
      Binding(.earlier, .character("[")), Binding(.later, .character("]")),
      Binding(.zoomIn, .character("{")), Binding(.zoomOut, .character("}")),
      Binding(.pickRange, .character("T")), Binding(.refresh, .character("r")),
      Binding(.autoRefresh, .character("R")), Binding(.toggleZone, .character("Z")),
    ]),
    Group(title: "Text", bindings: [
      Binding(.editQuery, .character("i")), Binding(.search, .character("/")),
      Binding(.nextMatch, .character("n")), Binding(.previousMatch, .character("N")),
      Binding(.include, .character("+")), Binding(.exclude, .character("-")),
      Binding(.copy, .character("y")), Binding(.showQuery, .character("Y")),
    ]),
    Group(title: "This screen", bindings: [
      Binding(.toggle, .character(" ")), Binding(.clearFocus, .character("0")),
    ]),
    Group(title: "Lists", panes: [.metrics, .traces, .browser, .server, .drilldown, .services, .probes], bindings: [Binding(.sort, .character("s"))]),
    Group(title: "Metrics", panes: [.metrics], bindings: [
      Binding(.addQuery, .character("a")), Binding(.removeQuery, .character("D")),
      Binding(.nextQuery, .character(".")), Binding(.previousQuery, .character(",")),
      Binding(.hideQuery, .character("x")), Binding(.querySource, .character("u")),
      Binding(.drawAs, .character("d")),
      Binding(.heatmap, .character("h")), Binding(.logScale, .character("L")),
      Binding(.rightAxis, .character("X")), Binding(.lockRange, .character("=")),
      Binding(.compare, .character("o")), Binding(.annotations, .character("A")),
      Binding(.selectSpan, .character("v")), Binding(.splitCharts, .character("|")),
      Binding(.coarserStep, .character("C")),
    ]),
    Group(title: "The metrics server", panes: [.metrics, .browser, .server], bindings: [
      Binding(.browse, .character("b")), Binding(.serverStatus, .character("S")),
    ]),
    Group(title: "Metric browser", panes: [.browser], bindings: [
      Binding(.onlyKind, .character("f")), Binding(.nextQuery, .character(".")),
      Binding(.previousQuery, .character(",")),
    ]),
    Group(title: "Server status", panes: [.server], bindings: [Binding(.onlyKind, .character("f"))]),
    Group(title: "SLOs", panes: [.objectives], bindings: [Binding(.onlyKind, .character("f"))]),
    Group(title: "One SLO", panes: [.objective], bindings: [Binding(.supposePromise, .character("w"))]),
    Group(title: "Probes", panes: [.probes], bindings: [Binding(.onlyKind, .character("f"))]),
    Group(title: "Alerts", panes: [.alerts], bindings: [
      Binding(.silence, .character("s")), Binding(.extendSilence, .character("x")),
      Binding(.expireSilence, .character("X")), Binding(.runbook, .character("b")),
      Binding(.onlyKind, .character("f")),
    ]),
    Group(title: "Doctor", panes: [.doctor], bindings: [Binding(.onlyKind, .character("f"))]),
    Group(title: "Drilldown", panes: [.drilldown], bindings: [
      Binding(.drillCompare, .character("c")), Binding(.drillBreakdown, .character("b")),
      Binding(.drillExceptions, .character("x")), Binding(.drillStructure, .character("S")),
      Binding(.against, .character("f")), Binding(.drawBox, .character("v")),
      Binding(.bySample, .character("w")), Binding(.breakdownBy, .character("a")),
      Binding(.drillSource, .character("u")),
    ]),
    Group(title: "Traces", panes: [.traces], bindings: [
      Binding(.buildQuery, .character("b")), Binding(.olderTraces, .character(">")),
      Binding(.follow, .character("f")), Binding(.chooseColumns, .character("o")),
      Binding(.drilldown, .character("c")),
    ]),
    Group(title: "Waterfall", panes: [.waterfall], bindings: [
      Binding(.criticalPathOnly, .character("z")), Binding(.statistics, .character("s")),
      Binding(.foldSiblings, .character("x")), Binding(.shallower, .character("<")),
      Binding(.deeper, .character(">")), Binding(.foldServices, .character("f")),
      Binding(.foldOffPath, .character("o")), Binding(.zoomToSpan, .character(".")),
      Binding(.zoomBack, .character(",")), Binding(.wholeTrace, .character("=")),
      Binding(.markRows, .character("v")), Binding(.onlyMatches, .character("h")),
      Binding(.slowest, .character("w")), Binding(.lessSlow, .character("W")),
      Binding(.narrowerName, .character("(")), Binding(.widerName, .character(")")),
      Binding(.traceColumns, .character("|")),
    ]),
    Group(title: "Services", panes: [.traces, .waterfall, .services], bindings: [
      Binding(.services, .character("S")),
    ]),
    Group(title: "Views of a trace", panes: [.waterfall, .flame, .traceServices, .comparison], bindings: [
      Binding(.flameGraph, .character("F")), Binding(.serviceGraph, .character("V")),
      Binding(.compareTraces, .character("C")),
    ]),
    Group(title: "Span detail", panes: [.waterfall], bindings: [Binding(.filterDetail, .character("a"))]),
    Group(title: "Flame graph", panes: [.flame], bindings: [Binding(.sort, .character("s"))]),
    Group(title: "Logs", panes: [.logs], bindings: [
      Binding(.follow, .character("f")), Binding(.wrap, .character("w")),
      Binding(.minimumLevel, .character("V")), Binding(.around, .character("c")),
      Binding(.logFields, .character("F")), Binding(.logPatterns, .character("P")),
      Binding(.selectSpan, .character("v")), Binding(.exists, .character("*")),
      Binding(.logMark, .character("x")), Binding(.nextMark, .character("'")),
      Binding(.previousMark, .character("\"")), Binding(.goToTime, .character("@")),
      Binding(.logVolumeBy, .character("a")), Binding(.logStats, .character("s")),
      Binding(.chooseColumns, .character("o")), Binding(.buildQuery, .character("b")),
      Binding(.export, .character("X")), Binding(.loadAll, .character("A")),
    ]),
    Group(title: "Program", bindings: [
      Binding(.cancel, .escape), Binding(.palette, .character(":")), Binding(.switchContext, .character("K")),
      Binding(.help, .character("?"), .function(1)), Binding(.redraw, .control("l")),
      Binding(.suspend, .control("z")), Binding(.quit, .character("q"), .control("c")),
    ]),
  ])
}
