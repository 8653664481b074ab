internal import Languages
internal import Telemetry

/// The homelab's metrics up to `now`.
struct HomelabSamples: SampleStore {
  let history: MetricHistory
  let budgets: Budgets
  let gauges: Gauges
  let numbers: TraceNumber
  let now: Instant

  func series(matching matchers: [Matcher], in range: TimeRange) -> [Series] {
    let filter = StreamFilter(matchers)
    let range = TimeRange(start: range.start, end: min(range.end, now))
    guard range.start <= range.end else { return [] }
    let requests = history.series(upTo: now).flatMap { key in
      requestSeries(key, in: range, filter, prefilter: matchers)
    }
    return requests + sampled(in: range, filter, matchers)
  }

  func labelSets(matching matchers: [Matcher], in range: TimeRange) -> [Labels] {
    let filter = StreamFilter(matchers)
    guard range.start <= now else { return [] }
    let counted = history.series(upTo: now).flatMap(names).filter(filter.matches)
    let others = (gauges.values(at: now) + budgets.recorded(at: now)).map(\.0).filter(filter.matches)
    return counted + others
  }

  func exemplars(matching matchers: [Matcher], in range: TimeRange) -> [Exemplar] {
    let filter = StreamFilter(matchers)
    return history.series(upTo: now).flatMap { key -> [Exemplar] in
      guard key.family != .graph else { return [] }
      let picks = history.exemplars(of: key, in: range, now: now)
      return picks.compactMap { pick in
        let bucket = RequestSeries.bounds.firstIndex { pick.seconds <= $0 } ?? RequestSeries.bounds.count
        let labels = key.labels.merging(["__name__": key.histogram + "_bucket", "le": RequestSeries.boundLabels[bucket]])
        return filter.matches(labels) ? exemplar(pick, on: labels, key) : nil
      }
    }.sorted { $0.time < $1.time }
  }

  private func exemplar(_ pick: MetricHistory.Pick, on labels: Labels, _ key: RequestSeries) -> Exemplar {
    let id = numbers.id(of: pick.stub)
    // Tempo's generator writes ids without leading zeros; OTel's SDKs write them whole.
    let own: Labels = key.family == .spans
      ? ["traceID": String(id.description.drop { $0 == "0" })] : ["trace_id": id.description]
    let time = pick.stub.start + .nanoseconds(pick.stub.durationNs)
    return Exemplar(series: labels, labels: own, time: Instant(milliseconds: time.milliseconds), value: pick.seconds, traceID: id)
  }

  // MARK: Requests

  private func names(of key: RequestSeries) -> [Labels] {
    let buckets = RequestSeries.boundLabels.map { key.labels.merging(["__name__": key.histogram + "_bucket", "le": $0]) }
    let rest = ["_sum", "_count"].map { key.labels.merging(["__name__": key.histogram + $0]) }
    return buckets + rest + (key.counter.map { [key.labels.merging(["__name__": $0])] } ?? [])
  }

  private func requestSeries(
    _ key: RequestSeries, in range: TimeRange, _ filter: StreamFilter, prefilter: [Matcher]
  ) -> [Series] {
    let wanted = names(of: key).enumerated().filter { filter.matches($0.element) }
    guard !wanted.isEmpty else { return [] }
    let scrapes = history.scrapes(of: key, in: range, now: now)
    guard !scrapes.isEmpty else { return [] }
    let count = RequestSeries.boundLabels.count
    return wanted.map { index, labels in
      let samples = scrapes.map { scrape in
        // Buckets first, then the sum; count and counter equal the last bucket.
        Sample(scrape.time, index < count ? scrape.buckets[index] : index == count ? scrape.sum : scrape.buckets[count - 1])
      }
      return Series(labels: labels, samples: samples)
    }
  }

  // MARK: Everything else

  /// Gauges and recorded series, scraped when asked for.
  private func sampled(in range: TimeRange, _ filter: StreamFilter, _ matchers: [Matcher]) -> [Series] {
    let wantsGauges = gauges.values(at: now).contains { filter.matches($0.0) }
    let wantsBudgets = budgets.recorded(at: now).contains { filter.matches($0.0) }
    guard wantsGauges || wantsBudgets else { return [] }
    // Long ranges are kept at a minute's resolution.
    let step = range.duration > .hours(12) ? Traffic.tickNs * 4 : Traffic.tickNs
    var time = (range.start.nanoseconds + step - 1).dividedFloor(by: step) * step
    var found: [Labels: [Sample]] = [:]
    while time <= range.end.nanoseconds {
      let moment = Instant(nanoseconds: time)
      let values = (wantsGauges ? gauges.values(at: moment) : []) + (wantsBudgets ? budgets.recorded(at: moment) : [])
      for (labels, value) in values where filter.matches(labels) {
        found[labels, default: []].append(Sample(moment, value))
      }
      time += step
    }
    return found.sorted { $0.key < $1.key }.map { Series(labels: $0.key, samples: $0.value) }
  }
}
