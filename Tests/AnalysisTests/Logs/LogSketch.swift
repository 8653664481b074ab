import Telemetry

/// Lines as tests write them.
extension LogLine {
  static func at(_ milliseconds: Int64, _ text: String, _ labels: Labels = ["app": "a"]) -> LogLine {
    LogLine(time: Instant(milliseconds: milliseconds), line: text, labels: labels)
  }
}

/// A small generator with a seed, so that a failure can be seen again.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
