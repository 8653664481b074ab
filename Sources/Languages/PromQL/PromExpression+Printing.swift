extension PromExpression: CustomStringConvertible {
  /// One line in Prometheus' own style; parses back equal.
  public var description: String {
    switch node {
    case .number(let value): Self.text(value)
    case .string(let value): Self.quoted(value)
    case .vector(let selector): selector.text + selector.modifiers.description
    case .matrix(let selector, let range):
      "\(selector.text)[\(range)]\(selector.modifiers)"
    case .subquery(let node):
      "\(node.expression)[\(node.range):\(node.step?.description ?? "")]\(node.modifiers)"
    case .call(let call):
      "\(call.function.name)(\(call.arguments.map(\.description).joined(separator: ", ")))"
    case .aggregation(let aggregation): aggregation.description
    case .binary(let binary): binary.description
    case .negative(let inner): "-\(inner)"
    case .positive(let inner): "+\(inner)"
    case .parenthesised(let inner): "(\(inner))"
    }
  }

  private static func text(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  static func quoted(_ value: String) -> String {
    var out = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case "\"": out += "\\\""
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\r": out += "\\r"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  /// A label name as it may stand in a list: quoted unless it is a plain identifier.
  static func label(_ name: String) -> String {
    let plain =
      name.utf8.first?.isLetter == true && name.utf8.allSatisfy { $0.isLetter || $0.isDigit }
    return plain ? name : quoted(name)
  }

  static func list(_ names: [String]) -> String {
    "(\(names.map(label).joined(separator: ", ")))"
  }
}

extension PromSelector: CustomStringConvertible {
  public var description: String { text + modifiers.description }

  /// The selector without modifiers.
  var text: String {
    let isPlain = name.map { name in
      let letters = name.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: ":") }
      let startsWell = name.utf8.first.map { !$0.isDigit } ?? false
      return letters && startsWell && !["inf", "nan"].contains(name.lowercased())
    }
    var parts = matchers.map {
      "\(PromExpression.label($0.name))\($0.op.rawValue)\(PromExpression.quoted($0.value))"
    }
    if let name, isPlain != true { parts.insert(PromExpression.quoted(name), at: 0) }
    let braces = parts.isEmpty ? "" : "{\(parts.joined(separator: ","))}"
    return (isPlain == true ? name ?? "" : "") + braces
  }
}

extension PromModifiers: CustomStringConvertible {
  /// ` @ 1700000000.000 offset 5m`, with its leading space; empty when there is none.
  public var description: String {
    var text = ""
    switch at {
    case nil: break
    case .start: text += " @ start()"
    case .end: text += " @ end()"
    case .milliseconds(let value):
      let (seconds, rest) = value.magnitude.quotientAndRemainder(dividingBy: 1000)
      let fraction = String(rest + 1000).dropFirst()
      text += " @ \(value < 0 ? "-" : "")\(seconds).\(fraction)"
    }
    if let offset { text += " offset \(offset)" }
    return text
  }
}

extension PromAggregation: CustomStringConvertible {
  public var description: String {
    let group =
      switch grouping {
      case nil: ""
      case .by(let labels): " by \(PromExpression.list(labels)) "
      case .without(let labels): " without \(PromExpression.list(labels)) "
      }
    let first = parameter.map { "\($0), " } ?? ""
    return "\(op.rawValue)\(group)(\(first)\(expression))"
  }
}

extension PromBinary: CustomStringConvertible {
  public var description: String {
    "\(left) \(op.rawValue)\(returnsBool ? " bool" : "")\(matching?.description ?? "") \(right)"
  }
}

extension PromMatching: CustomStringConvertible {
  /// ` on (a, b) group_left (c)`, with its leading space.
  public var description: String {
    let text = " \(isOn ? "on" : "ignoring") \(PromExpression.list(labels))"
    switch group {
    case nil: return text
    case .left(let labels): return "\(text) group_left \(PromExpression.list(labels))"
    case .right(let labels): return "\(text) group_right \(PromExpression.list(labels))"
    }
  }
}
