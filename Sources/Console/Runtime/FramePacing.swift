/// When the next frame may be drawn: at most 30 a second, however fast things happen.
///
/// A frame for the clock's tick, one a second, does not hold up the one after it, and one for an answer does
/// not hold up a key's. So a key is painted at once unless another key was just now.
///
/// ```
///   key ─ frame ─────33 ms───── frame      keys held down
///   tick ─ frame   key ─ frame             not held up
///   answer ─ frame   key ─ frame           not held up
///   key ─ frame ─────33 ms───── frame      an answer waits
/// ```
struct FramePacing {
  static let interval: Duration = .milliseconds(33)

  /// What makes the screen old, the more urgent the later.
  enum Cause: Comparable {
    case tick, server, person
  }

  private var age: Cause? = .server
  private var drawnAt: ContinuousClock.Instant?
  /// When something that a person did was drawn.
  private var obeyedAt: ContinuousClock.Instant?

  /// Something happened that may change the screen.
  mutating func happened(_ cause: Cause) { age = max(age ?? cause, cause) }

  /// How long until a frame is due; zero: now; `nil`: nothing waits to be drawn.
  func wait(at now: ContinuousClock.Instant) -> Duration? {
    guard let age else { return nil }
    guard let last = age == .person ? obeyedAt : drawnAt else { return .zero }
    return max(.zero, Self.interval - last.duration(to: now))
  }

  /// The screen was drawn, or need not be.
  mutating func drew(at now: ContinuousClock.Instant) {
    if let age, age > .tick { drawnAt = now }
    if age == .person { obeyedAt = now }
    age = nil
  }
}
