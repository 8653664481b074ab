internal import Languages
internal import Telemetry

/// Finds the partner of every series of an arithmetic or comparison operator.
///
/// ```
///  left "many"                 right "one"
///  {code="200", job="a"} ──┐
///  {code="500", job="a"} ──┴─▶ {job="a"}      a / on (job) group_left () b
/// ```
struct PromPairing {
  private let node: PromBinary
  private let isGroupRight: Bool
  private let isGrouped: Bool
  private let included: [String]
  private var results: [PromPoint] = []
  private var usedKeys = Set<Labels>()
  private var usedLabels = Set<Labels>()

  init(_ node: PromBinary) {
    self.node = node
    switch node.matching?.group {
    case nil: (isGrouped, isGroupRight, included) = (false, false, [])
    case .left(let labels): (isGrouped, isGroupRight, included) = (true, false, labels)
    case .right(let labels): (isGrouped, isGroupRight, included) = (true, true, labels)
    }
  }

  /// The labels that must agree.
  static func key(_ labels: Labels, _ matching: PromMatching?) -> Labels {
    guard let matching else { return labels.dropping(["__name__"]) }
    return matching.isOn
      ? labels.keeping(matching.labels) : labels.dropping(matching.labels + ["__name__"])
  }

  mutating func pair(_ left: [PromPoint], _ right: [PromPoint]) throws -> [PromPoint] {
    let (many, one) = isGroupRight ? (right, left) : (left, right)
    var partners: [Labels: PromPoint] = [:]
    for point in one {
      let key = Self.key(point.labels, node.matching)
      if let earlier = partners.updateValue(point, forKey: key) {
        throw duplicate(point, earlier, key)
      }
    }
    for point in many {
      let key = Self.key(point.labels, node.matching)
      if let partner = partners[key] { try add(point, partner, key) }
    }
    return results
  }

  private mutating func add(_ many: PromPoint, _ one: PromPoint, _ key: Labels) throws {
    let outcome =
      isGroupRight
      ? node.op.outcome(one.value, many.value) : node.op.outcome(many.value, one.value)
    guard node.returnsBool || outcome.holds else { return }
    let labels = resultLabels(many.labels, one.labels)
    if !isGrouped && !usedKeys.insert(key).inserted {
      throw PromFailure.execution(
        "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)"
      )
    }
    if isGrouped && !usedLabels.insert(labels).inserted {
      throw PromFailure.execution(
        "multiple matches for labels: grouping labels must ensure unique matches")
    }
    results.append(PromPoint(labels: labels, value: outcome.value(isBool: node.returnsBool)))
  }

  private func resultLabels(_ many: Labels, _ one: Labels) -> Labels {
    var labels = many
    if !node.op.isComparison || node.returnsBool { labels["__name__"] = nil }
    if !isGrouped, let matching = node.matching {
      labels =
        matching.isOn ? labels.keeping(matching.labels) : labels.dropping(matching.labels)
    }
    for name in included {
      let value = one[name] ?? ""
      labels[name] = value.isEmpty ? nil : value
    }
    return labels
  }

  private func duplicate(_ later: PromPoint, _ earlier: PromPoint, _ key: Labels) -> PromFailure {
    let group = node.matching?.isOn == true ? key : key.dropping(["__name__"])
    return .execution(
      "found duplicate series for the match group \(Self.text(group)) on the "
        + "\(isGroupRight ? "left" : "right") hand-side of the operation: "
        + "[\(Self.text(later.labels)), \(Self.text(earlier.labels))];many-to-many matching not "
        + "allowed: matching labels must be unique on one side")
  }

  /// The name inside the braces, as this message of Prometheus has it.
  private static func text(_ labels: Labels) -> String {
    let pairs = labels.pairs.map { "\($0.name)=\"\(Labels.escaped($0.value))\"" }
    return "{\(pairs.joined(separator: ", "))}"
  }
}
