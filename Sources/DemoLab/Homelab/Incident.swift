internal import Telemetry

/// When things go wrong, as a function of time.
///
///     origin − 6 h                                  origin
///     │ ▆▆▆        ▆▆▆        ▆▆▆        ▆▆▆        ▆▆▆│▆     ▆▆▆
///     trouble      a stall of about 5 minutes every 25, the last begins
///     begins       4½ minutes before the origin and is not over then
struct Incident: Sendable {
  private let seed: UInt64
  private let origin: Instant

  /// The NAS is well before this.
  let begin: Instant

  private static let period: Int64 = 1500
  private static let lead: Int64 = 270

  init(seed: UInt64, origin: Instant) {
    self.seed = seed
    self.origin = origin
    begin = origin - .hours(6)
  }

  /// How badly the disk queue of the NAS stalls: 0 not at all, up to 1.
  func stall(at moment: Instant) -> Double {
    guard moment >= begin else { return 0 }
    let (cycle, offset) = cycle(at: moment, period: Self.period, lead: Self.lead)
    var (length, random) = stall(ofCycle: cycle)
    guard offset < length else { return 0 }
    // Rises within 20 seconds, so that the first slow requests are less slow.
    return min(1, 0.4 + offset / 20 * 0.6) * random.between(0.85, 1)
  }

  /// How many seconds of stall there were from the beginning of the trouble to `moment`.
  func stalledSeconds(until moment: Instant) -> Double {
    guard moment >= begin else { return 0 }
    // The trouble begins late in a cycle, after that cycle's stall would have been over.
    let (first, _) = cycle(at: begin, period: Self.period, lead: Self.lead)
    let (last, offset) = cycle(at: moment, period: Self.period, lead: Self.lead)
    guard first < last else { return 0 }
    let over = (first + 1..<last).reduce(0) { $0 + stall(ofCycle: $1).length }
    return over + min(offset, stall(ofCycle: last).length)
  }

  /// How long one repetition's stall lasts, in seconds, and what else is drawn for it.
  private func stall(ofCycle cycle: Int64) -> (length: Double, rest: SplitMix) {
    var random = SplitMix(seed, 0x57A1, UInt64(bitPattern: cycle))
    return (random.between(280, 350), random)
  }

  /// Whether Authentik's tokens expire too early: 45 seconds every 40 minutes or so.
  func tokensExpire(at moment: Instant) -> Bool {
    guard moment >= begin else { return false }
    let (cycle, offset) = cycle(at: moment, period: 2400, lead: 1300)
    var random = SplitMix(seed, 0x70CE, UInt64(bitPattern: cycle))
    let start = random.between(0, 120)
    return offset >= start && offset < start + 45
  }

  /// Which repetition a moment lies in and how many seconds into it.
  private func cycle(at moment: Instant, period: Int64, lead: Int64) -> (Int64, Double) {
    let start = origin - .seconds(lead)
    let elapsed = (moment - start).wholeNanoseconds
    let length = period * 1_000_000_000
    let cycle = elapsed.dividedFloor(by: length)
    return (cycle, Double(elapsed - cycle * length) / 1e9)
  }
}
