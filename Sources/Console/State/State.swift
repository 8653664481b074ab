internal import Analysis
internal import Canvas
internal import Telemetry

/// The whole console as a value. `reduce` is the only thing that changes it.
public struct State: Sendable {
  public internal(set) var context: Context
  public internal(set) var keymap: Keymap
  public internal(set) var place: Place
  public internal(set) var trail = Trail()
  public internal(set) var overlay: Overlay?
  /// One line at the bottom until the next key.
  public internal(set) var message: String?
  public internal(set) var health: [SourceHealth]
  /// How often the place is asked again while its window moves; `nil`: only on a key.
  public internal(set) var refreshEvery: Duration?
  public internal(set) var isRefreshing = true
  public internal(set) var usesUTC = false
  /// What prompts recall.
  public internal(set) var history: PromptHistory
  /// Places of last time, marks and notes.
  public internal(set) var kept: Kept
  var board = SlotBoard()
  var jumping: JumpInProgress?
  /// The jump that fills the other half of a split.
  var following: JumpInProgress?
  /// The rest that the other half waits for.
  var followSerial: Int?
  var resting: Resting?
  /// What the link that opened the place still wants there.
  var landing: LinkLanding?
  var restSerial = 0
  /// Changes that are on their way, by number: where they were asked for.
  var writing: [Int: WriteInProgress] = [:]
  var writeSerial = 0
  var written: WrittenChange?
  /// The last pane of each tab, so that a digit returns to it as it was.
  var tabs: [PaneKind: any Pane] = [:]
  var refreshedAt: Instant
  var nextPlace = 1
  /// The whole screen; `context.size` is what the pane with the keyboard has of it.
  var screen: Size
  let localZone: Zone
  /// The context's name.
  public internal(set) var name: String
  /// The contexts that can be switched to.
  let choices: [SourceChoice]

  /// - Parameters:
  ///   - name: The context's name in the top line: `homelab`.
  ///   - choices: All contexts, this one among them, for `:ctx`.
  ///   - history: Queries of earlier sessions.
  ///   - kept: Places, marks and notes of earlier sessions.
  ///   - pane: The first pane; Overview unless a link said otherwise.
  public init(
    name: String, context: Context, keymap: Keymap = .standard, refreshEvery: Duration? = .seconds(10),
    choices: [SourceChoice] = [], history: PromptHistory = PromptHistory(), kept: Kept = Kept(), pane: any Pane
  ) {
    self.name = name
    self.choices = SourceChoice.offered(choices)
    self.context = context
    self.keymap = keymap
    self.refreshEvery = refreshEvery
    self.history = history
    self.kept = kept
    place = Place(id: 0, pane: pane, window: context.window, focus: context.focus)
    place.contextName = name
    health = context.sources.map { SourceHealth(id: $0.id, kind: $0.kind) }
    refreshedAt = context.now
    screen = context.size
    localZone = context.zone
  }

  /// The first questions; call once before the first `reduce`.
  public mutating func start() -> [Effect] { askAll() + land() }

  /// What the panes' drawing may see.
  var viewContext: ViewContext {
    ViewContext(context: context, slots: board.statuses(of: place.id))
  }
}
