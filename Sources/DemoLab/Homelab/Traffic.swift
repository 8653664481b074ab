internal import Telemetry

/// Draws the requests of any 15 seconds.
struct Traffic: Sendable {
  /// Length of a tick, which is the scrape interval too.
  static let tickNs: Int64 = 15_000_000_000
  /// Requests per second.
  static let rate = 2.0
  /// Logs and traces older than this have expired.
  static let retention: Duration = .hours(48)

  let seed: UInt64
  let incident: Incident

  /// The tick a moment lies in.
  static func tick(of moment: Instant) -> Int64 { moment.nanoseconds.dividedFloor(by: tickNs) }

  /// The first moment of a tick, which is when the tick before it is scraped.
  static func start(ofTick tick: Int64) -> Instant { Instant(nanoseconds: tick * tickNs) }

  /// The requests that start in a tick, in order.
  func requests(inTick tick: Int64) -> [RequestStub] {
    var random = SplitMix(seed, 0x7247, UInt64(bitPattern: tick))
    let mean = Self.rate * 15
    let count = Int((mean + (random.unit() + random.unit() + random.unit() - 1.5) * 8).rounded())
    let offsets = (0..<max(1, count)).map { _ in Int64(random.unit() * Double(Self.tickNs)) }.sorted()
    return offsets.enumerated().map { index, offset in
      let start = Self.start(ofTick: tick) + .nanoseconds(offset)
      return request(tick: tick, index: index, start: start, &random)
    }
  }

  private func request(tick: Int64, index: Int, start: Instant, _ random: inout SplitMix) -> RequestStub {
    let route = pickRoute(&random)
    let spec = Route.all[route]
    let (jitter, nasDraw, failDraw) = (random.between(0.6, 1.7), random.unit(), random.unit())
    let (authDraw, sampleDraw, tokenDraw) = (random.unit(), random.unit(), random.unit())
    let authNs = Int64((0.011 + authDraw * 0.014) * 1e9)
    let stall = incident.stall(at: start)
    let hits = stall > 0 && nasDraw < spec.nas
    var nas = spec.nas > 0 ? 0.004 + nasDraw * 0.02 : 0
    if hits { nas = stall * (3.9 + nasDraw * 4.2) * (spec.isPlayback ? 1 : 0.2) }
    var status = 200
    if hits, spec.isPlayback, failDraw < 0.5 { status = 503 }
    if !hits, failDraw < 0.0012 { status = 500 }
    if spec.service == "jellyfin", incident.tokensExpire(at: start), tokenDraw < 0.3 {
      (status, nas) = (401, 0)
    }
    let own = status == 401 ? 0.001 : spec.base * jitter
    let duration = Int64((own + nas) * 1e9) + authNs + 3_000_000
    let isKept = status != 200 || duration > 1_000_000_000 || sampleDraw < 1.0 / 6
    return RequestStub(
      tick: tick, index: index, start: start, route: route, durationNs: duration, status: status,
      nasNs: Int64(nas * 1e9), authNs: authNs, isSampled: isKept)
  }

  private func pickRoute(_ random: inout SplitMix) -> Int {
    var draw = random.unit()
    for (index, route) in Route.all.enumerated() {
      draw -= route.weight
      if draw < 0 { return index }
    }
    return 0
  }
}
