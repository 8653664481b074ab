import Analysis
import Languages
import Telemetry
import Yams

/// Whether two rule files mean the same: expressions are compared as syntax trees.
enum RuleComparison {
  /// Groups by name, and in each rule by rule. One line a difference; empty when there is none.
  static func differences(theirs: [WrittenRuleGroup], ours: [WrittenRuleGroup]) -> [String] {
    let (names, own) = (theirs.map(\.name), ours.map(\.name))
    if names != own { return ["groups: theirs \(names), ours \(own)"] }
    return zip(theirs, ours).flatMap { their, our -> [String] in
      let (a, b) = (their.rules.map(\.name), our.rules.map(\.name))
      if a != b { return ["\(their.name): theirs \(a), ours \(b)"] }
      return zip(their.rules, our.rules).flatMap { differences($0, $1).map { "\(their.name): \($0)" } }
    }
  }

  private static func differences(_ a: WrittenRule, _ b: WrittenRule) -> [String] {
    var found: [String] = []
    if a.kind != b.kind { found.append("\(a.name): theirs a \(a.kind), ours a \(b.kind)") }
    if a.labels != b.labels { found.append("\(a.name): labels: theirs \(a.labels), ours \(b.labels)") }
    if a.annotations != b.annotations {
      found.append("\(a.name): annotations: theirs \(a.annotations), ours \(b.annotations)")
    }
    let (x, y) = (meaning(a.expression), meaning(b.expression))
    if x != y { found.append("\(a.name):\n  theirs \(x)\n  ours   \(y)") }
    return found
  }

  /// Without parentheses the tree does not need, matchers in order, numbers to twelve digits.
  private static func meaning(_ text: String) -> String {
    do { return try shape(PromQL.parse(text)) } catch { return "no PromQL (\(error)): \(text)" }
  }

  private static func shape(_ expression: PromExpression) -> String {
    switch expression.unwrapped.node {
    case .number(let value): return "\((value * 1e12).rounded() / 1e12)"
    case .vector(let selector): return shape(selector)
    case .matrix(let selector, let range): return "\(shape(selector))[\(range)]"
    case .subquery(let inner):
      return "\(shape(inner.expression))[\(inner.range):\(inner.step?.description ?? "")]\(inner.modifiers)"
    case .call(let call): return "\(call.function.name)(\(call.arguments.map(shape).joined(separator: ", ")))"
    case .aggregation(let one):
      return "\(one.op.rawValue) \(one.grouping.map { "\($0)" } ?? "") (\(one.parameter.map(shape) ?? ""), \(shape(one.expression)))"
    case .binary(let binary):
      return "(\(shape(binary.left)) \(binary.op.rawValue) \(binary.returnsBool) "
        + "\(binary.matching?.description ?? "") \(shape(binary.right)))"
    case .negative(let inner): return "-\(shape(inner))"
    case .positive(let inner), .parenthesised(let inner): return shape(inner)
    case .string(let text): return "\"\(text)\""
    }
  }

  private static func shape(_ selector: PromSelector) -> String {
    let matchers = selector.allMatchers.map { "\($0.name)\($0.op.rawValue)\"\($0.value)\"" }.sorted()
    return "{\(matchers.joined(separator: ","))}\(selector.modifiers)"
  }

  // MARK: Reading

  static func groups(in yaml: String) throws -> [WrittenRuleGroup] {
    let root = try Yams.compose(yaml: yaml)
    return (root?["groups"]?.sequence ?? []).map { group in
      WrittenRuleGroup(
        name: group["name"]?.string ?? "", rules: (group["rules"]?.sequence ?? []).map(rule))
    }
  }

  private static func rule(_ node: Node) -> WrittenRule {
    let isRecord = node["record"] != nil
    return WrittenRule(
      isRecord ? .record : .alert, node[isRecord ? "record" : "alert"]?.string ?? "",
      expression: node["expr"]?.string ?? "", labels: labels(node["labels"]),
      annotations: labels(node["annotations"]))
  }

  private static func labels(_ node: Node?) -> Labels {
    Labels((node?.mapping ?? [:]).map { Labels.Pair($0.key.string ?? "", $0.value.string ?? "") })
  }
}
