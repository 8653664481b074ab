internal import Canvas

extension Role {
  /// The name a theme knows the role by.
  func themeName(in theme: Theme) -> String {
    switch self {
    case .series(let index): "series.\(Self.wrapped(index, theme.count(of: "series")))"
    case .heat(let level): "heat.\(min(max(0, level), 9))"
    default: "\(self)"
    }
  }

  /// Colours of a palette come round again.
  private static func wrapped(_ index: Int, _ count: Int) -> Int {
    guard count > 0 else { return 0 }
    let rest = index % count
    return rest < 0 ? rest + count : rest
  }
}

extension Theme {
  /// How many numbered roles of a name the theme has, from 0 without a gap.
  fileprivate func count(of name: String) -> Int {
    var count = 0
    while roles["\(name).\(count)"] != nil { count += 1 }
    return count
  }
}
