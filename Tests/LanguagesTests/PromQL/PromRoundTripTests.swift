import Languages
import Testing

/// Texts nobody would write, from a fixed seed: whatever is read prints to something equal.
@Suite struct PromRoundTripTests {
  private static let pieces = [
    "up", "a:b", "sum", "topk", "rate", "abs", "time()", "(", ")", "{", "}", "[5m]", "[1h:]",
    "[$i:1m]",
    "by (x)", "without(y,)", "on(x)", "ignoring()", "group_left(z)", "group_right", "bool",
    "offset 5m",
    "offset -1d2h", "@ 5", "@ start()", "+", "-", "*", "/", "%", "^", "atan2", "==", "!=", "<",
    ">=", "and",
    "OR", "unless", "1", "2.5e3", "0x1f", "Inf", "nan", "\"te\\\"x\"", "'\\u00e9'", "`\\`", ",",
    "x=\"1\"",
    "{a!~\"b|c\"}", "{\"d.e\"}", "# end\n", "(up)", "(1)", "rate(up[1m])", "$", "é", "\0",
  ]

  @Test(arguments: 0..<40) func everythingReadPrintsEqual(seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    var readable = 0
    for _ in 0..<500 {
      let count = Int(random.next() % 9) + 1
      let text = (0..<count).map { _ in Self.pieces[Int(random.next() % UInt64(Self.pieces.count))]
      }
      .joined(separator: " ")
      _ = PromQL.tokens(text)
      guard let expression = try? PromQL.parse(text) else { continue }
      readable += 1
      let again = try? PromQL.parse(expression.description)
      #expect(again == expression, "\(text) printed as \(expression)")
    }
    #expect(readable > 0)
  }
}

private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
