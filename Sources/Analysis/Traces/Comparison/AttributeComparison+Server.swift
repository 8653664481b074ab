public import Languages
public import Telemetry

extension AttributeComparison {
  /// The question for a server: `{ … } | compare({ … }, 10)`.
  ///
  /// - Parameters:
  ///   - filter: Which spans to look at at all, as TraceQL; empty for all.
  ///   - selection: What tells the selection from the rest.
  ///   - top: How many values of an attribute the server lists on each side.
  ///   - range: When spans of the selection begin; `nil` for any time.
  /// - Throws: the filter's own error when it cannot be read.
  public static func query(
    filter: String, selection: FieldExpression, top: Int = 10, within range: TimeRange? = nil
  ) throws(SyntaxError) -> String {
    let comparison = TraceComparison(
      SpansetFilter(selection), top: max(1, top), start: range?.start.nanoseconds,
      end: range?.end.nanoseconds)
    let stage = TraceStage.metric(TraceMetric(.compare(comparison)))
    return try TraceQL.metricsQuery(filter, adding: nil, stage).description
  }

  /// Reads what `compare()` answers: for each side series of the frequent values of each attribute,
  /// and one of its total.
  ///
  /// Samples are added up. A missing attribute is the value `nil`; it counts as not having it.
  public init(
    compare series: [Series], ignoring ignored: Set<TraceField> = [], _ thresholds: Thresholds = Thresholds()
  ) {
    var tally = AttributeTally()
    var totals: [TraceField: AttributeTally.Sides] = [:]
    for one in series {
      guard let kind = one.labels["__meta_type"],
        let label = one.labels.pairs.first(where: { $0.name != "__meta_type" })
      else { continue }
      let field = TraceField(label: label.name)
      let count = Self.sum(one.samples)
      switch kind {
      case "selection_total": totals[field, default: AttributeTally.Sides()].selection.holders &+= count
      case "baseline_total": totals[field, default: AttributeTally.Sides()].rest.holders &+= count
      case "selection" where label.value == "nil":
        totals[field, default: AttributeTally.Sides()].selection.holders &-= count
      case "baseline" where label.value == "nil":
        totals[field, default: AttributeTally.Sides()].rest.holders &-= count
      case "selection", "baseline":
        let value = TraceLiteral(reading: label.value, of: field)
        tally.count(count, of: value, field, isSelected: kind == "selection")
      default: continue
      }
    }
    tally.take(totals)
    (tally.selectionCount, tally.restCount) = Self.population(series)
    for field in ignored { tally.attributes[field] = nil }
    self.init(tally, origin: .server, thresholds)
  }

  private static func sum(_ samples: [Sample]) -> Int {
    let sum = samples.reduce(0.0) { $1.value.isFinite ? $0 + $1.value : $0 }
    return Int(exactly: sum.rounded()) ?? 0
  }

  /// How many spans either side has: every span has a status, a kind and a name. (The total of the
  /// resource's service is not to be trusted: some servers count it many times.)
  private static func population(_ series: [Series]) -> (selection: Int, rest: Int) {
    var most: [String: Int] = [:]
    for one in series {
      guard let kind = one.labels["__meta_type"], kind.hasSuffix("_total"),
        ["status", "kind", "name"].contains(where: { one.labels[$0] != nil })
      else { continue }
      most[kind] = max(most[kind] ?? 0, sum(one.samples))
    }
    return (most["selection_total"] ?? 0, most["baseline_total"] ?? 0)
  }
}

extension AttributeTally {
  fileprivate mutating func count(
    _ count: Int, of value: TraceLiteral, _ field: TraceField, isSelected: Bool
  ) {
    guard count > 0 else { return }
    if isSelected {
      attributes[field, default: Sides()].selection.counts[value, default: 0] &+= count
    } else {
      attributes[field, default: Sides()].rest.counts[value, default: 0] &+= count
    }
  }

  /// Totals tell how many have the attribute, and so whether values are missing from the list.
  fileprivate mutating func take(_ totals: [TraceField: Sides]) {
    for (field, var sides) in attributes {
      sides.selection.settle(totals[field]?.selection.holders ?? 0)
      sides.rest.settle(totals[field]?.rest.holders ?? 0)
      attributes[field] = sides
    }
  }
}

extension AttributeTally.Side {
  fileprivate mutating func settle(_ total: Int) {
    holders = max(total, listed)
    isCut = holders > listed
  }
}
