public import Telemetry

/// An alert with everything known of it: its rule, who sends it where, who keeps it quiet.
public struct AlertEntry: Hashable, Sendable {
  /// As its rule tells it, with the value; as an Alertmanager does where no rule is known.
  public var alert: Alert
  public var rule: Rule?
  /// The Prometheus whose rule it is.
  public var ruler: SourceID?
  /// Every Alertmanager that has it, and its labels there: with the external ones.
  public var managers: [SourceID] = []
  public var managedLabels: Labels?
  public var receivers: [String] = []
  /// The silences that keep it quiet.
  public var silences: [Silence] = []
  /// The names of the alerts that inhibit it.
  public var inhibitors: [String] = []

  public init(alert: Alert, rule: Rule? = nil, ruler: SourceID? = nil) {
    self.alert = alert
    self.rule = rule
    self.ruler = ruler
  }

  public var state: Alert.State { alert.state }

  /// The expression: the rule's, else what Alertmanager's link back to it holds.
  public var expression: String? {
    if let query = rule?.query, !query.isEmpty { return query }
    return alert.generatorURL.flatMap(GeneratorURL.expression)
  }

  public var runbookLink: String? { alert.annotations["runbook_url"] ?? rule?.annotations["runbook_url"] }

  /// The labels that name the alert, without those an Alertmanager adds.
  public func isSame(as other: AlertEntry) -> Bool {
    alert.labels == other.alert.labels && ruler == other.ruler
  }
}

extension Alert {
  /// Whether an Alertmanager tells the same alert: it has the ruler's labels and its external ones.
  public func isSame(as managed: Alert) -> Bool {
    labels.pairs.allSatisfy { managed.labels[$0.name] == $0.value }
  }
}

/// The link that Prometheus gives an alert: `http://prom/graph?g0.expr=up+%3D%3D+0&g0.tab=1`.
public enum GeneratorURL {
  public static func expression(_ url: String) -> String? {
    guard
      let query = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first
    else { return nil }
    let field = query.split(separator: "&").first { $0.hasPrefix("g0.expr=") }
    return field.flatMap { decoded($0.dropFirst("g0.expr=".count)) }
  }

  private static func decoded(_ text: Substring) -> String? {
    var bytes = [UInt8]()
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let digits = String(rest.prefix(2)), digits.utf8.count == 2,
          let value = UInt8(digits, radix: 16)
        else {
          return nil
        }
        bytes.append(value)
        rest = rest.dropFirst(2)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
