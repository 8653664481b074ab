extension Theme {
  /// How many colours series have before they begin again, and how many steps heat has.
  public static let seriesCount = 8
  public static let heatCount = 10

  /// Every role by its name in a theme file, in the order people read them.
  public static var roleNames: [String] {
    plainRoles.map(name(of:)) + (0..<seriesCount).map { "series.\($0)" }
      + (0..<heatCount).map { "heat.\($0)" }
  }

  public static var groundNames: [String] { grounds.map(name(of:)) }

  // Names are written out: printing a case reads its metadata, which the first frame would wait for.

  /// The name of a role in a theme file; series wrap around, heat ends at its last step.
  public static func name(of role: Role) -> String {
    switch role {
    case .series(let index):
      let rest = index % seriesCount
      return "series.\(rest < 0 ? rest + seriesCount : rest)"
    case .heat(let level): return "heat.\(min(max(0, level), heatCount - 1))"
    case .text: return "text"
    case .muted: return "muted"
    case .heading: return "heading"
    case .border: return "border"
    case .focus: return "focus"
    case .key: return "key"
    case .good: return "good"
    case .warning: return "warning"
    case .error: return "error"
    case .critical: return "critical"
    case .link: return "link"
    case .match: return "match"
    case .marker: return "marker"
    case .stale: return "stale"
    case .keyword: return "keyword"
    case .function: return "function"
    case .identifier: return "identifier"
    case .string: return "string"
    case .number: return "number"
    case .punctuation: return "punctuation"
    case .comment: return "comment"
    }
  }

  private static func name(of ground: Ground) -> String {
    switch ground {
    case .plain: "plain"
    case .cursor: "cursor"
    case .selection: "selection"
    case .raised: "raised"
    case .alert: "alert"
    }
  }

  public func look(for role: Role) -> Look { roles[Self.name(of: role)] ?? Look(nil) }

  public func look(for ground: Ground) -> Look { grounds[Self.name(of: ground)] ?? Look(nil) }

  /// The colours and attributes of a cell: the role's own, on the ground's colour.
  public func look(for style: Style) -> (text: Look, ground: RGB?) {
    let ground = look(for: style.ground)
    var look = look(for: style.role)
    look.bold = look.bold || style.bold || ground.bold
    look.underline = look.underline || style.underline || ground.underline
    look.reverse = look.reverse != ground.reverse
    return (look, ground.color)
  }

  private static var plainRoles: [Role] {
    [
      .text, .muted, .heading, .border, .focus, .key, .good, .warning, .error, .critical, .link,
      .match, .marker, .stale, .keyword, .function, .identifier, .string, .number, .punctuation,
      .comment,
    ]
  }

  private static var grounds: [Ground] { [.plain, .cursor, .selection, .raised, .alert] }
}
