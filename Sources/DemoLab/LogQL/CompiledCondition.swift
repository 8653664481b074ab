internal import Languages

/// A label filter with its patterns compiled.
indirect enum CompiledCondition {
  case label(LabelPattern)
  case number(String, LabelComparison.Operator, Double, (String) -> Double?)
  case address(String, isNegated: Bool, AddressPattern)
  case and(CompiledCondition, CompiledCondition)
  case or(CompiledCondition, CompiledCondition)

  init(_ condition: LabelCondition) throws(LogFailure) {
    switch condition {
    case .and(let a, let b): self = .and(try CompiledCondition(a), try CompiledCondition(b))
    case .or(let a, let b): self = .or(try CompiledCondition(a), try CompiledCondition(b))
    case .comparison(let comparison): self = try Self.leaf(comparison)
    }
  }

  private static func leaf(_ comparison: LabelComparison) throws(LogFailure) -> CompiledCondition {
    let (label, op) = (comparison.label, comparison.op)
    switch comparison.value {
    case .text(let text):
      return .label(try LabelPattern(Matcher(label, Matcher.Operator(rawValue: op.rawValue) ?? .equal, text)))
    case .number(let value): return .number(label, op, value) { Double($0) }
    case .duration(let duration):
      return .number(label, op, Double(duration.nanoseconds ?? 0)) { LogUnits.duration($0).map(Double.init) }
    case .bytes(let bytes): return .number(label, op, bytes.count) { LogUnits.bytes($0) }
    case .ip(let text): return .address(label, isNegated: op == .notEqual, try AddressPattern(text))
    }
  }

  /// A value that is no number marks the entry with `__error__` and lets it pass, as Loki does.
  func accepts(_ entry: inout LogEntry) -> Bool {
    switch self {
    case .label(let pattern): return pattern.accepts(entry.value(pattern.name) ?? "")
    case .address(let label, let isNegated, let pattern):
      return pattern.accepts(entry.value(label) ?? "") != isNegated
    case .and(let a, let b): return a.accepts(&entry) && b.accepts(&entry)
    case .or(let a, let b): return a.accepts(&entry) || b.accepts(&entry)
    case .number(let label, let op, let limit, let read):
      guard entry.value("__error__") == nil else { return true }
      guard let text = entry.value(label) else { return false }
      guard let value = read(text) else {
        entry.fail("LabelFilterErr", "strconv.ParseFloat: parsing \"\(text)\": invalid syntax")
        return true
      }
      return Self.compare(value, op, limit)
    }
  }

  private static func compare(_ a: Double, _ op: LabelComparison.Operator, _ b: Double) -> Bool {
    switch op {
    case .equal, .sameNumber: a == b
    case .notEqual: a != b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .matches, .notMatches: false
    }
  }
}
