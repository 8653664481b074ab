public import Canvas
internal import Languages
public import Telemetry

/// All metrics of all Prometheis as a tree of names, and beside it what the one under the cursor is:
/// help, labels, who exposes it, and the first queries to ask of it.
public struct BrowserPane: Pane {
  enum Part: CaseIterable, Sendable { case list, queries, labels }

  /// Series asked for to count a metric's labels: enough to know them, few enough to transfer.
  static let seriesLimit = 5000
  /// The most names the server counts series for.
  static let countLimit = 10_000
  /// Up to so many metrics the tree begins unfolded: it fits onto a few pages.
  static let unfoldedLimit = 60

  var findings: [SourceID: MetricCatalogue.Findings] = [:]
  /// Servers whose storage does not tell series by name; they are asked with a query.
  var countedByQuery: Set<SourceID> = []
  var catalogue = MetricCatalogue()
  var prompt = FilterPrompt()
  var filter = MetricFilter()
  var order = MetricTree.Order.name
  /// Groups folded or unfolded by hand, by prefix.
  var folding: [String: Bool] = [:]
  /// Places in `catalogue.entries` of what the filter leaves over.
  var matches: [Int] = []
  var tree = MetricTree()
  var rows: [MetricTree.Row] = []
  var scroll = ScrollPosition()
  var part = Part.list
  var detail: MetricDetail?
  /// A metric to go to once it is known.
  var wanted: String?

  /// - Parameter metric: Where the cursor begins; the top when it is `nil` or not found.
  public init(picking metric: String? = nil) { wanted = metric }

  /// The first metric a query names.
  static func metric(in query: String) -> String? {
    let bytes = Array(query.utf8)
    return PromQL.tokens(query).first { $0.kind == .metric }.flatMap { token in
      token.range.end <= bytes.count && token.range.start <= token.range.end
        ? String(decoding: bytes[token.range.start..<token.range.end], as: UTF8.self) : nil
    }
  }

  public var kind: PaneKind { .browser }
  public var title: String { "browse" }
  public var isTyping: Bool { prompt.isEditing }
  public var typingHints: [(keys: [Key], text: String)]? { FilterPrompt.typingHints }
  /// Names and metadata change with deployments, not by the second.
  public var refreshEvery: Duration? { .seconds(60) }

  // MARK: Asking

  public func questions(in context: Context) -> [Question] {
    let sources = context.sources(of: .prometheus)
    return sources.flatMap { source in
      [
        Question("metadata", source, .metricMetadata),
        Question(
          "names", source, .metricLabelValues(label: "__name__", matching: [], range: recent(in: context))),
        countQuestion(source, in: context),
      ]
    } + detailQuestions(in: context)
  }

  /// Names and labels of the last hour at most: a month's would be every pod that ever was.
  func recent(in context: Context) -> TimeRange {
    let range = context.range
    return range.duration > .hours(1) ? TimeRange(last: .hours(1), until: range.end) : range
  }

  private func countQuestion(_ source: SourceID, in context: Context) -> Question {
    let query: Query =
      countedByQuery.contains(source)
      ? .metricsInstant(PromQL: "count by (__name__) ({__name__!=\"\"})", at: context.range.end)
      : .tsdbStatus(top: Self.countLimit)
    return Question("counts", source, query)
  }

  /// About the metric under the cursor and no other.
  func detailQuestions(in context: Context) -> [Question] {
    guard let entry = current else { return [] }
    let selector = "{__name__=\"\(Labels.escaped(entry.telling))\"}"
    let series = Query.limited(
      .metricSeries(matching: [selector], range: recent(in: context)), to: Self.seriesLimit)
    return entry.sources.flatMap { source in
      let labels = Question("labels", source, series)
      return entry.type == .recorded
        ? [labels] : [labels, Question("exposers", source, .targetMetadata(metric: entry.name))]
    }
  }

  // MARK: Answers

  public mutating func receive(_ answer: Answer, to question: Question, in context: Context) -> [Request] {
    let source = question.source
    switch (question.slot, answer.body) {
    case ("metadata", .metadata(let entries)): findings[source, default: .init()].metadata = entries
    case ("names", .names(let names)): findings[source, default: .init()].names = names
    case ("counts", .tsdbStatus(let status)):
      findings[source, default: .init()].counts = Dictionary(
        status.seriesByMetric.map { ($0.name, $0.value) }
      ) { first, _ in first }
    case ("counts", .series(let series)): findings[source, default: .init()].counts = Self.counts(series)
    case ("labels", .labelSets(let sets)):
      if isAboutDetail(question, in: context) { detail?.take(sets, from: source) }
      return []
    case ("exposers", .targetMetadata(let found)):
      if isAboutDetail(question, in: context) { detail?.take(found, from: source) }
      return []
    default: return []
    }
    return arrange(in: context)
  }

  /// Thanos, Mimir and others have no storage of this kind; they can count.
  public mutating func receive(
    _ failure: QueryFailure, to question: Question, in context: Context
  ) -> [Request] {
    let reasons: [QueryFailure.Reason] = [.notFound, .unsupported, .refused, .undecodable, .unauthorised]
    guard question.slot == "counts", !countedByQuery.contains(question.source),
      reasons.contains(failure.reason)
    else { return [] }
    countedByQuery.insert(question.source)
    return [.ask(countQuestion(question.source, in: context))]
  }

  private static func counts(_ series: [Series]) -> [String: Int64] {
    let pairs = series.compactMap { one in
      one.samples.last.flatMap { Int64(exactly: $0.value) }.map { (one.labels.metricName, $0) }
    }
    return Dictionary(pairs) { first, _ in first }
  }

  /// False for the late answer about a metric the cursor has left.
  private func isAboutDetail(_ question: Question, in context: Context) -> Bool {
    guard let entry = current, detail?.name == entry.name else { return false }
    switch question.query {
    case .targetMetadata(let metric): return metric == entry.name
    case .limited(.metricSeries(let matchers, _), _):
      return matchers == ["{__name__=\"\(Labels.escaped(entry.telling))\"}"]
    default: return false
    }
  }

  // MARK: The list

  /// Puts together what the servers told; the cursor stays on its row.
  private mutating func arrange(in context: Context) -> [Request] {
    catalogue = MetricCatalogue(findings)
    matches = filter.matches(in: catalogue.entries)
    if let wanted, let index = place(ofWanted: wanted) {
      self.wanted = nil
      reveal(index, in: context)
    } else {
      list(in: context)
    }
    return followCursor(in: context)
  }

  /// The metric itself, or the one that a series name such as `x_bucket` belongs to.
  private func place(ofWanted name: String) -> Int? {
    catalogue.index(of: name) ?? catalogue.entries.firstIndex { $0.members.contains(name) }
  }

  /// Filters again after the text or type changed.
  mutating func narrow(to next: MetricFilter, in context: Context) -> [Request] {
    matches =
      next.narrows(filter)
      ? next.matches(in: catalogue.entries, among: matches) : next.matches(in: catalogue.entries)
    filter = next
    list(in: context)
    // What is typed looks for something: the best guess is the first metric that has it.
    if current == nil, !filter.isEmpty, let first = rows.firstIndex(where: \.isMetric) {
      scroll.move(to: first, count: rows.count, height: listHeight(in: context))
    }
    return followCursor(in: context)
  }

  /// Builds the tree and its rows anew and keeps the cursor on what it was on.
  mutating func list(in context: Context) {
    tree = MetricTree(catalogue.entries, matches: matches, order: order)
    fold(in: context)
  }

  /// The rows after a group was folded or unfolded.
  mutating func fold(in context: Context) {
    let before = currentRow
    rows = tree.rows(isOpen: isOpen)
    let place =
      before.flatMap { old in rows.firstIndex { $0.name == old.name && $0.isMetric == old.isMetric } }
      ?? scroll.cursor
    scroll.move(to: place, count: rows.count, height: listHeight(in: context))
  }

  func isOpen(_ prefix: String) -> Bool {
    folding[prefix] ?? (!filter.isEmpty || matches.count <= Self.unfoldedLimit)
  }

  /// Unfolds what hides a metric and goes there.
  private mutating func reveal(_ index: Int, in context: Context) {
    let name = catalogue.entries[index].name
    tree = MetricTree(catalogue.entries, matches: matches, order: order)
    for row in tree.rows(isOpen: { _ in true }) {
      if case .group(let prefix, _, _) = row.content, name.hasPrefix(prefix) { folding[prefix] = true }
    }
    rows = tree.rows(isOpen: isOpen)
    let place = rows.firstIndex { $0.content == .metric(index) } ?? 0
    scroll.move(to: place, count: rows.count, height: listHeight(in: context))
  }

  var currentRow: MetricTree.Row? {
    rows.indices.contains(scroll.cursor) ? rows[scroll.cursor] : nil
  }

  /// The metric under the cursor; `nil` on a group.
  var current: MetricEntry? {
    guard case .metric(let index) = currentRow?.content, catalogue.entries.indices.contains(index) else {
      return nil
    }
    return catalogue.entries[index]
  }

  /// Asks about the metric the cursor came to, once it rests there.
  mutating func followCursor(in context: Context) -> [Request] {
    guard current?.name != detail?.name else { return [] }
    detail = current.map(MetricDetail.init)
    if detail == nil { part = .list }
    return [.askAtRest(detailQuestions(in: context), instead: ["labels", "exposers"])]
  }

  func listHeight(in context: Context) -> Int {
    max(1, BrowserLayout(FrameLayout(context.size).body).list.height - 1)
  }
}

extension MetricTree.Row {
  var isMetric: Bool { if case .metric = content { true } else { false } }
}
