internal import Telemetry

/// Counts requests tick by tick as they end, as the services' own counters do.
struct TrafficLedger: Sendable {
  /// The slowest kept request of a series in one tick: its exemplar.
  struct Pick: Sendable {
    var tick: Int
    var stub: RequestStub
    var nanoseconds: Int64
  }

  /// One histogram and what is known of it.
  struct Entry: Sendable {
    let series: RequestSeries
    var column: CounterColumn
    /// At most one a tick, ascending.
    var picks: [Pick] = []
  }

  /// Requests of playback that were counted, and those of them that failed.
  struct Playback: Sendable {
    var total = 0.0
    var bad = 0.0
  }

  let firstTick: Int64
  private let traffic: Traffic
  private(set) var entries: [Entry] = []
  /// After each tick.
  private(set) var playback: [Playback] = []
  private(set) var ticks = 0
  private var places: [RequestSeries: Int] = [:]
  private var observed: [RequestStub.Shape: [(place: Int, part: RequestStub.Part)]] = [:]
  /// Begun, but not over by the end of the last tick.
  private var waiting: [RequestStub] = []
  private let base: Playback

  /// - Parameter base: Counters that stood at something before the first tick.
  init(traffic: Traffic, firstTick: Int64, base: TrafficBaseline? = nil) {
    self.traffic = traffic
    self.firstTick = firstTick
    self.base = base?.playbackAtEnd ?? Playback()
    for (series, values) in base?.valuesAtEnd ?? [] { _ = place(of: series, base: values) }
  }

  /// Counts the next tick.
  mutating func advance() {
    let tick = firstTick + Int64(ticks)
    let end = Traffic.start(ofTick: tick + 1)
    let open = waiting + traffic.requests(inTick: tick)
    waiting = []
    var played = playback.last ?? base
    for stub in open {
      guard stub.end <= end else {
        waiting.append(stub)
        continue
      }
      count(stub)
      guard stub.spec.isPlayback, !stub.isRejected else { continue }
      played.total += 1
      played.bad += stub.isFailed ? 1 : 0
    }
    playback.append(played)
    for place in entries.indices { entries[place].column.endTick() }
    ticks += 1
  }

  private mutating func count(_ stub: RequestStub) {
    for (place, part) in places(of: stub) {
      let nanoseconds = stub.nanoseconds(of: part)
      entries[place].column.observe(Double(nanoseconds) / 1e9)
      if stub.isSampled { entries[place].note(Pick(tick: ticks, stub: stub, nanoseconds: nanoseconds)) }
    }
  }

  private mutating func places(of stub: RequestStub) -> [(place: Int, part: RequestStub.Part)] {
    if let known = observed[stub.shape] { return known }
    let found = stub.observations.map { (place: place(of: $0.series), part: $0.part) }
    observed[stub.shape] = found
    return found
  }

  private mutating func place(of series: RequestSeries, base: [Double]? = nil) -> Int {
    if let known = places[series] { return known }
    places[series] = entries.count
    entries.append(Entry(series: series, column: CounterColumn(firstTick: ticks, base: base)))
    return entries.count - 1
  }
}

extension TrafficLedger.Entry {
  fileprivate mutating func note(_ pick: TrafficLedger.Pick) {
    guard let last = picks.last, last.tick == pick.tick else { return picks.append(pick) }
    if pick.nanoseconds > last.nanoseconds { picks[picks.count - 1] = pick }
  }
}
