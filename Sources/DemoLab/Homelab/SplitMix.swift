/// SplitMix64: a small generator whose whole state is a number, so that any moment of the simulation
/// can be drawn on its own (Steele, Lea and Flood, 2014).
struct SplitMix: Sendable {
  private var state: UInt64

  init(_ seeds: UInt64...) {
    state = 0x9E37_79B9_7F4A_7C15
    for seed in seeds {
      state ^= seed &* 0xBF58_476D_1CE4_E5B9
      state = next()
    }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// In [0, 1).
  mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  mutating func between(_ low: Double, _ high: Double) -> Double { low + unit() * (high - low) }

  mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  mutating func pick<Element>(_ list: [Element]) -> Element { list[Int(next() % UInt64(list.count))] }
}
