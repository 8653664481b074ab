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
///                          exactFrom
final class MetricHistory: Sendable {
  /// Cumulative values of one series: one row a tick.
  fileprivate struct Column {
    /// Per tick: the buckets, cumulative over bounds as `le` is, `+Inf` last.
    var buckets: [[Double]] = []
    var sums: [Double] = []
    var firstTick: Int
    var lastBuckets = [Double](repeating: 0, count: RequestSeries.boundLabels.count)
    var lastSum = 0.0
  }

  /// The worst kept request of a series in one tick.
  struct Pick: Sendable {
    var stub: RequestStub
    var seconds: Double
  }

  private struct Ledger {
    var columns: [RequestSeries: Column] = [:]
    var order: [RequestSeries] = []
    var picks: [RequestSeries: [Int: Pick]] = [:]
    var ticks = 0
    /// Requests and failures of playback after each tick.
    var playback: [(total: Double, bad: Double)] = []
  }

  private let traffic: Traffic
  private let firstTick: Int64
  private let ledger = Mutex(Ledger())

  init(traffic: Traffic) {
    self.traffic = traffic
    firstTick = traffic.incident.begin.nanoseconds.dividedFloor(by: Traffic.tickNs)
  }

  /// All series there are.
  func series(upTo now: Instant) -> [RequestSeries] {
    ledger.withLock { ledger in
      advance(&ledger, to: now)
      return ledger.order
    }
  }

  /// The scrapes of one series with their cumulative buckets, count (the last bucket) and sum. The
  /// scrape at a tick's end holds the requests that began in it.
  func scrapes(of key: RequestSeries, in range: TimeRange, now: Instant) -> [(time: Instant, buckets: [Double], sum: Double)] {
    ledger.withLock { ledger in
      advance(&ledger, to: now)
      guard let column = ledger.columns[key] else { return [] }
      let start = range.start.nanoseconds.ceiling(Traffic.tickNs)
      let end = min(range.end, now).nanoseconds.dividedFloor(by: Traffic.tickNs)
      guard start <= end else { return [] }
      return (start...end).compactMap { tick in
        let index = Int(tick - firstTick) - 1
        let time = Instant(nanoseconds: tick * Traffic.tickNs)
        if index < 0 { return average(column, key, tick: tick, time) }
        let row = index - column.firstTick
        guard row >= 0, row < column.buckets.count else { return nil }
        return (time, column.buckets[row], column.sums[row])
      }
    }
  }

  /// Before the exact part: the line through the column's first value with the healthy rate.
  private func average(_ column: Column, _ key: RequestSeries, tick: Int64, _ time: Instant) -> (time: Instant, buckets: [Double], sum: Double)? {
    guard column.firstTick == 0, let base = column.buckets.first, tick % 4 == 0 else { return nil }
    let share = 1 - Double(firstTick - tick) / Double(Self.historyTicks)
    guard share > 0 else { return nil }
    return (time, base.map { $0 * share }, (column.sums.first ?? 0) * share)
  }

  /// Sixty days of ticks: long enough for any window people ask for.
  private static let historyTicks: Int64 = 60 * 5760

  /// The kept requests worth an exemplar in a range, one a tick, ascending.
  func exemplars(of key: RequestSeries, in range: TimeRange, now: Instant) -> [Pick] {
    ledger.withLock { ledger in
      advance(&ledger, to: now)
      let picks = ledger.picks[key] ?? [:]
      let first = Int(range.start.nanoseconds.dividedFloor(by: Traffic.tickNs) - firstTick)
      let last = Int(min(range.end, now).nanoseconds.dividedFloor(by: Traffic.tickNs) - firstTick)
      guard first <= last else { return [] }
      return picks.keys.filter { $0 >= first && $0 <= last }.sorted().compactMap { picks[$0] }
        .filter { pick in
          let end = pick.stub.start + .nanoseconds(pick.stub.durationNs)
          return pick.stub.start >= range.start && end <= min(range.end, now)
        }
    }
  }

  /// Playback requests and failures from the beginning of the exact part to a moment.
  func playback(until moment: Instant) -> (total: Double, bad: Double) {
    ledger.withLock { ledger in
      advance(&ledger, to: moment)
      let index = Int(moment.nanoseconds.dividedFloor(by: Traffic.tickNs) - firstTick) - 1
      guard index >= 0, !ledger.playback.isEmpty else { return (0, 0) }
      return ledger.playback[min(index, ledger.playback.count - 1)]
    }
  }

  /// Counts the ticks that have ended by `now` and were not counted yet.
  private func advance(_ ledger: inout Ledger, to now: Instant) {
    let end = Int(now.nanoseconds.dividedFloor(by: Traffic.tickNs) - firstTick)
    while ledger.ticks < end {
      count(tick: ledger.ticks, &ledger)
      ledger.ticks += 1
    }
  }

  private func count(tick: Int, _ ledger: inout Ledger) {
    var (total, bad) = ledger.playback.last ?? (0, 0)
    for stub in traffic.requests(inTick: firstTick + Int64(tick)) {
      if stub.spec.isPlayback {
        total += 1
        bad += stub.isFailed ? 1 : 0
      }
      for (key, seconds) in RequestSeries.observations(of: stub) {
        if ledger.columns[key] == nil {
          ledger.columns[key] = started(key, at: tick)
          ledger.order.append(key)
        }
        ledger.columns[key]!.add(seconds)
        if stub.isSampled, seconds > ledger.picks[key]?[tick]?.seconds ?? 0 {
          ledger.picks[key, default: [:]][tick] = Pick(stub: stub, seconds: seconds)
        }
      }
    }
    ledger.playback.append((total, bad))
    for key in ledger.order { ledger.columns[key]!.endTick() }
  }

  /// A column that begins with the history before the exact part, if it is one that always was: the
  /// healthy ones, at a rate their first hours show.
  private func started(_ key: RequestSeries, at tick: Int) -> Column {
    var column = Column(firstTick: tick < 40 && key.isHealthy ? 0 : tick)
    guard column.firstTick == 0 else { return column }
    column.buckets = Array(repeating: column.lastBuckets, count: tick)
    column.sums = Array(repeating: 0, count: tick)
    let perTick = key.expectedPerTick
    let base = perTick * Double(Self.historyTicks)
    let typical = key.typicalSeconds
    for index in column.lastBuckets.indices {
      let bound = index < RequestSeries.bounds.count ? RequestSeries.bounds[index] : .infinity
      column.lastBuckets[index] = bound >= typical * 1.7 ? base : bound >= typical ? base * 0.6 : bound >= typical * 0.6 ? base * 0.1 : 0
    }
    column.lastSum = base * typical * 1.1
    column.buckets = Array(repeating: column.lastBuckets, count: tick)
    column.sums = Array(repeating: column.lastSum, count: tick)
    return column
  }
}

extension MetricHistory.Column {
  fileprivate mutating func add(_ seconds: Double) {
    for (index, bound) in RequestSeries.bounds.enumerated() where seconds <= bound { lastBuckets[index] += 1 }
    lastBuckets[lastBuckets.count - 1] += 1
    lastSum += seconds
  }

  fileprivate mutating func endTick() {
    buckets.append(lastBuckets)
    sums.append(lastSum)
  }
}

extension RequestSeries {
  fileprivate var isHealthy: Bool { status == "" || status == "200" || status == "STATUS_CODE_UNSET" }

  /// How often requests of this kind come in 15 seconds, on the average.
  fileprivate var expectedPerTick: Double {
    let weight = Route.all.first { $0.name == name }?.weight ?? 1
    return Traffic.rate * 15 * weight
  }

  fileprivate var typicalSeconds: Double { Route.all.first { $0.name == name }?.base ?? 0.015 }
}

extension Int64 {
  /// The quotient rounded up.
  fileprivate func ceiling(_ divisor: Int64) -> Int64 { (self + divisor - 1).dividedFloor(by: divisor) }
}
