internal import Languages
internal import Telemetry

/// The homelab's metrics up to `now`.
struct HomelabSamples: SampleStore {
  let history: MetricHistory
  let gauges: [Gauge]
  let numbers: TraceNumber
  let now: Instant

  func series(matching matchers: [Matcher], in range: TimeRange) -> [Series] {
    let filter = LabelFilter(matchers)
    guard let scrapes = scrapes(in: range) else { return [] }
    let counted = history.counters(upTo: now).filter { filter.accepts($0.labels) }.map { counter in
      Series(labels: counter.labels, samples: history.samples(of: counter, scrapes: scrapes, now: now))
    }
    let measured = gauges.filter { filter.accepts($0.labels) }.map { gauge in
      Series(
        labels: gauge.labels,
        samples: scrapes.map { tick in
          let moment = Traffic.start(ofTick: tick)
          return Sample(moment, gauge.value(moment))
        })
    }
    return counted.filter { !$0.samples.isEmpty } + measured
  }

  func labelSets(matching matchers: [Matcher], in range: TimeRange) -> [Labels] {
    let filter = LabelFilter(matchers)
    guard scrapes(in: range) != nil else { return [] }
    let counted = history.counters(upTo: min(range.end, now)).map(\.labels)
    return (counted + gauges.map(\.labels)).filter(filter.accepts)
  }

  func exemplars(matching matchers: [Matcher], in range: TimeRange) -> [Exemplar] {
    let filter = LabelFilter(matchers)
    return history.exemplars(in: range, now: now).flatMap { series, picks -> [Exemplar] in
      guard series.family != .graph, let histogram = series.histogram else { return [] }
      let base = series.labels.merging(["__name__": histogram + "_bucket"])
      return picks.compactMap { pick in
        let seconds = Double(pick.nanoseconds) / 1e9
        let labels = base.merging(["le": RequestSeries.boundLabels[RequestSeries.bucket(of: seconds)]])
        return filter.accepts(labels) ? exemplar(pick.stub, seconds, on: labels, series.family) : nil
      }
    }.sorted { ($0.time, $0.series) < ($1.time, $1.series) }
  }

  private func exemplar(
    _ stub: RequestStub, _ seconds: Double, on labels: Labels, _ family: RequestSeries.Family
  ) -> Exemplar {
    let id = numbers.id(of: stub)
    // Tempo's generator writes ids without leading zeros; OTel's SDKs write them whole.
    let own: Labels =
      family == .spans
      ? ["traceID": String(id.description.drop { $0 == "0" })] : ["trace_id": id.description]
    return Exemplar(
      series: labels, labels: own, time: Instant(milliseconds: stub.end.milliseconds), value: seconds,
      traceID: id)
  }

  /// The ticks whose beginning was scraped in a range; `nil` when it holds none.
  ///
  /// Long ranges are thinned out as long-term stores do: a month at 15 seconds would be millions of
  /// samples for a few points on a chart. Two samples stay in every `rate(…[5m])`.
  private func scrapes(in range: TimeRange) -> StrideThrough<Int64>? {
    let oldest = now - .days(60)
    guard range.end >= oldest, range.start <= now else { return nil }
    let (start, end) = (max(range.start, oldest), min(range.end, now))
    let length = end - start
    let step: Int64 = length <= .hours(13) ? 1 : length <= .hours(26) ? 2 : length <= .days(4) ? 4 : 8
    let last = Traffic.tick(of: end).dividedFloor(by: step) * step
    let first = (Traffic.tick(of: start - .nanoseconds(1)).dividedFloor(by: step) + 1) * step
    return first <= last ? stride(from: first, through: last, by: Int(step)) : nil
  }
}
