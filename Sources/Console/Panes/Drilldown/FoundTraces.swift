internal import Telemetry

/// What searches found, and about what. A server returns the first it finds, most often the newest,
/// so a range is searched slice by slice: else its last minutes would stand for all of it.
///
/// ```
///   range   ├────────┼────────┼────────┼────────┤
///   slices      0        1        2        3         each with a limit of its own
/// ```
struct FoundTraces: Sendable {
  /// Slices of the search for samples, and traces each may list.
  static let slices = 6
  static let limit = 40

  /// What `traces` were found for; `nil` while no search is whole.
  private(set) var scope: DrilldownPane.Scope?
  /// All slices, the newest first.
  private(set) var traces: [TraceSummary] = []
  /// Slices of the search that is not whole yet: what is known stays until all of it is replaced.
  private var arrived: [Int: [TraceSummary]] = [:]
  private var arrivedScope: DrilldownPane.Scope?
  private let count: Int

  init(slices: Int = 1) { count = slices }

  mutating func take(_ found: [TraceSummary], slice: Int = 0, _ scope: DrilldownPane.Scope) {
    if arrivedScope != scope { (arrivedScope, arrived) = (scope, [:]) }
    arrived[slice] = found
    guard arrived.count >= count else { return }
    var seen = Set<TraceID>()
    traces = arrived.sorted { $0.key < $1.key }.flatMap(\.value).sorted { $0.start > $1.start }.filter {
      seen.insert($0.id).inserted
    }
    (self.scope, arrivedScope, arrived) = (scope, nil, [:])
  }

  /// A slice that fails holds nothing up.
  mutating func failed(slice: Int, _ scope: DrilldownPane.Scope) { take([], slice: slice, scope) }

  func has(slice: Int = 0, _ scope: DrilldownPane.Scope) -> Bool {
    self.scope == scope || arrivedScope == scope && arrived[slice] != nil
  }

  func isWhole(_ scope: DrilldownPane.Scope) -> Bool { self.scope == scope }

  // MARK: Slots

  static let slots: [Slot] = (0..<slices).map { Slot("search \($0)") }

  static func slice(of slot: Slot) -> Int? { slots.firstIndex(of: slot) }

  /// A slice of a range, the latest first.
  static func range(_ slice: Int, of range: TimeRange) -> TimeRange {
    let length = range.duration.wholeNanoseconds / Int64(slices)
    let end = range.end - .nanoseconds(length &* Int64(slice))
    return TimeRange(start: slice == slices - 1 ? range.start : end - .nanoseconds(length), end: end)
  }
}
