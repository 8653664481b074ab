internal import Languages

/// `topk`, `bottomk` or a comparison: what drops samples after a metric is made.
struct MetricsRanking {
  private enum Kind {
    case largest(Int)
    case smallest(Int)
    case threshold(FieldOperator, Double)
  }

  private let kind: Kind

  /// `nil` for stages that rank nothing.
  init?(_ stage: TraceStage) {
    switch stage {
    case .topk(let count): kind = .largest(count)
    case .bottomk(let count): kind = .smallest(count)
    case .threshold(let op, let literal):
      guard let limit = FieldValue(literal).measurement else { return nil }
      kind = .threshold(op, limit)
    default: return nil
    }
  }

  /// Ranks each interval for itself, so more series than asked for may keep samples.
  func apply(to series: inout [MetricsSeries]) {
    switch kind {
    case .largest(let count): keep(count, in: &series) { $0 > $1 }
    case .smallest(let count): keep(count, in: &series) { $0 < $1 }
    case .threshold(let op, let limit):
      for index in series.indices {
        series[index].filterValues { FieldValue.float($0).satisfies(op, .float(limit)) }
      }
    }
  }

  private func keep(
    _ count: Int, in series: inout [MetricsSeries], _ precedes: (Double, Double) -> Bool
  ) {
    let order = series.indices.sorted { series[$0].sortKey < series[$1].sortKey }
    for interval in 0..<(series.first?.values.count ?? 0) {
      let present = order.compactMap { index in
        series[index].values[interval].map { (index: index, value: $0) }
      }
      for dropped in present.sorted(by: { precedes($0.value, $1.value) }).dropFirst(count) {
        series[dropped.index].values[interval] = nil
      }
    }
    for index in series.indices { series[index].filterValues { _ in true } }
  }
}

extension MetricsSeries {
  /// Drops samples that do not pass, and exemplars whose sample is gone.
  fileprivate mutating func filterValues(_ passes: (Double) -> Bool) {
    values = values.map { $0.flatMap { passes($0) ? $0 : nil } }
    let kept = values
    exemplars.removeAll { kept[$0.interval] == nil }
  }
}
