internal import Languages
internal import Telemetry

/// A compiled pipeline that ends in a metrics function other than `compare`.
struct MetricsPipeline {
  private let program: PipelineProgram
  private let metric: TraceMetric
  private let by: [FieldReader]
  private let measured: FieldReader?
  private let rankings: [TraceStage]

  init(_ pipeline: TracePipeline, _ metric: TraceMetric) throws(TraceRefusal) {
    program = try PipelineProgram(pipeline)
    self.metric = metric
    by = metric.by.map { FieldReader($0) }
    measured = metric.field.map { FieldReader($0) }
    rankings = pipeline.stages
  }

  func series(in store: any TraceStore, _ window: MetricsWindow) -> [MetricsSeries] {
    var groups = collect(from: store, window)
    if groups.isEmpty, by.isEmpty, !metric.isBucketed { groups[[]] = [:] }
    var series =
      if case .quantileOverTime(_, let quantiles) = metric.function {
        quantileSeries(groups, quantiles, window)
      } else {
        groups.map { plainSeries($0.key, $0.value, window) }
      }
    for stage in rankings { MetricsRanking(stage)?.apply(to: &series) }
    return series.filter { $0.values.contains { $0 != nil } }
  }

  // MARK: Collecting

  private typealias Cells = [Int: MetricsCell]

  /// Cells by the values of `by`, to which histograms and quantiles add the bucket.
  private func collect(
    from store: any TraceStore, _ window: MetricsWindow
  ) -> [[FieldValue]: Cells] {
    var groups = [[FieldValue]: Cells]()
    store.traces(in: window.coverage) { trace in
      let indexed = IndexedTrace(trace)
      for set in program.spansets(in: indexed) {
        for span in set.spans { add(span, in: indexed, to: &groups, window) }
      }
      return true
    }
    return groups
  }

  private func add(
    _ span: Int, in trace: IndexedTrace, to groups: inout [[FieldValue]: Cells],
    _ window: MetricsWindow
  ) {
    guard let interval = window.interval(of: trace.trace.spans[span].start.nanoseconds) else {
      return
    }
    var key = by.map { $0.value(of: span, in: trace) }
    var value = Double(trace.trace.spans[span].durationNanoseconds) / 1e9
    if let measured {
      let field = measured.value(of: span, in: trace)
      guard let measurement = field.measurement else { return }
      value = measurement
      if metric.isBucketed {
        guard let bucket = field.bucket else { return }
        key.append(bucket)
      }
    }
    groups[key, default: [:]][interval, default: MetricsCell()].add(value, of: span, in: trace)
  }

  // MARK: Series

  private func plainSeries(
    _ key: [FieldValue], _ cells: Cells, _ window: MetricsWindow
  ) -> MetricsSeries {
    var labels = zip(metric.by, key).map { MetricsSeries.Label($0.scopedName, $1) }
    if metric.isBucketed, let bucket = key.last?.measurement {
      labels.append(MetricsSeries.Label("__bucket", .float(bucket)))
    }
    if labels.isEmpty { labels = [MetricsSeries.Label("__name__", .string(metric.name))] }
    let values = (0..<window.count).map { sample(cells[$0], window) }
    var series = MetricsSeries(labels: labels, values: values)
    series.exemplars = exemplars(cells, window) { cell, interval in
      metric.measuresValue ? cell.value : values[interval] ?? 0
    }
    return series
  }

  private func sample(_ cell: MetricsCell?, _ window: MetricsWindow) -> Double? {
    switch metric.function {
    case .rate: Double(cell?.count ?? 0) / (Double(window.step) / 1e9)
    case .sumOverTime: cell?.sum
    case .minOverTime: cell?.minimum
    case .maxOverTime: cell?.maximum
    case .avgOverTime: cell.map { $0.sum / Double($0.count) }
    default: Double(cell?.count ?? 0)
    }
  }

  private func quantileSeries(
    _ groups: [[FieldValue]: Cells], _ quantiles: [Double], _ window: MetricsWindow
  ) -> [MetricsSeries] {
    let byKey = Dictionary(grouping: groups) { Array($0.key.dropLast()) }
    return byKey.flatMap { key, entries in
      let buckets = entries.map { (bound: $0.key.last?.measurement ?? 0, cells: $0.value) }
        .sorted { $0.bound < $1.bound }
      return quantiles.map { quantile in
        var series = quantileSeries(key, quantile, buckets, window)
        // The slowest spans belong to the highest quantile's line.
        if quantile == quantiles.max() {
          let slowest = buckets.reduce(into: Cells()) { $0.merge($1.cells) { _, later in later } }
          series.exemplars = exemplars(slowest, window) { witness, _ in witness.value }
        }
        return series
      }
    }
  }

  private func quantileSeries(
    _ key: [FieldValue], _ quantile: Double, _ buckets: [(bound: Double, cells: Cells)],
    _ window: MetricsWindow
  ) -> MetricsSeries {
    let labels = zip(metric.by, key).map { MetricsSeries.Label($0.scopedName, $1) }
    let values = (0..<window.count).map { interval -> Double? in
      let counts = buckets.compactMap { bucket in
        bucket.cells[interval].map { (bound: bucket.bound, count: $0.count) }
      }
      return PowerOfTwoBuckets.quantile(quantile, of: counts)
    }
    return MetricsSeries(
      labels: labels + [MetricsSeries.Label("p", .float(quantile))], values: values)
  }

  // MARK: Exemplars

  private func exemplars(
    _ cells: Cells, _ window: MetricsWindow, value: (MetricsCell.Witness, Int) -> Double
  ) -> [MetricsExemplar] {
    cells.sorted { $0.key < $1.key }.compactMap { interval, cell in
      guard let witness = cell.witness else { return nil }
      return MetricsExemplar(
        interval: interval, time: witness.trace.trace.spans[witness.span].start,
        value: value(witness, interval), labels: labels(of: witness))
    }
  }

  /// What the query fetched of the span, and its trace.
  private func labels(of witness: MetricsCell.Witness) -> [MetricsSeries.Label] {
    [MetricsSeries.Label("trace:id", .string(witness.trace.idText))]
      + program.fields.filter { $0 != .intrinsic(.traceID) }.map { field in
        let value = FieldReader(field).value(of: witness.span, in: witness.trace)
        return MetricsSeries.Label(field.scopedName, .string(value.text))
      }
  }
}

extension TraceMetric {
  var isBucketed: Bool {
    switch function {
    case .quantileOverTime, .histogramOverTime: true
    default: false
    }
  }

  /// Whether a sample is a measured value, not a count.
  fileprivate var measuresValue: Bool {
    switch function {
    case .rate, .countOverTime, .histogramOverTime, .compare: false
    default: true
    }
  }
}

extension FieldValue {
  /// The upper bound of the value's power-of-two bucket, in the value's own unit.
  fileprivate var bucket: FieldValue? {
    switch self {
    case .duration(let value): .duration(PowerOfTwoBuckets.bound(of: value))
    case .int(let value): .int(PowerOfTwoBuckets.bound(of: value))
    case .float(let value):
      Int64(exactly: value.rounded(.up)).map { .int(PowerOfTwoBuckets.bound(of: $0)) }
    default: nil
    }
  }
}
