public import Analysis
public import Telemetry

/// A view exactly as it was left: the pane with its query, cursor, folding and scroll, and the
/// context it was seen in.
public struct Place: Sendable {
  public var id: Int
  public var pane: any Pane
  public var window: Window
  public var focus: String?
  /// The moment pointed at when it was left.
  public var crosshair: Instant?
  /// The jump that led here; says which query ran and why.
  public var arrivedBy: Jump?
  /// The pane beside this one; `nil`: none.
  var split: Split?
  /// What the pane was opened for, as the following half of a split.
  var target: Lead.Target?
  /// The context whose sources it was asked of.
  var contextName: String?

  public init(
    id: Int, pane: any Pane, window: Window, focus: String? = nil, arrivedBy: Jump? = nil
  ) {
    self.id = id
    self.pane = pane
    self.window = window
    self.focus = focus
    self.arrivedBy = arrivedBy
  }
}

/// Where the person has been. Back and forward restore places exactly, because places are values.
public struct Trail: Sendable {
  /// How many places are kept behind; the oldest goes first.
  static let limit = 64

  public private(set) var behind: [Place] = []
  public private(set) var ahead: [Place] = []

  public init() {}

  /// Leaves a place for a new one; what lay ahead is gone.
  mutating func leave(_ place: Place) {
    behind.append(place)
    if behind.count > Self.limit { behind.removeFirst() }
    ahead = []
  }

  /// The place before, in exchange for the present one.
  mutating func back(from place: Place) -> Place? {
    guard let previous = behind.popLast() else { return nil }
    ahead.append(place)
    return previous
  }

  /// The place so many steps ahead, or, below zero, behind; those between stay on the way.
  mutating func go(_ steps: Int, from place: Place) -> Place? {
    var here = place
    for _ in 0..<abs(steps) {
      guard let next = steps < 0 ? back(from: here) : forward(from: here) else { return nil }
      here = next
    }
    return here
  }

  mutating func forward(from place: Place) -> Place? {
    guard let next = ahead.popLast() else { return nil }
    behind.append(place)
    return next
  }

  var placeIDs: Set<Int> { Set((behind + ahead).flatMap(\.ids)) }
}
