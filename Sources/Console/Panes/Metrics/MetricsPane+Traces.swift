internal import Analysis
internal import Canvas
internal import Telemetry

extension MetricsPane {
  /// `t` where the sources answered that there are no exemplars: traces as long as the value under
  /// the cursor, by the labels of its series. `nil` leaves the jump to the correlator.
  func searchTraces(in context: Context) -> [Request]? {
    guard exemplars.isEmpty, selection == nil, let row = current,
      let query = queries.query(numbered: row.key.query), !query.exemplars.isEmpty,
      query.exemplars.values.allSatisfy(\.isEmpty)
    else { return nil }
    let pointed = crosshair.flatMap { row.series.sample(nearest: $0) }
    guard let sample = pointed ?? row.series.samples.last, sample.value.isFinite else { return nil }
    let search = search(from: sample, of: query, row, in: context)
    let reason = query.isTime ? "traces of at least \(query.unit.text(sample.value))" : "traces by labels"
    let jumps = search.traceQL.flatMap { text in
      context.sources(of: .tempo).map { source in
        Jump(
          to: .traces, source: source,
          query: .traceSearch(TraceQL: text, range: search.range, limit: 20, spansPerSet: 3),
          strength: .labels, reason: "no exemplars; " + reason, landing: Landing(moment: sample.time))
      }
    }
    return jumps.isEmpty ? nil : [.follow(jumps)]
  }

  private func search(
    from sample: Sample, of query: MetricQuery, _ row: SeriesTable.Row, in context: Context
  ) -> ExemplarSearch {
    let labels = row.series.labels
    let choice = choice(in: context)
    return ExemplarSearch(
      moment: sample.time, value: sample.value, unit: query.unit.duration,
      labels: context.focus.map { labels.merging(["service": $0]) } ?? labels,
      query: choice.substitute(in: query.text), step: choice.step)
  }
}

extension Unit {
  /// Seconds and milliseconds, which bound a search by duration; nothing else does.
  fileprivate var duration: MetricUnit {
    switch self {
    case .seconds: .seconds
    case .milliseconds: .milliseconds
    default: .none
    }
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
