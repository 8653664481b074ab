/// 24-bit colour.
public struct RGB: Hashable, Sendable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }
}

/// The look of every role and ground.
public struct Theme: Hashable, Sendable {
  /// How one role or ground looks; `nil` colours are the terminal's own.
  public struct Look: Hashable, Sendable {
    public var color: RGB?
    public var bold: Bool
    public var underline: Bool
    public var reverse: Bool

    public init(_ color: RGB?, bold: Bool = false, underline: Bool = false, reverse: Bool = false) {
      self.color = color
      self.bold = bold
      self.underline = underline
      self.reverse = reverse
    }
  }

  public var name: String
  /// By name: `text`, `muted`, … `series.0`, `heat.0`. Every name of `roleNames` is present.
  public var roles: [String: Look]
  /// By name: `plain`, `cursor`, `selection`, `raised`, `alert`.
  public var grounds: [String: Look]

  /// A theme that is whole: every role and ground is there, and nothing else.
  public init(name: String, roles: [String: Look], grounds: [String: Look]) throws(ThemeError) {
    try Self.check(roles.keys, against: Self.roleNames, "role", in: name)
    try Self.check(grounds.keys, against: Self.groundNames, "ground", in: name)
    self.init(checked: name, roles: roles, grounds: grounds)
  }

  /// For themes compiled in, which the tests check.
  init(checked name: String, roles: [String: Look], grounds: [String: Look]) {
    self.name = name
    self.roles = roles
    self.grounds = grounds
  }

  private static func check(
    _ found: some Collection<String>, against known: [String], _ kind: String, in theme: String
  ) throws(ThemeError) {
    let missing = known.filter { !found.contains($0) }
    let unknown = found.filter { !known.contains($0) }.sorted()
    guard missing.isEmpty, unknown.isEmpty else {
      throw ThemeError(theme: theme, kind: kind, missing: missing, unknown: unknown)
    }
  }
}
