internal import Analysis
internal import Canvas
internal import Telemetry

extension MetricsPane {
  /// `t` where the sources answered that there are no exemplars: traces as long as the value under
  /// the cursor, by the labels of its series. `nil` leaves the jump to the correlator.
  func searchTraces(in context: Context) -> [Request]? {
    guard exemplars.isEmpty, selection == nil, let row = current, let query = queries.query(numbered: row.key.query),
      !query.exemplars.isEmpty, query.exemplars.values.allSatisfy(\.isEmpty)
    else { return nil }
    guard let sample = crosshair.flatMap({ row.series.sample(nearest: $0) }) ?? row.series.samples.last,
      sample.value.isFinite
    else { return nil }
    let search = ExemplarSearch(
      moment: sample.time, value: sample.value, unit: query.isTime ? (query.unit == .seconds ? .seconds : .milliseconds) : .none,
      labels: context.focus.map { row.series.labels.merging(["service": $0]) } ?? row.series.labels,
      query: choice(in: context).substitute(in: query.text), step: choice(in: context).step)
    let reason = query.isTime ? "no exemplars; traces of at least \(query.unit.text(sample.value))" : "no exemplars; traces by labels"
    let jumps = search.traceQL.flatMap { text in
      context.sources(of: .tempo).map { source in
        Jump(
          to: .traces, source: source,
          query: .traceSearch(TraceQL: text, range: search.range, limit: 20, spansPerSet: 3), strength: .labels,
          reason: reason, landing: Landing(moment: sample.time))
      }
    }
    return jumps.isEmpty ? nil : [.follow(jumps)]
  }
}

extension Series {
  /// The sample nearest to a moment, found by halving; `nil` without samples.
  func sample(nearest moment: Instant) -> Sample? {
    var (low, high) = (0, samples.count)
    while low < high {
      let middle = (low + high) / 2
      if samples[middle].time < moment { low = middle + 1 } else { high = middle }
    }
    let after = samples.indices.contains(low) ? samples[low] : nil
    guard low > 0 else { return after }
    let before = samples[low - 1]
    guard let after else { return before }
    return moment - before.time <= after.time - moment ? before : after
  }
}
