internal import Languages

/// Turns a tally into differences worth telling.
struct AttributeRanking {
  private typealias Difference = AttributeComparison.Difference

  private let selectionCount: Int
  private let restCount: Int
  private let thresholds: AttributeComparison.Thresholds
  private var found: [AttributeComparison.Difference] = []
  private(set) var excluded: [TraceField] = []

  init(_ tally: AttributeTally, _ thresholds: AttributeComparison.Thresholds) {
    (selectionCount, restCount, self.thresholds) = (tally.selectionCount, tally.restCount, thresholds)
  }

  /// The largest first; of equals what the selection has more of, then `=` before `>`.
  var ranked: [AttributeComparison.Difference] {
    found.sorted { a, b in
      let (x, y) = (abs(a.difference), abs(b.difference))
      if x != y { return x > y }
      if a.difference != b.difference { return a.difference > b.difference }
      if a.field != b.field { return a.field.scopedName < b.field.scopedName }
      if a.op != b.op { return a.op == .equal }
      return a.value.description < b.value.description
    }
  }

  mutating func add(_ field: TraceField, _ sides: AttributeTally.Sides) {
    let values = Set(sides.selection.counts.keys).union(sides.rest.counts.keys)
    guard !values.isEmpty else { return }
    let numbers = values.compactMap(\.number).sorted()
    let areNumbers = numbers.count == values.count
    let hasMany = hasManyValues(sides, values.count)
    if hasMany, !areNumbers || field.isNamedAsIdentifier {
      excluded.append(field)
      return
    }
    if !hasMany || values.count <= 20 {
      for value in values where value != .string("") { add(field, .equal, value, sides) { $0 == value } }
    }
    let isCut = sides.selection.isCut || sides.rest.isCut
    if areNumbers, !isCut { addBestThreshold(field, values, sides) }
  }

  /// Whether nearly every holder has a value of its own, as ids have.
  private func hasManyValues(_ sides: AttributeTally.Sides, _ distinct: Int) -> Bool {
    if [sides.selection, sides.rest].contains(where: { $0.isCut && $0.listed < $0.holders / 10 }) {
      return true
    }
    return distinct > 20 && distinct > (sides.selection.holders &+ sides.rest.holders) / 2
  }

  /// Of all buckets `> x` the one that tells the sides apart best.
  private mutating func addBestThreshold(
    _ field: TraceField, _ values: Set<TraceLiteral>, _ sides: AttributeTally.Sides
  ) {
    let ordered = values.sorted { ($0.number ?? 0) < ($1.number ?? 0) }
    guard ordered.count > 1 else { return }
    var best: (value: TraceLiteral, difference: Double)?
    var (selection, rest) = (0, 0)
    let whole = (Double(max(1, sides.selection.holders)), Double(max(1, sides.rest.holders)))
    for value in ordered.reversed().dropLast() {
      selection &+= sides.selection.counts[value] ?? 0
      rest &+= sides.rest.counts[value] ?? 0
      // Above the value before this one.
      guard let below = ordered.last(where: { ($0.number ?? 0) < (value.number ?? 0) }) else { continue }
      let difference = abs(Double(selection) / whole.0 - Double(rest) / whole.1)
      if difference > best?.difference ?? 0 { best = (below, difference) }
    }
    guard let best, let edge = best.value.number else { return }
    add(field, .greater, best.value, sides) { $0.number.map { $0 > edge } ?? false }
  }

  private mutating func add(
    _ field: TraceField, _ op: FieldOperator, _ value: TraceLiteral, _ sides: AttributeTally.Sides,
    where test: (TraceLiteral) -> Bool
  ) {
    var selected = sides.selection.count(where: test)
    var others = sides.rest.count(where: test)
    var isBounded = false
    if op == .equal, selected == 0, sides.selection.isCut {
      (selected, isBounded) = (sides.selection.mostUnlisted, true)
    }
    if op == .equal, others == 0, sides.rest.isCut {
      (others, isBounded) = (sides.rest.mostUnlisted, true)
    }
    // Of those that have the attribute, unless hardly any of one side do: then of all.
    let areHeld = min(sides.selection.holders, sides.rest.holders) >= thresholds.support
    let difference = Difference(
      field: field, op: op, value: value,
      selection: AttributeComparison.Share(
        count: selected, of: areHeld ? sides.selection.holders : selectionCount),
      rest: AttributeComparison.Share(count: others, of: areHeld ? sides.rest.holders : restCount),
      isBounded: isBounded)
    let support = difference.difference > 0 ? selected : others
    guard support >= thresholds.support, abs(difference.difference) >= thresholds.difference else { return }
    found.append(difference)
  }
}
