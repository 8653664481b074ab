internal import Analysis
internal import Canvas
internal import Telemetry

/// All fields of a query: what the server detected and what the loaded lines hold.
struct FieldsPanel: Sendable {
  /// Lines around the cursor that are looked through for values.
  static let sample = 5000

  private(set) var list: FieldList
  private(set) var scroll = ScrollPosition()
  /// The value of the chosen field that has the keyboard; `nil`: the field itself.
  var value: Int?
  /// What the servers counted over the whole range, by field: lines of each value.
  private var counted: [String: [SourceID: [String: Double]]] = [:]
  /// Their quantiles of a numeric field, by share.
  private var quantiles: [String: [SourceID: [Double: Double]]] = [:]
  private let tally: FieldTally
  private var labels: [SourceID: [LogField]] = [:]
  private var detected: [SourceID: [LogField]] = [:]

  /// Of the loaded lines those around a place are looked through.
  init(_ buffer: LogBuffer, around index: Int) {
    let start = max(0, min(index - Self.sample / 2, buffer.count - Self.sample))
    tally = FieldTally(buffer, in: start..<min(buffer.count, start + Self.sample))
    list = FieldList(loaded: tally)
  }

  /// Lines that were looked through.
  var lines: Int { tally.lines }

  mutating func take(_ found: [LogField], areLabels: Bool, from source: SourceID) {
    let chosen = entry
    if areLabels { labels[source] = found } else { detected[source] = found }
    list = FieldList(
      labels: labels.values.flatMap(\.self), fields: detected.values.flatMap(\.self), loaded: tally)
    let kept = list.entries.firstIndex { $0.name == chosen?.name && $0.place == chosen?.place }
    scroll.move(to: kept ?? scroll.cursor, count: list.entries.count, height: 1)
  }

  mutating func take(_ counts: [String: Double], of name: String, from source: SourceID) {
    counted[name, default: [:]][source] = counts
  }

  mutating func take(quantile share: Double, _ value: Double, of name: String, from source: SourceID) {
    quantiles[name, default: [:]][source, default: [:]][share] = value
  }

  /// The servers' quantiles of the chosen field; they cannot be joined, so each stands for itself.
  var measured: [(source: SourceID, quantiles: [Double: Double])] {
    entry.flatMap { quantiles[$0.name] }?.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } ?? []
  }

  var entry: FieldList.Entry? {
    list.entries.indices.contains(scroll.cursor) ? list.entries[scroll.cursor] : nil
  }

  /// The values of the chosen field: counted by the server over the range, else of the loaded lines.
  var values: [FieldTally.Value] {
    guard let entry else { return [] }
    guard isCounted, let sources = counted[entry.name] else { return entry.loaded?.values ?? [] }
    let counts = sources.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    let total = max(1, counts.values.reduce(0, +))
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { count in
      FieldTally.Value(
        text: count.key, count: Int(exactly: count.value.rounded()) ?? 0, share: count.value / total)
    }
  }

  /// Whether the values are the servers', over the whole range.
  var isCounted: Bool { entry.flatMap { counted[$0.name] }?.values.contains { !$0.isEmpty } ?? false }

  var chosenValue: String? {
    guard let value, values.indices.contains(value) else { return nil }
    return values[value].text
  }

  mutating func move(by rows: Int, height: Int) {
    guard let value else {
      return scroll.move(by: rows, count: list.entries.count, height: height)
    }
    self.value = min(max(0, value + rows), max(0, values.count - 1))
  }
}
