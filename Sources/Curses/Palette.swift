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
    let (text, ground) = theme.look(for: style)
    var attributes = Attributes(bold: text.bold, underline: text.underline, reverse: text.reverse)
    if depth == .mono {
      setApart(style, &attributes)
    } else {
      attributes.foreground = index(text.color)
      attributes.background = index(ground)
      if depth < .palette256 { setApart16(style.ground, &attributes) }
      keepReadable(on: ground, &attributes)
    }
    return attributes
  }

  private func index(_ color: RGB?) -> Int? {
    guard let color else { return nil }
    switch depth {
    case .mono: return nil
    case .ansi8: return color.nearest8
    case .ansi16: return color.nearest16
    case .palette256: return color.nearest256
    case .truecolor: return Int(color.red) << 16 | Int(color.green) << 8 | Int(color.blue)
    }
  }

  /// Without colours a ground that has only a colour would be lost.
  private func setApart(_ style: Style, _ attributes: inout Attributes) {
    let ground = theme.look(for: style.ground)
    if !ground.reverse, !ground.bold, !ground.underline {
      switch style.ground {
      case .cursor, .alert: attributes.reverse.toggle()
      case .selection: attributes.underline = true
      case .plain, .raised: break
      }
    }
    if style.role == .focus || style.role == .match { attributes.bold = true }
  }

  /// With 8 or 16 colours a shade of the plain ground becomes the plain ground itself.
  private func setApart16(_ ground: Ground, _ attributes: inout Attributes) {
    guard ground != .plain, ground != .raised, attributes.background == plainIndex else { return }
    switch ground {
    case .cursor, .alert: if !attributes.reverse { attributes.reverse = true }
    default:
      if depth == .ansi8 { attributes.underline = true } else { attributes.background = plainIndex == 8 ? 7 : 8 }
    }
  }

  /// What lies behind plain text: the theme's colour, or the terminal's own, which is dark when the
  /// text is light.
  private var plainIndex: Int {
    if let plain = index(theme.look(for: .plain as Ground).color) { return plain }
    guard let text = theme.look(for: .text as Role).color else { return 0 }
    return Self.isLight(text) ? 0 : 15
  }

  /// Two colours that came out the same would hide the text.
  private func keepReadable(on ground: RGB?, _ attributes: inout Attributes) {
    guard depth != .truecolor, let ground, attributes.foreground == attributes.background else { return }
    let isLight = Self.isLight(ground)
    attributes.foreground =
      switch depth {
      case .mono, .ansi8: isLight ? 0 : 7
      case .ansi16: isLight ? 0 : 15
      case .palette256, .truecolor: isLight ? 16 : 231
      }
  }

  /// As eyes weigh red, green and blue.
  private static func isLight(_ color: RGB) -> Bool {
    299 * Int(color.red) + 587 * Int(color.green) + 114 * Int(color.blue) > 128_000
  }
}
