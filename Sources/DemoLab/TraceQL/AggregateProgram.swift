internal import Languages

/// A compiled `count() > 2`.
struct AggregateProgram {
  private let name: String
  private let function: TraceAggregate.Function
  private let argument: SpanValue?
  private let op: FieldOperator
  private let limit: FieldValue

  init(
    _ aggregate: TraceAggregate, _ op: FieldOperator, _ limit: TraceLiteral
  ) throws(TraceRefusal) {
    name = aggregate.description
    function = aggregate.function
    if let argument = aggregate.argument {
      self.argument = try SpanValue(argument)
    } else {
      argument = nil
    }
    self.op = op
    self.limit = FieldValue(limit)
  }

  /// The set with its aggregate noted; `nil` when it does not pass.
  func passing(_ set: Spanset, in trace: IndexedTrace) -> Spanset? {
    let value = value(of: set, in: trace)
    guard value.satisfies(op, limit) else { return nil }
    return Spanset(spans: set.spans, attributes: set.attributes + [(name, value)])
  }

  private func value(of set: Spanset, in trace: IndexedTrace) -> FieldValue {
    guard let argument else { return .int(Int64(set.spans.count)) }
    var (numbers, durations) = ([Double](), false)
    for span in set.spans {
      let value = argument.value(of: span, in: trace)
      guard let number = value.number else { continue }
      numbers.append(number)
      if case .duration = value { durations = true }
    }
    guard let result = reduce(numbers) else { return .absent }
    return durations ? .duration(Int64(exactly: result.rounded()) ?? 0) : .float(result)
  }

  private func reduce(_ numbers: [Double]) -> Double? {
    guard !numbers.isEmpty else { return nil }
    switch function {
    case .count: return Double(numbers.count)
    case .sum: return numbers.reduce(0, +)
    case .avg: return numbers.reduce(0, +) / Double(numbers.count)
    case .min: return numbers.min()
    case .max: return numbers.max()
    }
  }
}
