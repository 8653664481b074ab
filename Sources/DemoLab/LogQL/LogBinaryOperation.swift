internal import Languages
internal import Telemetry

/// Joins the results of two metric expressions step by step.
struct LogBinaryOperation {
  private let binary: LogBinary

  init(_ binary: LogBinary) { self.binary = binary }

  func join(_ left: LogMetricValue, _ right: LogMetricValue) throws(LogFailure) -> LogMetricValue {
    switch (left, right) {
    case (.scalar(let a), .scalar(let b)): return .scalar(arithmetic(a, b))
    case (.vector(let series), .scalar(let b)):
      return .vector(series.compactMap { map($0) { value($0, b, keeping: $0) } })
    case (.scalar(let a), .vector(let series)):
      return .vector(series.compactMap { map($0) { value(a, $0, keeping: $0) } })
    case (.vector(let a), .vector(let b)):
      return .vector(binary.op.isSetOperation ? combine(a, b) : try match(a, b))
    }
  }

  private func map(_ series: LogSeries, _ body: (Double) -> Double?) -> LogSeries? {
    let values = series.values.map { $0.flatMap(body) }
    return values.contains { $0 != nil } ? LogSeries(labels: series.labels, values: values) : nil
  }

  /// A comparison without `bool` keeps the vector's own value or drops the point.
  private func value(_ a: Double, _ b: Double, keeping kept: Double) -> Double? {
    guard binary.op.isComparison, !binary.returnsBool else { return arithmetic(a, b) }
    return arithmetic(a, b) == 1 ? kept : nil
  }

  private func arithmetic(_ a: Double, _ b: Double) -> Double {
    switch binary.op {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: b == 0 ? .nan : a / b
    case .modulo: b == 0 ? .nan : a.truncatingRemainder(dividingBy: b)
    case .power: Power.raise(a, to: b)
    case .equal: a == b ? 1 : 0
    case .notEqual: a != b ? 1 : 0
    case .greater: a > b ? 1 : 0
    case .greaterOrEqual: a >= b ? 1 : 0
    case .less: a < b ? 1 : 0
    case .lessOrEqual: a <= b ? 1 : 0
    case .and, .or, .unless: .nan
    }
  }

  private func signature(_ labels: Labels) -> Labels {
    guard let matching = binary.matching else { return labels }
    return matching.isOn ? labels.keeping(matching.labels) : labels.dropping(matching.labels)
  }

  private func combine(_ left: [LogSeries], _ right: [LogSeries]) -> [LogSeries] {
    func presence(_ series: [LogSeries], _ step: Int) -> Set<Labels> {
      Set(series.filter { $0.values[step] != nil }.map { signature($0.labels) })
    }
    let count = (left.first ?? right.first)?.values.count ?? 0
    let inLeft = (0..<count).map { presence(left, $0) }
    let inRight = (0..<count).map { presence(right, $0) }
    func filter(_ series: [LogSeries], _ keeps: (Int, Labels) -> Bool) -> [LogSeries] {
      series.compactMap { one in
        let key = signature(one.labels)
        let values = one.values.enumerated().map { keeps($0.offset, key) ? $0.element : nil }
        return values.contains { $0 != nil } ? LogSeries(labels: one.labels, values: values) : nil
      }
    }
    switch binary.op {
    case .and: return filter(left) { inRight[$0].contains($1) }
    case .unless: return filter(left) { !inRight[$0].contains($1) }
    default: return left + filter(right) { !inLeft[$0].contains($1) }
    }
  }

  private func match(_ left: [LogSeries], _ right: [LogSeries]) throws(LogFailure) -> [LogSeries] {
    let isRightMany = binary.matching?.group == .right
    let (many, one) = isRightMany ? (right, left) : (left, right)
    var partners: [Labels: LogSeries] = [:]
    for series in one where partners.updateValue(series, forKey: signature(series.labels)) != nil {
      throw LogFailure(
        "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)")
    }
    var used: Set<Labels> = []
    var joined: [LogSeries] = []
    for series in many {
      let key = signature(series.labels)
      guard let partner = partners[key] else { continue }
      guard used.insert(key).inserted || binary.matching?.group != nil else {
        throw LogFailure("multiple matches for labels: grouping labels must ensure unique matches")
      }
      let values = zip(series.values, partner.values).map { pair -> Double? in
        guard let m = pair.0, let o = pair.1 else { return nil }
        return isRightMany ? value(o, m, keeping: o) : value(m, o, keeping: m)
      }
      guard values.contains(where: { $0 != nil }) else { continue }
      joined.append(LogSeries(labels: labels(series.labels, partner.labels), values: values))
    }
    return joined
  }

  private func labels(_ many: Labels, _ one: Labels) -> Labels {
    guard let matching = binary.matching else { return many }
    guard matching.group != nil else { return signature(many) }
    var labels = many
    for name in matching.include { labels[name] = one[name] }
    return labels
  }
}
