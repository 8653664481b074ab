extension Theme {
  /// How many colours series have before they begin again, and how many steps heat has.
  public static let seriesCount = 8
  public static let heatCount = 10

  /// Every role by its name in a theme file, in the order people read them.
  public static var roleNames: [String] { roles.map(name(of:)) }

  public static var groundNames: [String] { grounds.map(name(of:)) }

  /// The name of a role in a theme file; series wrap around, heat ends at its last step.
  public static func name(of role: Role) -> String {
    switch role {
    case .series: "series.\(slot(of: role) - plainRoles)"
    case .heat: "heat.\(slot(of: role) - plainRoles - seriesCount)"
    default: entry(of: role).name
    }
  }

  public func look(for role: Role) -> Look { roleLooks[Self.slot(of: role)] }

  public func look(for ground: Ground) -> Look { groundLooks[Self.entry(of: ground).slot] }

  /// The colours and attributes of a cell: the role's own, on the ground's colour.
  public func look(for style: Style) -> (text: Look, ground: RGB?) {
    let ground = look(for: style.ground)
    var look = look(for: style.role)
    look.bold = look.bold || style.bold || ground.bold
    look.underline = look.underline || style.underline || ground.underline
    look.reverse = look.reverse != ground.reverse
    return (look, ground.color)
  }

  /// Every role, each at its slot.
  static var roles: [Role] {
    [
      .text, .muted, .heading, .border, .focus, .key, .good, .warning, .error, .critical, .link,
      .match, .marker, .stale, .keyword, .function, .identifier, .string, .number, .punctuation,
      .comment,
    ] + (0..<seriesCount).map { .series($0) } + (0..<heatCount).map { .heat($0) }
  }

  static var grounds: [Ground] { [.plain, .cursor, .selection, .raised, .alert] }

  private static let plainRoles = 21

  private static func slot(of role: Role) -> Int {
    switch role {
    case .series(let index):
      let rest = index % seriesCount
      return plainRoles + (rest < 0 ? rest + seriesCount : rest)
    case .heat(let level): return plainRoles + seriesCount + min(max(0, level), heatCount - 1)
    default: return entry(of: role).slot
    }
  }

  // Names are written out: printing a case reads its metadata, which the first frame would wait for.

  private static func entry(of role: Role) -> (slot: Int, name: String) {
    switch role {
    case .text: (0, "text")
    case .muted: (1, "muted")
    case .heading: (2, "heading")
    case .border: (3, "border")
    case .focus: (4, "focus")
    case .key: (5, "key")
    case .good: (6, "good")
    case .warning: (7, "warning")
    case .error: (8, "error")
    case .critical: (9, "critical")
    case .link: (10, "link")
    case .match: (11, "match")
    case .marker: (12, "marker")
    case .stale: (13, "stale")
    case .keyword: (14, "keyword")
    case .function: (15, "function")
    case .identifier: (16, "identifier")
    case .string: (17, "string")
    case .number: (18, "number")
    case .punctuation: (19, "punctuation")
    case .comment: (20, "comment")
    case .series: (21, "series")
    case .heat: (29, "heat")
    }
  }

  private static func name(of ground: Ground) -> String { entry(of: ground).name }

  private static func entry(of ground: Ground) -> (slot: Int, name: String) {
    switch ground {
    case .plain: (0, "plain")
    case .cursor: (1, "cursor")
    case .selection: (2, "selection")
    case .raised: (3, "raised")
    case .alert: (4, "alert")
    }
  }
}
