/// When the next frame may be drawn: at most 30 a second, however fast things happen.
///
/// A frame for the clock's tick, one a second, does not hold up the one after it. So a key pressed just
/// after the second has turned is painted at once, as at any other moment.
///
/// ```
///   key ─ frame ─────33 ms───── frame      keys held down
///   tick ─ frame   key ─ frame             not held up
/// ```
struct FramePacing {
  static let interval: Duration = .milliseconds(33)

  /// What made the screen old since it was drawn.
  private enum Age {
    case tick, others
  }

  private var age: Age? = .others
  private var drawnAt: ContinuousClock.Instant?

  /// Something happened that may change the screen.
  mutating func happened(isTick: Bool) {
    if age != .others { age = isTick ? .tick : .others }
  }

  /// How long until a frame is due; zero: now; `nil`: nothing waits to be drawn.
  func wait(at now: ContinuousClock.Instant) -> Duration? {
    guard age != nil else { return nil }
    guard let drawnAt else { return .zero }
    return max(.zero, Self.interval - drawnAt.duration(to: now))
  }

  /// The screen was drawn, or need not be.
  mutating func drew(at now: ContinuousClock.Instant) {
    if age == .others { drawnAt = now }
    age = nil
  }
}
