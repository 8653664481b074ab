internal import Languages

/// How often each value of each attribute occurs in a selection and in the rest.
struct AttributeTally {
  struct Side {
    var counts: [TraceLiteral: Int] = [:]
    /// How many have the attribute, whatever its value.
    var holders = 0
    /// Some values were not counted one by one.
    var isCut = false

    /// Values told apart; more are only counted as holders.
    static let mostValues = 2000

    mutating func count(_ value: TraceLiteral) {
      if counts[value] == nil, counts.count >= Self.mostValues {
        isCut = true
      } else {
        counts[value, default: 0] += 1
      }
    }

    /// How many have a value that passes.
    func count(where test: (TraceLiteral) -> Bool) -> Int {
      counts.reduce(0) { test($1.key) ? $0 &+ $1.value : $0 }
    }

    var listed: Int { counts.values.reduce(0) { $0 &+ $1 } }

    /// How many may have a value that is not listed.
    var mostUnlisted: Int { isCut ? max(0, min(holders &- listed, counts.values.min() ?? holders)) : 0 }
  }

  struct Sides {
    var selection = Side()
    var rest = Side()
  }

  var attributes: [TraceField: Sides] = [:]
  var selectionCount = 0
  var restCount = 0

  /// Counts one span's or one trace's values, each once.
  mutating func add(_ values: Set<AttributeObservation>, isSelected: Bool) {
    if isSelected { selectionCount += 1 } else { restCount += 1 }
    var held: Set<TraceField> = []
    for observation in values {
      let isFirst = held.insert(observation.field).inserted
      if isSelected {
        attributes[observation.field, default: Sides()].selection.count(observation.value)
        if isFirst { attributes[observation.field]?.selection.holders += 1 }
      } else {
        attributes[observation.field, default: Sides()].rest.count(observation.value)
        if isFirst { attributes[observation.field]?.rest.holders += 1 }
      }
    }
  }
}

/// One value that a span has.
struct AttributeObservation: Hashable {
  var field: TraceField
  var value: TraceLiteral
}
