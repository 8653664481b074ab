public import Canvas
public import Telemetry

/// How the Prometheis themselves are: what they scrape, which rules they evaluate, what fills their
/// storage. Each part worst first.
public struct ServerPane: Pane {
  enum Part: CaseIterable, Sendable { case targets, rules, storage }

  /// Entries asked for of each list of the storage.
  static let storageLimit = 50
  /// Entries of each shown until more are wanted or a filter looks for one.
  static let storageTop = 10

  /// What one server told so far.
  struct Findings: Sendable {
    var targets: [ScrapeTarget] = []
    var rules: [Rule] = []
    var storage: TSDBStatus?
    var runtime: ServerRuntime?
  }

  var findings: [SourceID: Findings] = [:]
  var targets: [TargetRow] = []
  var rules: [RuleRow] = []
  var storage: [StorageRow] = []
  var jobs: [JobCount] = []
  var part = Part.targets
  var scrolls: [Part: ScrollPosition] = [:]
  var prompt = FilterPrompt()
  var onlyTrouble = false
  var sortsByName = false
  /// Whether the storage's lists are longer than fits beside each other.
  var showsWholeLists = false

  public init() {}

  public var kind: PaneKind { .server }
  public var title: String { "server" }
  public var isTyping: Bool { prompt.isEditing }
  public var typingHints: [(keys: [Key], text: String)]? { FilterPrompt.typingHints }

  // MARK: Asking

  public func questions(in context: Context) -> [Question] {
    context.sources(of: .prometheus).flatMap { source in
      [
        Question("targets", source, .scrapeTargets), Question("rules", source, .rules),
        Question("storage", source, .tsdbStatus(top: Self.storageLimit)),
        Question("runtime", source, .serverRuntime),
      ]
    }
  }

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    let source = question.source
    switch answer.body {
    case .scrapeTargets(let found): findings[source, default: .init()].targets = found
    case .rules(let found): findings[source, default: .init()].rules = found
    case .tsdbStatus(let status): findings[source, default: .init()].storage = status
    case .serverRuntime(let runtime): findings[source, default: .init()].runtime = runtime
    default: return []
    }
    arrange(in: context)
    return []
  }

  // MARK: Rows

  /// Merges what all servers told, filtered and sorted; the cursors stay on their rows.
  mutating func arrange(in context: Context) {
    let (target, rule, store) = (currentTarget, currentRule, currentStorage)
    let all = findings.sorted { $0.key < $1.key }
    let words = prompt.text.lowercased().split(whereSeparator: \.isWhitespace)
    func matches(_ text: String) -> Bool { words.allSatisfy { text.contains($0) } }

    let everyTarget = all.flatMap { source, found in
      found.targets.map { TargetRow($0, source: source, at: context.now) }
    }
    jobs = JobCount.of(everyTarget)
    targets = everyTarget.filter { matches($0.searchable) && (!onlyTrouble || $0.state.isTrouble) }
      .sorted(by: sortsByName ? TargetRow.byName : TargetRow.worseFirst)
    rules = all.flatMap { source, found in found.rules.map { RuleRow($0, source: source, at: context.now) } }
      .filter { matches($0.searchable) && (!onlyTrouble || $0.state.isTrouble) }
      .sorted(by: sortsByName ? RuleRow.byName : RuleRow.worseFirst)
    let limit = showsWholeLists || !words.isEmpty ? Int.max : Self.storageTop
    storage = StorageRow.List.allCases.flatMap { list in
      all.flatMap { source, found in
        found.storage.map { StorageRow.rows(of: $0, source: source, list: list) } ?? []
      }
      .filter { matches($0.searchable) }.sorted { $0.count.value > $1.count.value }.prefix(limit)
      .sorted(by: storageOrder)
    }
    keep(.targets, at: target.flatMap { old in targets.firstIndex { $0.isSame(as: old) } }, in: context)
    keep(.rules, at: rule.flatMap { old in rules.firstIndex { $0.isSame(as: old) } }, in: context)
    keep(.storage, at: store.flatMap { old in storage.firstIndex { $0.isSame(as: old) } }, in: context)
  }

  private func storageOrder(_ a: StorageRow, _ b: StorageRow) -> Bool {
    if !sortsByName, a.count.value != b.count.value { return a.count.value > b.count.value }
    return (a.count.name, a.source) < (b.count.name, b.source)
  }

  private mutating func keep(_ part: Part, at place: Int?, in context: Context) {
    scrolls[part, default: ScrollPosition()].move(
      to: place ?? scroll(of: part).cursor, count: count(of: part), height: height(of: part, in: context))
  }

  func scroll(of part: Part) -> ScrollPosition { scrolls[part] ?? ScrollPosition() }

  func count(of part: Part) -> Int {
    switch part {
    case .targets: targets.count
    case .rules: rules.count
    case .storage: storage.count
    }
  }

  func height(of part: Part, in context: Context) -> Int {
    max(1, ServerLayout(FrameLayout(context.size).body, part: part).rows(of: part))
  }

  var currentTarget: TargetRow? { row(of: .targets, in: targets) }
  var currentRule: RuleRow? { row(of: .rules, in: rules) }
  var currentStorage: StorageRow? { row(of: .storage, in: storage) }

  private func row<Row>(of part: Part, in rows: [Row]) -> Row? {
    let cursor = scroll(of: part).cursor
    return rows.indices.contains(cursor) ? rows[cursor] : nil
  }
}

extension TargetRow {
  fileprivate func isSame(as other: TargetRow) -> Bool {
    source == other.source && target.labels == other.target.labels && target.url == other.target.url
      && target.discovered == other.target.discovered
  }
}

extension RuleRow {
  fileprivate func isSame(as other: RuleRow) -> Bool {
    source == other.source && rule.group == other.rule.group && rule.name == other.rule.name
      && rule.query == other.rule.query && rule.labels == other.rule.labels
  }
}

extension StorageRow {
  fileprivate func isSame(as other: StorageRow) -> Bool {
    source == other.source && list == other.list && count.name == other.count.name
  }
}
