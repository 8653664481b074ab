internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

/// What is known of the metric under the cursor beyond its line in the list.
struct MetricDetail: Sendable {
  /// A line of the list of labels.
  enum LabelRow: Hashable, Sendable {
    /// Places in `labels.labels` and in its values.
    case label(Int)
    case value(label: Int, Int)
    /// How many values are not shown.
    case more(Int)
  }

  /// More values than this tell nothing that a query would not tell better.
  private static let shownValues = 30

  let name: String
  private let telling: String
  private let type: MetricType
  private let unit: String
  private var sets: [SourceID: [Labels]] = [:]
  private(set) var exposers: [SourceID: [TargetMetadata]] = [:]
  private(set) var labels = MetricLabels(of: [])
  /// What `+` and `-` narrowed the queries to.
  private(set) var matchers: [Matcher] = []
  private(set) var suggestions: [MetricSuggestion] = []
  /// Place in `suggestions` of the query that Enter opens.
  private(set) var query = 0
  private(set) var labelRows: [LabelRow] = []
  var labelScroll = ScrollPosition(margin: 1)
  private var openLabels: Set<String> = []

  init(of entry: MetricEntry) {
    name = entry.name
    telling = entry.telling
    type = entry.type
    unit = entry.unit
    arrange()
  }

  /// True once a server told the labels, even if there is none.
  var knowsLabels: Bool { !sets.isEmpty }
  var knowsExposers: Bool { !exposers.isEmpty }

  mutating func take(_ found: [Labels], from source: SourceID) {
    sets[source] = found
    labels = MetricLabels(of: sets.keys.sorted().flatMap { sets[$0] ?? [] })
    arrange()
  }

  mutating func take(_ found: [TargetMetadata], from source: SourceID) { exposers[source] = found }

  private mutating func arrange() {
    suggestions = MetricSuggestion.all(
      for: telling, type: type.rawValue, unit: unit, labels: labels.labels.map(\.name), matchers: matchers)
    query = min(query, max(0, suggestions.count - 1))
    labelRows = labels.labels.indices.flatMap { index -> [LabelRow] in
      let label = labels.labels[index]
      guard openLabels.contains(label.name) else { return [.label(index)] }
      let shown = label.values.indices.prefix(Self.shownValues).map { LabelRow.value(label: index, $0) }
      let hidden = label.values.count - shown.count
      return [.label(index)] + shown + (hidden > 0 ? [.more(hidden)] : [])
    }
    labelScroll.move(to: labelScroll.cursor, count: labelRows.count, height: max(1, labelRows.count))
  }

  // MARK: Queries

  var suggestion: MetricSuggestion? { suggestions.indices.contains(query) ? suggestions[query] : nil }

  /// Moves over the queries, ending at the first and last.
  mutating func pickQuery(at place: Int) { query = min(max(0, place), max(0, suggestions.count - 1)) }

  /// The next or the one before, around the ends.
  mutating func turnQuery(by step: Int) {
    guard !suggestions.isEmpty else { return }
    query = (query + step + suggestions.count) % suggestions.count
  }

  /// The matcher on a label's value, if the queries are narrowed by it.
  func matcher(on label: String, _ value: String) -> Matcher? {
    matchers.first { $0.name == label && $0.value == value }
  }

  /// Narrows the queries to a value, or to all others; the same again takes it back.
  mutating func narrow(to label: String, _ value: String, isIncluded: Bool) {
    let op: Matcher.Operator = isIncluded ? .equal : .notEqual
    let isTakenBack = matcher(on: label, value)?.op == op
    matchers.removeAll { $0.name == label && ($0.value == value || isIncluded || $0.op == .equal) }
    if !isTakenBack { matchers.append(Matcher(label, op, value)) }
    arrange()
  }

  // MARK: Labels

  var labelRow: LabelRow? {
    labelRows.indices.contains(labelScroll.cursor) ? labelRows[labelScroll.cursor] : nil
  }

  /// The label and value under the cursor; `nil` on a label's own line.
  var pickedValue: (label: String, value: String)? {
    guard case .value(let label, let value) = labelRow else { return nil }
    return (labels.labels[label].name, labels.labels[label].values[value].text)
  }

  func isOpen(_ label: Int) -> Bool { openLabels.contains(labels.labels[label].name) }

  /// Shows or hides the values of the label the cursor is on, or in.
  mutating func setOpen(_ isOpen: Bool) {
    let index: Int
    switch labelRow {
    case .label(let label), .value(let label, _): index = label
    default: return
    }
    let name = labels.labels[index].name
    if isOpen { openLabels.insert(name) } else { openLabels.remove(name) }
    arrange()
    if let place = labelRows.firstIndex(of: .label(index)), !isOpen {
      labelScroll.move(to: place, count: labelRows.count, height: max(1, labelRows.count))
    }
  }

  /// What every series of the metric, or of the narrowed queries, has in common.
  var shared: Labels {
    var shared = labels.shared
    for matcher in matchers where matcher.op == .equal { shared[matcher.name] = matcher.value }
    if let picked = pickedValue { shared[picked.label] = picked.value }
    return shared
  }
}
