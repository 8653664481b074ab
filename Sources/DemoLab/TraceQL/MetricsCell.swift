/// What one interval of one series has seen.
struct MetricsCell {
  private(set) var count = 0
  private(set) var sum = 0.0
  private(set) var minimum = Double.infinity
  private(set) var maximum = -Double.infinity
  /// The span with the largest value so far.
  private(set) var witness: Witness?

  struct Witness {
    var trace: IndexedTrace
    var span: Int
    var value: Double
  }

  mutating func add(_ value: Double, of span: Int, in trace: IndexedTrace) {
    count += 1
    sum += value
    minimum = min(minimum, value)
    maximum = max(maximum, value)
    if witness.map({ value > $0.value }) ?? true {
      witness = Witness(trace: trace, span: span, value: value)
    }
  }
}
