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

  public init(name: String, roles: [String: Look], grounds: [String: Look]) {
    self.name = name
    self.roles = roles
    self.grounds = grounds
  }
}
