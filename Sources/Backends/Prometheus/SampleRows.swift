internal import Telemetry

/// Reads `[[seconds,"value"],…]` as servers write it: without blanks, times with at most three decimals.
struct SampleRows {
  /// Ends in zeros, which match nothing: no row is read beyond the text.
  private let bytes: UnsafeBufferPointer<UInt8>
  /// After reading, just past the closing bracket.
  private(set) var index: Int
  private let expected: Int

  /// - Parameter expected: How many rows there may be, to make room for them at once.
  init(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, expecting expected: Int) {
    self.bytes = bytes
    self.index = index
    self.expected = expected
  }

  /// `nil` when anything is written otherwise.
  mutating func read() -> [Sample]? {
    guard skip("[") else { return nil }
    var samples = [Sample]()
    samples.reserveCapacity(expected)
    repeat {
      guard skip("["), let time = time(), skip(","), skip("\""), let value = value(), skip("\""), skip("]")
      else { return nil }
      samples.append(Sample(time, value))
    } while skip(",")
    return skip("]") ? samples : nil
  }

  /// Whole milliseconds, as a `Double` of the same digits would round to. A leading zero is not JSON.
  @inline(__always)
  private mutating func time() -> Instant? {
    guard let first = next, first != UInt8(ascii: "0") else { return nil }
    var seconds: UInt64 = 0
    let count = DecimalText.readDigits(bytes, &index, into: &seconds)
    guard (1...10).contains(count) else { return nil }
    var milliseconds: UInt64 = 0
    if skip(".") {
      let decimals = DecimalText.readDigits(bytes, &index, into: &milliseconds)
      switch decimals {
      case 1: milliseconds *= 100
      case 2: milliseconds *= 10
      case 3: break
      default: return nil
      }
    }
    return Instant(milliseconds: Int64(seconds * 1000 + milliseconds))
  }

  /// A number, `NaN`, `+Inf` or `-Inf`.
  @inline(__always)
  private mutating func value() -> Double? {
    let start = index
    if let value = DecimalText.decimal(bytes, &index) { return value }
    index = start
    return special()
  }

  private mutating func special() -> Double? {
    if skip("N") { return skip("a") && skip("N") ? .nan : nil }
    let isNegative = skip("-")
    guard isNegative || skip("+"), skip("I"), skip("n"), skip("f") else { return nil }
    return isNegative ? -.infinity : .infinity
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  @inline(__always)
  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(truncatingIfNeeded: character.value) else { return false }
    index += 1
    return true
  }
}
