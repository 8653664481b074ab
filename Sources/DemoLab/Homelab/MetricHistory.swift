internal import Synchronization
internal import Telemetry

/// What the requests add up to at every scrape: exact from six hours before the origin on, counted
/// tick by tick the first time somebody looks; before that a straight line, as long-run averages are.
///
///     count
///       │                        ╱‾ exact
///       │             ______╱‾‾‾
///       │    ____╱‾‾‾‾ average │
///       └──────────────────────┼──────── time
///                          firstTick
final class MetricHistory: Sendable {
  /// One series a scrape shows, and where its values are.
  struct Counter: Sendable {
    var labels: Labels
    var place: Int
    var component: CounterColumn.Component
  }

  fileprivate struct Books {
    var baseline: TrafficBaseline
    var ledger: TrafficLedger
    var counters: [Counter] = []
    /// How many of the ledger's entries `counters` shows.
    var listed = 0
  }

  private let traffic: Traffic
  private let badRatio: Double
  private let firstTick: Int64
  /// Opened by the first question.
  private let books = Mutex<Books?>(nil)

  /// - Parameter badRatio: The share of playback that failed before the trouble began.
  init(traffic: Traffic, badRatio: Double) {
    self.traffic = traffic
    self.badRatio = badRatio
    firstTick = Traffic.tick(of: traffic.incident.begin)
  }

  /// All series that have been scraped by `now`.
  func counters(upTo now: Instant) -> [Counter] {
    withBooks(upTo: now) { books in
      let ended = Int(Traffic.tick(of: now) - firstTick)
      return books.counters.filter { books.ledger.entries[$0.place].column.firstTick < max(1, ended) }
    }
  }

  /// What a counter showed when the ticks before these began were scraped; none after `now`.
  func samples(of counter: Counter, scrapes: StrideThrough<Int64>, now: Instant) -> [Sample] {
    let last = Traffic.tick(of: now)
    return withBooks(upTo: now) { books in
      let column = books.ledger.entries[counter.place].column
      return scrapes.compactMap { tick in
        guard tick <= last else { return nil }
        let value =
          tick > firstTick
          ? column.value(counter.component, afterTick: Int(tick - firstTick) - 1)
          : books.baseline.value(counter.component, of: counter.place, ticksBefore: firstTick - tick)
        return value.map { Sample(Traffic.start(ofTick: tick), $0) }
      }
    }
  }

  /// The kept requests worth an exemplar that ended in a range, for every histogram that has some,
  /// ascending in time.
  func exemplars(
    in range: TimeRange, now: Instant
  ) -> [(series: RequestSeries, picks: [TrafficLedger.Pick])] {
    let end = min(range.end, now)
    return withBooks(upTo: now) { books in
      books.ledger.entries.map { entry in
        (entry.series, entry.picks.filter { $0.stub.end >= range.start && $0.stub.end <= end })
      }
    }.filter { !$0.1.isEmpty }
  }

  /// Playback requests and failures since long before, up to the last scrape at a moment.
  func playback(until moment: Instant) -> TrafficLedger.Playback {
    let tick = Traffic.tick(of: moment)
    return withBooks(upTo: moment) { books in
      if tick <= firstTick { return books.baseline.playback(ticksBefore: firstTick - tick) }
      return books.ledger.playback[Int(tick - firstTick) - 1]
    }
  }

  /// Counts the ticks that have ended by `now` and were not counted yet.
  private func withBooks<Result: Sendable>(upTo now: Instant, _ body: (Books) -> Result) -> Result {
    books.withLock { open in
      var books = open.take() ?? newBooks()
      let end = Int(Traffic.tick(of: now) - firstTick)
      while books.ledger.ticks < end { books.ledger.advance() }
      books.list()
      let result = body(books)
      open = books
      return result
    }
  }

  private func newBooks() -> Books {
    let baseline = TrafficBaseline(traffic: traffic, firstTick: firstTick, badRatio: badRatio)
    return Books(
      baseline: baseline, ledger: TrafficLedger(traffic: traffic, firstTick: firstTick, base: baseline))
  }
}

extension MetricHistory.Books {
  /// Lists the series of entries that have come since.
  fileprivate mutating func list() {
    for place in listed..<ledger.entries.count {
      let series = ledger.entries[place].series
      func add(_ name: String, _ more: Labels, _ component: CounterColumn.Component) {
        let labels = series.labels.merging(more).merging(["__name__": name])
        counters.append(MetricHistory.Counter(labels: labels, place: place, component: component))
      }
      if let histogram = series.histogram {
        for (index, bound) in RequestSeries.boundLabels.enumerated() {
          add(histogram + "_bucket", ["le": bound], .bucket(index))
        }
        add(histogram + "_sum", [:], .sum)
        add(histogram + "_count", [:], .count)
      }
      if let name = series.counter { add(name, [:], .count) }
    }
    listed = ledger.entries.count
  }
}
