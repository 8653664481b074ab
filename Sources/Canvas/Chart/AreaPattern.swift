/// What tells stacked areas apart without colours: four densities of dots, one after the other.
///
///     ⣿  ⢕  ⠭  ⠅      #  +  :  .
struct AreaPattern {
  private let kind: Int

  init(layer: Int) { kind = layer % 4 }

  /// Whether the dot at a place is set inside the area.
  func fills(_ x: Int, _ y: Int) -> Bool {
    switch kind {
    case 0: true
    case 1: (x + y) % 2 == 0
    case 2: y % 2 == 0
    default: x % 2 == 0 && y % 2 == 0
    }
  }

  /// A cell full of the pattern.
  func swatch(_ glyphs: GlyphSet) -> Character {
    guard glyphs == .unicode else { return ascii }
    var dots: UInt8 = 0
    for y in 0..<4 { for x in 0..<2 where fills(x, y) { dots |= DotRaster.bit(x, y) } }
    return DotRaster.braille(dots)
  }

  var ascii: Character { ["#", "+", ":", "."][kind] }
}
