internal import Telemetry

/// Reads what Alertmanager's API v2 answers with.
enum AlertmanagerReader {
  static func list(_ root: JSONValue, of what: String) throws -> JSONValue.Elements {
    guard root.isArray else { throw QueryFailure.shape("the answer", expected: "a list of \(what)") }
    return root.elements
  }

  static func group(_ value: JSONValue) throws -> AlertGroup {
    guard value.isObject else { throw QueryFailure.shape("a group of alerts", expected: "an object") }
    return AlertGroup(
      labels: value["labels"]?.labels ?? [:], receiver: value["receiver"]?["name"]?.string ?? "",
      alerts: try value["alerts"]?.elements.map(alert) ?? [])
  }

  static func alert(_ value: JSONValue) throws -> Alert {
    guard let labels = value["labels"]?.labels, let status = value["status"] else {
      throw QueryFailure.shape("an alert", expected: "an object with labels and a status")
    }
    let state: Alert.State =
      switch status["state"]?.string {
      case "suppressed": .suppressed
      case "unprocessed": .pending
      default: .firing
      }
    return Alert(
      labels: labels, annotations: value["annotations"]?.labels ?? [:], state: state,
      activeAt: value["startsAt"]?.textInstant, value: nil,
      silencedBy: status["silencedBy"]?.strings ?? [],
      inhibitedBy: status["inhibitedBy"]?.strings ?? [],
      generatorURL: value["generatorURL"]?.string, fingerprint: value["fingerprint"]?.string)
  }

  static func silence(_ value: JSONValue) throws -> Silence {
    guard let id = value["id"]?.string, let start = value["startsAt"]?.textInstant,
      let end = value["endsAt"]?.textInstant, let matchers = value["matchers"]
    else {
      throw QueryFailure.shape("a silence", expected: "id, matchers, startsAt and endsAt")
    }
    return Silence(
      id: id, matchers: try matchers.elements.map(matcher), start: start, end: end,
      createdBy: value["createdBy"]?.string ?? "", comment: value["comment"]?.string ?? "",
      state: value["status"]?["state"]?.string.flatMap(Silence.State.init(rawValue:)) ?? .active)
  }

  private static func matcher(_ value: JSONValue) throws -> Silence.Matcher {
    guard let name = value["name"]?.string, let text = value["value"]?.string else {
      throw QueryFailure.shape("a silence's matcher", expected: "name and value")
    }
    // A missing isEqual means true: servers before 0.22 did not know negative matchers.
    return Silence.Matcher(
      name: name, value: text, isRegex: value["isRegex"]?.bool ?? false,
      isEqual: value["isEqual"]?.bool ?? true)
  }
}
