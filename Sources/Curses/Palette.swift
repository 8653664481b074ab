public import Canvas

/// A theme as one terminal can show it: styles become colours it has and attributes.
public struct Palette: Sendable {
  /// How a style looks. Colours are `0xRRGGBB` in truecolor and indices otherwise; `nil` is the
  /// terminal's own.
  public struct Attributes: Hashable, Sendable {
    public var foreground: Int?
    public var background: Int?
    public var bold = false
    public var underline = false
    public var reverse = false
  }

  let theme: Theme
  let depth: ColorDepth

  public init(theme: Theme, depth: ColorDepth) {
    self.theme = theme
    self.depth = depth
  }

  public func attributes(for style: Style) -> Attributes {
    let role = theme.roles[style.role.themeName(in: theme)] ?? Theme.Look(nil)
    let ground = theme.grounds["\(style.ground)"] ?? Theme.Look(nil)
    var attributes = Attributes()
    attributes.bold = style.bold || role.bold || ground.bold
    attributes.underline = style.underline || role.underline || ground.underline
    attributes.reverse = role.reverse != ground.reverse
    if depth == .mono {
      setApart(style, ground, &attributes)
    } else {
      attributes.foreground = index(role.color)
      attributes.background = index(ground.color)
      if depth == .ansi16 { setApart16(style.ground, &attributes) }
      keepReadable(&attributes)
    }
    return attributes
  }

  private func index(_ color: RGB?) -> Int? {
    guard let color else { return nil }
    switch depth {
    case .mono: return nil
    case .ansi16: return ColorTable.nearest(to: color, in: 0..<16)
    case .palette256: return ColorTable.nearest(to: color, in: 16..<256)
    case .truecolor: return Int(color.red) << 16 | Int(color.green) << 8 | Int(color.blue)
    }
  }

  /// Without colours a ground that has only a colour would be lost.
  private func setApart(_ style: Style, _ ground: Theme.Look, _ attributes: inout Attributes) {
    if !ground.reverse, !ground.bold, !ground.underline {
      switch style.ground {
      case .cursor, .alert: attributes.reverse.toggle()
      case .selection: attributes.underline = true
      case .plain, .raised: break
      }
    }
    if style.role == .focus || style.role == .match { attributes.bold = true }
  }

  /// With 16 colours a shade of the plain ground becomes the plain ground itself.
  private func setApart16(_ ground: Ground, _ attributes: inout Attributes) {
    guard ground != .plain, ground != .raised, attributes.background == plainIndex else { return }
    switch ground {
    case .cursor, .alert: if !attributes.reverse { attributes.reverse = true }
    default: attributes.background = plainIndex == 8 ? 7 : 8
    }
  }

  /// What lies behind plain text: the theme's colour, or the terminal's own, which is dark when the
  /// text is light.
  private var plainIndex: Int {
    if let plain = index(theme.grounds["plain"]?.color) { return plain }
    guard let text = theme.roles["text"]?.color else { return 0 }
    return ColorTable.isLight(text) ? 0 : 15
  }

  /// Two colours that came out the same would hide the text.
  private func keepReadable(_ attributes: inout Attributes) {
    guard depth != .truecolor, let background = attributes.background,
      attributes.foreground == background
    else { return }
    let light = ColorTable.isLight(ColorTable.color(at: background))
    attributes.foreground = depth == .ansi16 ? (light ? 0 : 15) : (light ? 16 : 231)
  }
}
