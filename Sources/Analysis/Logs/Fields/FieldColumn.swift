/// The values of one field, counted.
struct FieldColumn: Sendable {
  private(set) var counts: [String: Int] = [:]
  private(set) var total = 0
  /// Whether there were values that were not told apart.
  private(set) var isCapped = false
  /// What all values so far are; `nil` before the first.
  private(set) var type: FieldType?
  private var sample = NumberSample()

  mutating func add(_ value: String, limit: Int) {
    total += 1
    if counts[value] != nil || counts.count < limit {
      counts[value, default: 0] += 1
    } else {
      isCapped = true
    }
    guard type != .string else { return }
    let own = FieldType(of: value)
    type = type.map { $0.joined(with: own) } ?? own
    if type == .string {
      sample = NumberSample()
    } else if let number = own.number(value) {
      sample.add(number)
    }
  }

  var statistics: NumberStatistics? {
    guard let type, type.isNumeric else { return nil }
    return sample.statistics
  }
}
