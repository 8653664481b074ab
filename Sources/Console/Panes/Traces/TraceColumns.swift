internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

/// The attributes of the matched spans that are shown as columns.
struct TraceColumns: Equatable, Sendable {
  /// Chosen by the person, in this order.
  private(set) var chosen: [TraceField] = []
  /// Those the query selects itself; they are shown without being chosen.
  private(set) var selected: [TraceField] = []

  private var widths: [TraceField: Int] = [:]

  init(query: String) { read(query) }

  /// All columns, from left to right.
  var fields: [TraceField] { selected + chosen.filter { !selected.contains($0) } }

  mutating func read(_ query: String) { selected = TraceQL.selectedFields(query) }

  mutating func choose(_ fields: [TraceField]) { chosen = fields }

  /// A field of a span as a search answer has it: attributes come without their scope.
  static func value(of field: TraceField, in span: TraceSummary.MatchedSpan) -> AttributeValue? {
    switch field {
    case .intrinsic(.name): span.name.isEmpty ? nil : .string(span.name)
    case .intrinsic(.spanID): .string(span.id.description)
    case .intrinsic(.duration): nil
    default: span.attributes[field.unscopedName]
    }
  }

  /// What a trace's row shows: the value its matched spans share, or the first and how many more
  /// there are.
  static func text(of field: TraceField, in trace: TraceSummary) -> String {
    var seen = [String]()
    for span in trace.matched {
      guard let text = value(of: field, in: span)?.description, !seen.contains(text) else { continue }
      seen.append(text)
    }
    guard let first = seen.first else { return "" }
    return seen.count == 1 ? first : "\(first) +\(seen.count - 1)"
  }

  /// The cells each column would like: its title or its longest value, up to 28.
  mutating func fit(_ traces: [TraceSummary]) {
    widths = [:]
    for field in fields {
      let longest = traces.lazy.map { Self.text(of: field, in: $0).cellWidth }.max() ?? 0
      widths[field] = max(8, min(28, max(longest, field.unscopedName.cellWidth + 1)))
    }
  }

  /// - Returns: 12 before any trace came.
  func width(of field: TraceField) -> Int { widths[field] ?? 12 }

  /// Fields of matched spans that could be columns, the most frequent first.
  static func present(in traces: [TraceSummary]) -> [(name: String, count: Int, example: String)] {
    var counts: [String: (count: Int, example: String)] = [:]
    for attribute in traces.lazy.flatMap(\.matched).flatMap(\.attributes) {
      counts[attribute.key, default: (0, attribute.value.description)].count += 1
    }
    return counts.map { (name: $0.key, count: $0.value.count, example: $0.value.example) }
      .sorted { $0.count != $1.count ? $0.count > $1.count : $0.name < $1.name }
  }
}
