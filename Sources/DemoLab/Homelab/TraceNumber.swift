internal import Telemetry

/// Trace ids that can be read back: the low half is the request's number, scrambled reversibly.
struct TraceNumber: Sendable {
  private static let multiplier: UInt64 = 0xD6E8_FEB8_6659_FD93
  /// The multiplier's inverse modulo 2⁶⁴, by Newton's iteration.
  private static let inverse: UInt64 = {
    var x = multiplier
    for _ in 0..<6 { x = x &* (2 &- multiplier &* x) }
    return x
  }()

  let seed: UInt64

  func id(of stub: RequestStub) -> TraceID {
    let number = UInt64(bitPattern: stub.tick) << 16 | UInt64(stub.index & 0xFFFF)
    var low = (number ^ key) &* Self.multiplier
    low ^= low >> 32
    // A zero cannot be told from no id; the number of a real tick never scrambles to it.
    return TraceID(high: high(low), low: low) ?? TraceID(high: 1, low: low)!
  }

  /// The tick and index a trace id was made from; `nil` for an id that is not of this lab.
  func request(of id: TraceID) -> (tick: Int64, index: Int)? {
    guard high(id.low) == id.high else { return nil }
    var low = id.low
    low ^= low >> 32
    let number = (low &* Self.inverse) ^ key
    return (Int64(bitPattern: number) >> 16, Int(number & 0xFFFF))
  }

  private var key: UInt64 {
    var random = SplitMix(seed, 0x1D)
    return random.next()
  }

  /// One id in sixteen begins with zeros, as real ones do.
  private func high(_ low: UInt64) -> UInt64 {
    var random = SplitMix(seed, 0x41, low)
    let value = random.next()
    return low & 15 == 0 ? value >> 12 : value
  }
}
