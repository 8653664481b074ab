public import Analysis
internal import Telemetry

/// Rules as a file for Prometheus, as `nightjar slo rules` prints it.
public struct RulesReport: Sendable {
  public var groups: [WrittenRuleGroup]

  public init(_ groups: [WrittenRuleGroup]) { self.groups = groups }

  /// YAML, with a line break at its end.
  public var yaml: String {
    guard !groups.isEmpty else { return "groups: []\n" }
    var lines = ["groups:"]
    for group in groups {
      lines.append("- name: \(Self.scalar(group.name))")
      lines.append("  rules:")
      for rule in group.rules { Self.write(rule, to: &lines) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func write(_ rule: WrittenRule, to lines: inout [String]) {
    lines.append("  - \(rule.kind.rawValue): \(scalar(rule.name))")
    let expression = rule.expression.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    if isBlock(expression) {
      lines.append("    expr: |-")
      lines += expression.map { "      " + $0 }
    } else {
      lines.append("    expr: " + scalar(expression.joined(separator: "\n")))
    }
    for (key, labels) in [("labels", rule.labels), ("annotations", rule.annotations)] where !labels.isEmpty {
      lines.append("    \(key):")
      lines += labels.pairs.map { "      \(scalar($0.name)): \(scalar($0.value))" }
    }
  }

  /// Text of several lines stands as it is when nothing in it would be read otherwise.
  private static func isBlock(_ lines: [String]) -> Bool {
    lines.count > 1 && lines.first?.first?.isWhitespace == false
      && lines.allSatisfy { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F } }
  }

  /// In quotes unless nobody could take it for anything but a text.
  private static func scalar(_ text: String) -> String {
    let looksPlain = text.first?.isLetter == true && text.utf8.allSatisfy(isPlain)
    let isWord = ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf"].contains(text.lowercased())
    return looksPlain && !isWord ? text : quoted(text)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || [0x2D, 0x2E, 0x2F, 0x5F].contains(byte)
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        out += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
