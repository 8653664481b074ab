public import Analysis
public import Canvas
public import Telemetry

/// Every source and every tie between them, tried for real: what fails first, with the setting to change.
public struct DoctorPane: Pane {
  /// No server: the console examines them all, and is asked like one so that nothing waits for it.
  public static let doctor: SourceID = "doctor"

  /// Failing first, otherwise in the order tried.
  var checks: [DoctorCheck] = []
  private var all: [DoctorCheck] = []
  var onlyTrouble = false
  var scroll = ScrollPosition()

  public init() {}

  public var kind: PaneKind { .doctor }
  public var title: String { "doctor" }

  /// Trying everything costs many questions: only a key asks again.
  public func questions(in context: Context) -> [Question] {
    let query = Query.examination(of: context.sources.map(\.id), range: context.range)
    return [Question(.main, Self.doctor, query, goodFor: .days(1))]
  }

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    guard case .checks(let found) = answer.body else { return [] }
    all = found.filter { !$0.ok } + found.filter(\.ok)
    arrange(in: context)
    return []
  }

  var failing: Int { all.count { !$0.ok } }
  var total: Int { all.count }
  var current: DoctorCheck? { checks.indices.contains(scroll.cursor) ? checks[scroll.cursor] : nil }

  private mutating func arrange(in context: Context) {
    let old = current
    checks = onlyTrouble ? all.filter { !$0.ok || $0.fix != nil } : all
    let place = checks.firstIndex { $0.name == old?.name && $0.source == old?.source }
    move(to: place ?? scroll.cursor, in: context)
  }

  private mutating func move(to row: Int, in context: Context) {
    scroll.move(to: row, count: checks.count, height: height(in: context))
  }

  private func height(in context: Context) -> Int { DoctorLayout(FrameLayout(context.size).body).rows }

  // MARK: Keys

  public func refusal(of command: Command, in context: Context) -> String? {
    switch command {
    case .copy where current?.fix == nil: "nothing needs to change for this one"
    case .jumpToTraces, .jumpToLogs, .jumpToMetrics, .jumpToProfile, .jumpMenu, .open:
      "a check leads nowhere; y copies what to change"
    case .editQuery, .search, .include, .exclude, .nextMatch, .previousMatch: "nothing is filtered here; f leaves what needs a change"
    case .toggle, .left, .right, .nextPart, .previousPart: "↑ ↓ move"
    case .nextTrouble, .previousTrouble:
      failing == 0 ? "nothing fails" : "what fails is first: ↑ ↓ move"
    default: nil
    }
  }

  public mutating func perform(_ command: Command, in context: Context) -> [Request]? {
    let page = max(1, height(in: context) - 1)
    switch command {
    case .up: move(to: scroll.cursor - 1, in: context)
    case .down: move(to: scroll.cursor + 1, in: context)
    case .pageUp: move(to: scroll.cursor - page, in: context)
    case .pageDown: move(to: scroll.cursor + page, in: context)
    case .top: move(to: 0, in: context)
    case .bottom: move(to: checks.count - 1, in: context)
    case .copy: return current?.fix.map { [.copy($0)] } ?? []
    case .onlyKind:
      onlyTrouble.toggle()
      arrange(in: context)
      return [.say(onlyTrouble ? "only what can be mended" : "all checks")]
    default: return nil
    }
    return []
  }

  public func anchor(in context: Context) -> Anchor? { nil }

  public func hints(in context: Context) -> [Command] {
    [.refresh, .copy, .onlyKind, .back].filter { refusal(of: $0, in: context) == nil }
  }

  public func hint(for command: Command, in context: Context) -> String? {
    switch command {
    case .refresh: "try again"
    case .copy: "copy what to change"
    case .onlyKind: onlyTrouble ? "all" : "only what to mend"
    default: nil
    }
  }
}
