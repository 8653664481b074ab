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

  /// The index of the basic colour that stands for this one: of the same hue, for a pastel red is red and
  /// no grey; a colour almost without hue becomes the nearest grey.
  public var nearest16: Int {
    let (least, most) = (min(red, green, blue), max(red, green, blue))
    guard most - least >= Self.leastChroma else {
      switch (Int(red) + Int(green) + Int(blue)) / 3 {
      case ..<64: return 0
      case ..<160: return 8
      case ..<238: return 7
      default: return 15
      }
    }
    let middle = (Int(least) + Int(most)) / 2
    let hue = (Int(red) > middle ? 1 : 0) + (Int(green) > middle ? 2 : 0) + (Int(blue) > middle ? 4 : 0)
    return most > Self.brightest ? hue + 8 : hue
  }

  /// The same of eight colours: what was bright loses that, and both greys are the lighter one.
  public var nearest8: Int {
    let index = nearest16
    return index == 8 ? 7 : index % 8
  }

  /// Less between the least and the most of red, green and blue is no hue.
  private static let leastChroma: UInt8 = 40
  /// The most that an ordinary colour has of one of them; a bright one has more.
  private static let brightest: UInt8 = 215

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
}
