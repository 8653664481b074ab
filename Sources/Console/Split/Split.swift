/// A second pane beside the one of a place. The left leads: the right shows what the cursor of the left
/// rests on.
///
/// ```
///   ┌ place ───────┐┌ other ───────┐       ; moves the keyboard, and both change roles:
///   │ has the      ││              │       the place is always the half with the keyboard
///   │ keyboard     ││              │
///   └──────────────┘└──────────────┘
/// ```
struct Split: Sendable {
  /// How many halves that were left are kept, so that going back to their row asks nothing.
  private static let keptAtMost = 6

  /// The half without the keyboard; `nil` before it shows anything.
  var other: Half?
  /// Whether the half with the keyboard is the one that leads.
  var leads = true
  /// What the right half was last chosen for.
  var lead: Lead?
  /// Why the right half is empty.
  var note = "nothing is under the cursor yet"
  /// Hundredths of the room that the leading half has.
  var share = 50
  /// Halves shown before, the latest last.
  private(set) var kept: [Half] = []

  /// The leading half's share, five hundredths more or less.
  mutating func widenLead(_ isWider: Bool) { share = min(max(share + (isWider ? 5 : -5), 25), 75) }

  /// Puts another half beside and keeps the one that was there.
  mutating func show(_ half: Half) {
    kept.removeAll { $0.id == half.id || $0.target == half.target }
    if let other, other.id != half.id { kept.append(other) }
    if kept.count > Self.keptAtMost { kept.removeFirst() }
    other = half
  }

  /// Leaves the right half empty, and says why.
  mutating func empty(_ reason: String) {
    if let other { kept.append(other) }
    if kept.count > Self.keptAtMost { kept.removeFirst() }
    (other, note) = (nil, reason)
  }

  func kept(for target: Lead.Target) -> Half? { kept.last { $0.target == target } }

  var ids: [Int] { kept.map(\.id) + (other.map { [$0.id] } ?? []) }
}
