extension RGB {
  /// `#rrggbb`; `nil` for anything else.
  public init?(hex text: some StringProtocol) {
    let digits = text.utf8.dropFirst()
    guard text.utf8.first == UInt8(ascii: "#"), digits.count == 6,
      let value = UInt32(String(text.dropFirst()), radix: 16), text.utf8.dropFirst().first != 0x2B
    else { return nil }
    self.init(
      UInt8(truncatingIfNeeded: value >> 16), UInt8(truncatingIfNeeded: value >> 8),
      UInt8(truncatingIfNeeded: value))
  }

  /// The index of the nearest colour of the 256, without the first 16, which people redefine: a
  /// cube of six steps a side from 16, greys from 232.
  public var nearest256: Int {
    let steps = [red, green, blue].map(Self.cubeStep)
    let cube = RGB(Self.cubeLevels[steps[0]], Self.cubeLevels[steps[1]], Self.cubeLevels[steps[2]])
    let mean = (Int(red) + Int(green) + Int(blue)) / 3
    let shade = min(max(0, (mean - 3) / 10), 23)
    let level = UInt8(8 + shade * 10)
    let grey = RGB(level, level, level)
    if distance(to: grey) < distance(to: cube) { return 232 + shade }
    return 16 + 36 * steps[0] + 6 * steps[1] + steps[2]
  }

  /// The index of the nearest of the 16 basic colours, as xterm shows them.
  public var nearest16: Int {
    var best = 0
    for (index, color) in Self.basic.enumerated()
    where distance(to: color) < distance(to: Self.basic[best]) {
      best = index
    }
    return best
  }

  /// Squared, weighted as eyes weigh red, green and blue.
  func distance(to other: RGB) -> Int {
    let (r, g, b) = (
      Int(red) - Int(other.red), Int(green) - Int(other.green), Int(blue) - Int(other.blue)
    )
    return 2 * r * r + 4 * g * g + 3 * b * b
  }

  private static let cubeLevels: [UInt8] = [0, 95, 135, 175, 215, 255]

  /// The nearest level of the cube; the boundaries lie half way between two.
  private static func cubeStep(_ value: UInt8) -> Int {
    [48, 115, 155, 195, 235].firstIndex { value < $0 } ?? 5
  }

  private static let basic: [RGB] = [
    RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0),
    RGB(0, 0, 238), RGB(205, 0, 205), RGB(0, 205, 205), RGB(229, 229, 229),
    RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0),
    RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
  ]
}
