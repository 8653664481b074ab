/// How many lines to ask for at a time: fewer when an answer does not come through, doubled again
/// only after some that did, and after more of them each time that growing was a mistake.
struct PageSize: Hashable {
  /// Twice as much must still stay clear of the 4 MiB that Loki's parts pass to each other.
  private static let comfortableBytes = 1 << 20

  private(set) var lines: Int
  private var preferred: Int
  /// The most the server gives.
  private(set) var largest: Int
  /// Doubling takes 2 to this power whole pages; one while nothing has failed yet.
  private var caution = 0
  private var calm = 0
  private var hasGrown = false

  init(preferred: Int, largest: Int) {
    self.largest = max(1, largest)
    self.preferred = max(1, preferred)
    lines = min(self.preferred, self.largest)
  }

  mutating func prefer(_ lines: Int) { preferred = max(1, lines) }

  /// - Parameter factor: 2 or more: by what it gets smaller.
  mutating func shrink(from asked: Int, by factor: Int) {
    caution = hasGrown ? min(caution + 1, 6) : max(caution, 1)
    (hasGrown, calm) = (false, 0)
    let asked = min(lines, asked)
    // Line by line would take for ever: below eight it is halved.
    lines = max(1, min(asked / 2, max(8, asked / factor)))
  }

  /// A page as long as asked for came through.
  mutating func grow(after bytes: @autoclosure () -> Int) {
    let most = min(preferred, largest)
    guard lines < most, bytes() <= Self.comfortableBytes else { return }
    calm += 1
    guard calm >= 1 << caution else { return }
    (hasGrown, calm) = (true, 0)
    lines = min(lines * 2, most)
  }

  mutating func limit(to largest: Int) {
    self.largest = max(1, largest)
    lines = min(lines, self.largest)
  }
}
