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
    public var bindings: [Binding]
  }

  public private(set) var groups: [Group]
  private var commands: [Key: Command] = [:]

  public init(groups: [Group]) {
    self.groups = groups
    index()
  }

  public func command(for key: Key) -> Command? { commands[key] }

  public func keys(of command: Command) -> [Key] {
    groups.lazy.flatMap(\.bindings).first { $0.command == command }?.keys ?? []
  }

  /// Gives a command one key instead of its own; the key's former command loses it.
  public mutating func bind(_ command: Command, to key: Key) {
    for group in groups.indices {
      for binding in groups[group].bindings.indices {
        if groups[group].bindings[binding].command == command {
          groups[group].bindings[binding].keys = [key]
        } else {
          groups[group].bindings[binding].keys.removeAll { $0 == key }
        }
      }
    }
    index()
  }

  private mutating func index() {
    commands = [:]
    for binding in groups.lazy.flatMap(\.bindings) {
      for key in binding.keys { commands[key] = binding.command }
    }
  }
}

extension Keymap {
  public static let standard = Keymap(groups: [
    Group(title: "Screens", bindings: [
      Binding(.overview, .character("1")), Binding(.metrics, .character("2")),
      Binding(.traces, .character("3")), Binding(.logs, .character("4")),
    ]),
    Group(title: "Jumps", bindings: [
      Binding(.open, .enter), Binding(.jumpToTraces, .character("t")),
      Binding(.jumpToLogs, .character("l")), Binding(.jumpToMetrics, .character("m")),
      Binding(.jumpToProfile, .character("p")), Binding(.jumpMenu, .character("g")),
      Binding(.back, .backspace), Binding(.forward, .alt("f"), .control("f")),
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
      Binding(.toggle, .character(" ")), Binding(.criticalPathOnly, .character("z")),
      Binding(.statistics, .character("s")), Binding(.foldSiblings, .character("x")),
      Binding(.follow, .character("f")), Binding(.wrap, .character("w")),
      Binding(.minimumLevel, .character("V")), Binding(.around, .character("c")),
      Binding(.clearFocus, .character("0")),
    ]),
    Group(title: "Program", bindings: [
      Binding(.cancel, .escape), Binding(.palette, .character(":")),
      Binding(.help, .character("?"), .function(1)), Binding(.redraw, .control("l")),
      Binding(.suspend, .control("z")), Binding(.quit, .character("q"), .control("c")),
    ]),
  ])
}
