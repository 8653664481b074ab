/// Block glyphs by how much of a cell they fill.
enum Blocks {
  /// Nothing to full, from below, in eighths.
  static func rising(_ eighths: Int, _ glyphs: GlyphSet) -> Character {
    let levels: [Character] =
      glyphs == .unicode
      ? [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
      : [" ", "_", ".", "-", ":", "=", "+", "*", "#"]
    return levels[min(max(0, eighths), 8)]
  }

  /// Nothing to full, from the left, in eighths; ASCII knows only empty, begun and full.
  static func growing(_ eighths: Int, _ glyphs: GlyphSet) -> Character {
    if glyphs == .ascii { return eighths >= 8 ? "#" : eighths > 0 ? "-" : " " }
    let levels: [Character] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
    return levels[min(max(0, eighths), 8)]
  }
}
