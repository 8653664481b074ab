public import Canvas

/// What the environment says about the terminal, before it is asked.
public struct TerminalTraits: Equatable, Sendable {
  /// `TERM`; `xterm-256color` when it is not set.
  public let term: String
  public let depth: ColorDepth
  public let isUnicode: Bool
  /// Inside tmux, which passes OSC 52 on only when it is wrapped.
  public let isTmux: Bool

  /// The variables that are read.
  public static let variables = [
    "TERM", "TMUX", "COLORTERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG", "HOME", "TERMINFO",
    "TERMINFO_DIRS",
  ]

  public init(environment: [String: String]) {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    term = value("TERM") ?? "xterm-256color"
    isTmux = value("TMUX") != nil
    depth = Self.depth(term, value("COLORTERM"), noColor: value("NO_COLOR") != nil)
    isUnicode = Self.isUnicode(
      term, locale: value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG"))
  }

  private static func depth(_ term: String, _ colorTerm: String?, noColor: Bool) -> ColorDepth {
    if noColor || term == "dumb" || term.hasSuffix("-mono") || term.hasPrefix("vt") { return .mono }
    if colorTerm == "truecolor" || colorTerm == "24bit" || term.hasSuffix("-direct") {
      return .truecolor
    }
    return has("256", in: term) || modern.contains { has($0, in: term) } ? .palette256 : .ansi16
  }

  /// Byte by byte: the first search through a String costs more than all else here.
  private static func has(_ part: String, in text: String) -> Bool {
    let (part, text) = (Array(part.utf8), Array(text.utf8))
    guard part.count <= text.count else { return false }
    return (0...text.count - part.count).contains { text[$0..<$0 + part.count].elementsEqual(part) }
  }

  /// Terminals that show 256 colours whatever their name says.
  private static let modern = ["kitty", "alacritty", "ghostty", "wezterm", "foot"]

  /// A missing or `C` locale says nothing, as over SSH; only another encoding by name counts. The
  /// Linux console and the old terminals have no braille.
  private static func isUnicode(_ term: String, locale: String?) -> Bool {
    if term == "linux" || term == "ansi" || term == "dumb" || term.hasPrefix("vt") { return false }
    guard let encoding = locale?.split(separator: ".", maxSplits: 1).dropFirst().first else { return true }
    let name = encoding.lowercased().filter { $0.isLetter || $0.isNumber }
    return name.hasPrefix("utf8")
  }
}
