internal import Analysis
internal import Telemetry

/// A row of the list of alerts.
enum AlertLine: Sendable {
  /// What the rows below have in common; the cursor passes over it.
  case heading(String, isBad: Bool)
  case alert(AlertEntry)
  case rule(AlertBoard.RuleEntry, isBroken: Bool)

  var isHeading: Bool { if case .heading = self { true } else { false } }

  var entry: AlertEntry? { if case .alert(let entry) = self { entry } else { nil } }

  var rule: Rule? {
    switch self {
    case .alert(let entry): entry.rule
    case .rule(let entry, _): entry.rule
    case .heading: nil
    }
  }

  var source: SourceID? {
    switch self {
    case .alert(let entry): entry.ruler ?? entry.alert.source
    case .rule(let entry, _): entry.source
    case .heading: nil
    }
  }

  /// Text that a filter looks in.
  var searchable: String {
    switch self {
    case .heading(let text, _): text.lowercased()
    case .alert(let entry): "\(entry.alert.labels) \(entry.alert.annotations["summary"] ?? "")".lowercased()
    case .rule(let entry, _): "\(entry.rule.name) \(entry.rule.group) \(entry.rule.labels)".lowercased()
    }
  }

  func isSame(as other: AlertLine) -> Bool {
    switch (self, other) {
    case (.alert(let a), .alert(let b)): a.isSame(as: b)
    case (.rule(let a, _), .rule(let b, _)):
      a.source == b.source && a.rule.name == b.rule.name && a.rule.group == b.rule.group
        && a.rule.labels == b.rule.labels
    default: false
    }
  }

  /// The board as rows under their headings.
  static func lines(of board: AlertBoard, words: [Substring], withResting: Bool) -> [AlertLine] {
    var lines = [AlertLine]()
    func add(_ heading: String, isBad: Bool = false, _ rows: [AlertLine]) {
      let kept =
        words.isEmpty ? rows : rows.filter { row in words.allSatisfy { row.searchable.contains($0) } }
      if !kept.isEmpty { lines += [.heading(heading, isBad: isBad)] + kept }
    }
    for section in board.sections {
      add(
        title(of: section), isBad: section.kind == .unrouted && section.receiver.isEmpty,
        section.entries.map(AlertLine.alert))
    }
    add("cannot be evaluated, so would not fire", isBad: true, board.broken.map { .rule($0, isBroken: true) })
    if withResting { add("at rest", board.resting.map { .rule($0, isBroken: false) }) }
    return lines
  }

  private static func title(of section: AlertBoard.Section) -> String {
    switch section.kind {
    case .routed:
      let by = section.labels.pairs.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      return "to \(section.receiver)" + (by.isEmpty ? "" : "  \(by)")
    case .unrouted: return section.receiver.isEmpty ? "firing, but no Alertmanager has it" : "firing"
    case .pending: return "pending: not held long enough to fire"
    }
  }
}
