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
  /// What the server counted over the whole range, by field.
  private(set) var counted: [String: [FieldTally.Value]] = [:]
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

  mutating func take(_ values: [FieldTally.Value], of name: String) {
    counted[name] = values
  }

  var entry: FieldList.Entry? {
    list.entries.indices.contains(scroll.cursor) ? list.entries[scroll.cursor] : nil
  }

  /// The values of the chosen field: counted by the server over the range, else of the loaded lines.
  var values: [FieldTally.Value] {
    guard let entry else { return [] }
    return counted[entry.name] ?? entry.loaded?.values ?? []
  }

  var isCounted: Bool { entry.map { counted[$0.name] != nil } ?? false }

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
