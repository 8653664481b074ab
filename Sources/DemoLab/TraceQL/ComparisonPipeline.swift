internal import Languages
internal import Telemetry

/// A compiled `compare({selection})`: how often each attribute value occurs inside a selection of
/// the spans and outside it.
struct ComparisonPipeline {
  private let program: PipelineProgram
  private let selection: SpanPredicate
  private let comparison: TraceComparison

  init(_ pipeline: TracePipeline, _ comparison: TraceComparison) throws(TraceRefusal) {
    program = try PipelineProgram(pipeline)
    selection = try SpanPredicate(comparison.selection)
    self.comparison = comparison
  }

  private struct Key: Hashable {
    var selected: Bool
    var attribute: String
    /// `absent` for the attribute's total.
    var value: FieldValue
  }

  private typealias Counts = [Key: [Int: Int]]

  func series(in store: any TraceStore, _ window: MetricsWindow) -> [MetricsSeries] {
    var counts = Counts()
    store.traces(in: window.coverage) { trace in
      let indexed = IndexedTrace(trace)
      for span in program.spansets(in: indexed).flatMap(\.spans) {
        count(span, in: indexed, into: &counts, window)
      }
      return true
    }
    return kept(counts).map { key, cells in
      let type = (key.selected ? "selection" : "baseline") + (key.value == .absent ? "_total" : "")
      let value = key.value == .absent ? FieldValue.string("nil") : key.value
      return MetricsSeries(
        labels: [
          MetricsSeries.Label("__meta_type", .string(type)),
          MetricsSeries.Label(key.attribute, value),
        ],
        values: (0..<window.count).map { Double(cells[$0] ?? 0) })
    }
  }

  private func count(
    _ span: Int, in trace: IndexedTrace, into counts: inout Counts, _ window: MetricsWindow
  ) {
    let start = trace.trace.spans[span].start.nanoseconds
    guard let interval = window.interval(of: start) else { return }
    let selected = selection.holds(span, in: trace) && isInSelectedTime(start)
    for (name, value) in Self.attributes(of: span, in: trace) where value != .absent {
      let keys = [
        Key(selected: selected, attribute: name, value: value),
        Key(selected: selected, attribute: name, value: .absent),
      ]
      for key in keys { counts[key, default: [:]][interval, default: 0] += 1 }
    }
  }

  private func isInSelectedTime(_ start: Int64) -> Bool {
    guard let from = comparison.start, let until = comparison.end else { return true }
    return from <= start && start < until
  }

  private static func attributes(
    of place: Int, in trace: IndexedTrace
  ) -> [(String, FieldValue)] {
    let span = trace.trace.spans[place]
    var found = intrinsics.map { ($0.field.scopedName, $0.value(of: place, in: trace)) }
    for attribute in span.attributes {
      found.append(("span." + attribute.key, FieldValue(attribute.value)))
    }
    if trace.trace.resources.indices.contains(span.resource) {
      for attribute in trace.trace.resources[span.resource].attributes {
        found.append(("resource." + attribute.key, FieldValue(attribute.value)))
      }
    }
    return found
  }

  /// Those with few values; ids and durations would say nothing.
  private static let intrinsics: [FieldReader] = {
    let telling: [TraceIntrinsic] = [
      .name, .kind, .status, .statusMessage, .rootName, .rootServiceName, .childCount,
      .instrumentationName, .instrumentationVersion,
    ]
    return telling.map { FieldReader(.intrinsic($0)) }
  }()

  /// The most frequent values of each attribute on each side, and all totals.
  private func kept(_ counts: Counts) -> [Counts.Element] {
    let sides = Dictionary(grouping: counts) { entry in
      Key(selected: entry.key.selected, attribute: entry.key.attribute, value: .absent)
    }
    return sides.values.flatMap { mostFrequent($0) }
  }

  private func mostFrequent(_ entries: [Counts.Element]) -> [Counts.Element] {
    let ranked = entries.map { entry in
      (entry: entry, isTotal: entry.key.value == .absent, count: entry.value.values.reduce(0, +))
    }
    let values = ranked.filter { !$0.isTotal }.sorted { a, b in
      a.count == b.count ? a.entry.key.value.text < b.entry.key.value.text : a.count > b.count
    }
    return (ranked.filter(\.isTotal) + values.prefix(comparison.top ?? 10)).map(\.entry)
  }
}
