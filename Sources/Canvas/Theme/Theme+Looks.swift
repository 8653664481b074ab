extension Theme {
  /// How many colours series have before they begin again, and how many steps heat has.
  public static let seriesCount = 8
  public static let heatCount = 10

  /// Every role by its name in a theme file, in the order people read them.
  public static var roleNames: [String] {
    plainRoles.map(name(of:)) + (0..<seriesCount).map { "series.\($0)" }
      + (0..<heatCount).map { "heat.\($0)" }
  }

  public static var groundNames: [String] { grounds.map { "\($0)" } }

  /// The name of a role in a theme file; series wrap around, heat ends at its last step.
  public static func name(of role: Role) -> String {
    switch role {
    case .series(let index):
      let rest = index % seriesCount
      return "series.\(rest < 0 ? rest + seriesCount : rest)"
    case .heat(let level): return "heat.\(min(max(0, level), heatCount - 1))"
    default: return "\(role)"
    }
  }

  public func look(for role: Role) -> Look { roles[Self.name(of: role)] ?? Look(nil) }

  public func look(for ground: Ground) -> Look { grounds["\(ground)"] ?? Look(nil) }

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
