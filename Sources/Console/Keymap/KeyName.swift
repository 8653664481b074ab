public import Canvas

extension Key {
  /// How hints and help write the key: `↵`, `Ctrl-L`, `t`.
  public var label: String {
    switch self {
    case .character(" "): "Space"
    case .character(let c): String(c)
    case .control(" "): "Ctrl-Space"
    case .control(let c): "Ctrl-\(c.uppercased())"
    case .alt("\n"): "Alt-↵"
    case .alt(let c): "Alt-\(c)"
    case .enter: "↵"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .escape: "Esc"
    case .delete: "Del"
    case .insert: "Ins"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .shiftLeft: "Shift-←"
    case .shiftRight: "Shift-→"
    case .controlLeft: "Ctrl-←"
    case .controlRight: "Ctrl-→"
    case .function(let n): "F\(n)"
    }
  }

  /// The label with glyphs the terminal has: folded to ASCII, `↵` and `→` would look alike.
  func label(in glyphs: GlyphSet) -> String {
    guard glyphs == .ascii else { return label }
    return switch self {
    case .enter: "Enter"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .shiftLeft: "Shift-Left"
    case .shiftRight: "Shift-Right"
    case .controlLeft: "Ctrl-Left"
    case .controlRight: "Ctrl-Right"
    case .alt("\n"): "Alt-Enter"
    default: label
    }
  }

  /// Reads what the configuration's `keys:` writes: one character, `Ctrl-x`, `Alt-x`, `F5`,
  /// `Enter`, `Tab`, `Space` …
  ///
  /// - Returns: `nil` when the name is not a key's.
  public init?(name: String) {
    if name.count == 1 {
      self = .character(name.first!)
      return
    }
    let named: [String: Key] = [
      "Space": .character(" "), "Enter": .enter, "Tab": .tab, "Shift-Tab": .backTab,
      "Backspace": .backspace, "Esc": .escape, "Del": .delete, "Ins": .insert, "Up": .up,
      "Down": .down, "Left": .left, "Right": .right, "Home": .home, "End": .end,
      "PgUp": .pageUp, "PgDn": .pageDown,
    ]
    if let key = named[name] {
      self = key
    } else if name.hasPrefix("Ctrl-"), name.count == 6 {
      self = .control(Character(name.suffix(1).lowercased()))
    } else if name.hasPrefix("Alt-"), name.count == 5 {
      self = .alt(name.last!)
    } else if name.first == "F", let number = Int(name.dropFirst()), (1...24).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }
}
