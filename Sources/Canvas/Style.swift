/// What a cell means. The screen resolves it to colours through the theme; meaning never rests on
/// colour alone.
public enum Role: Hashable, Sendable {
  case text
  /// Labels, axes, units, things at rest.
  case muted
  /// Headings and column names.
  case heading
  /// Frames and rules.
  case border
  /// The border and title of the pane that has the keyboard.
  case focus
  /// Key names in hints.
  case key
  case good, warning, error, critical
  /// Something that can be followed: trace ids, links.
  case link
  /// Search hits.
  case match
  /// Exemplars and marks on charts.
  case marker
  /// Old data of a source that no longer answers.
  case stale
  // Query text.
  case keyword, function, identifier, string, number, punctuation, comment
  /// A series, service or category; the theme has a palette and wraps around.
  case series(Int)
  /// 0 (cold) to 9 (hot).
  case heat(Int)
}

/// What lies behind a cell.
public enum Ground: Hashable, Sendable {
  case plain
  /// The row the cursor is on, in the pane with the keyboard.
  case cursor
  /// The same in a pane without the keyboard, and marked spans of time.
  case selection
  /// Overlays: menus, help.
  case raised
  /// Badges such as PAGE.
  case alert
}

public struct Style: Hashable, Sendable {
  public var role: Role
  public var ground: Ground
  public var bold: Bool
  public var underline: Bool

  public init(_ role: Role, on ground: Ground = .plain, bold: Bool = false, underline: Bool = false)
  {
    self.role = role
    self.ground = ground
    self.bold = bold
    self.underline = underline
  }

  public static let text = Style(.text)
  public static let muted = Style(.muted)

  public func on(_ ground: Ground) -> Style {
    var style = self
    style.ground = ground
    return style
  }
}
