internal import Telemetry

/// What was counted in the sixty days before requests are counted one by one: straight lines.
///
/// Their slopes are what an hour of healthy traffic adds, with just so much of a stalled period mixed
/// in that playback failed as often as its objective's history says.
struct TrafficBaseline: Sendable {
  /// Long enough for any window people ask for.
  static let ticks: Int64 = 60 * 5760

  /// What each histogram grows by in a tick: its cumulative buckets, then its sum.
  private var slopes: [(series: RequestSeries, perTick: [Double])] = []
  private var places: [RequestSeries: Int] = [:]
  private var playback = TrafficLedger.Playback()

  /// - Parameters:
  ///   - firstTick: Where the trouble begins.
  ///   - badRatio: The share of playback that failed before.
  init(traffic: Traffic, firstTick: Int64, badRatio: Double) {
    let healthy = Self.sample(traffic, ticks: 240, from: firstTick - 240)
    let stalled = Self.sample(traffic, ticks: 100, from: firstTick)
    let (h, s) = (Self.perTick(healthy), Self.perTick(stalled))
    let gain = (s.bad - h.bad) - badRatio * (s.total - h.total)
    let share = gain > 0 ? min(1, max(0, (badRatio * h.total - h.bad) / gain)) : 0
    playback.total = h.total + share * (s.total - h.total)
    playback.bad = h.bad + share * (s.bad - h.bad)
    for (ledger, weight) in [(healthy, 1 - share), (stalled, share)] {
      for entry in ledger.entries { add(entry, weight / Double(ledger.ticks)) }
    }
  }

  private mutating func add(_ entry: TrafficLedger.Entry, _ weight: Double) {
    let values = entry.column.totals.map { $0 * weight }
    if let place = places[entry.series] {
      slopes[place].perTick = zip(slopes[place].perTick, values).map(+)
    } else {
      places[entry.series] = slopes.count
      slopes.append((entry.series, values))
    }
  }

  private static func sample(_ traffic: Traffic, ticks: Int, from tick: Int64) -> TrafficLedger {
    var ledger = TrafficLedger(traffic: traffic, firstTick: tick)
    for _ in 0..<ticks { ledger.advance() }
    return ledger
  }

  private static func perTick(_ ledger: TrafficLedger) -> TrafficLedger.Playback {
    let (end, ticks) = (ledger.playback.last ?? .init(), Double(max(1, ledger.ticks)))
    return TrafficLedger.Playback(total: end.total / ticks, bad: end.bad / ticks)
  }

  /// Where the counters stand when the counting begins.
  var valuesAtEnd: [(RequestSeries, [Double])] {
    slopes.map { slope in
      (slope.series, slope.perTick.enumerated().map { index, value in
        Self.value(value, after: Self.ticks, isCount: index < RequestSeries.boundLabels.count)
      })
    }
  }

  var playbackAtEnd: TrafficLedger.Playback { playback(ticksBefore: 0) }

  /// The value of one component some ticks before the counting begins; `nil` before all history.
  func value(_ component: CounterColumn.Component, of place: Int, ticksBefore: Int64) -> Double? {
    guard slopes.indices.contains(place), ticksBefore < Self.ticks else { return nil }
    let after = Self.ticks - ticksBefore
    switch component {
    case .bucket(let index): return Self.value(slopes[place].perTick[index], after: after, isCount: true)
    case .sum: return Self.value(slopes[place].perTick.last ?? 0, after: after, isCount: false)
    }
  }

  func playback(ticksBefore: Int64) -> TrafficLedger.Playback {
    let ticks = Double(Self.ticks - ticksBefore)
    return TrafficLedger.Playback(total: playback.total * ticks, bad: playback.bad * ticks)
  }

  /// Counts are whole; rounding down keeps them growing and keeps buckets in order.
  private static func value(_ slope: Double, after ticks: Int64, isCount: Bool) -> Double {
    let value = slope * Double(ticks)
    return isCount ? value.rounded(.down) : value
  }
}
