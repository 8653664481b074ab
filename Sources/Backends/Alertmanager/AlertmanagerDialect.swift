public import Telemetry

/// Alertmanager's HTTP API v2.
public struct AlertmanagerDialect: Dialect {
  /// Appended to the URL of every request.
  public var extraParameters: [HTTPRequest.Field]

  public init(extraParameters: [HTTPRequest.Field] = []) {
    self.extraParameters = extraParameters
  }

  public func request(for query: Query) throws -> HTTPRequest {
    let path =
      switch query {
      case .managedAlerts: "alerts"
      case .silences: "silences"
      case .identity: "status"
      default: throw QueryFailure.unsupported(query, by: "Alertmanager")
      }
    return HTTPRequest(.get, "/api/v2/" + path, query: extraParameters)
  }

  public func answer(to query: Query, from response: HTTPResponse) throws -> Answer {
    try response.readJSON { root in
      switch query {
      case .managedAlerts: return Answer(.alerts(try list(root, of: "alerts").map(alert)))
      case .silences: return Answer(.silences(try list(root, of: "silences").map(silence)))
      case .identity:
        guard root.isObject else {
          throw QueryFailure.shape("the status", expected: "a JSON object")
        }
        let version = root["versionInfo"]?["version"]?.string ?? ""
        return Answer(.identity(ServerIdentity(product: "Alertmanager", version: version)))
      default: throw QueryFailure.unsupported(query, by: "Alertmanager")
      }
    }
  }

  private func list(_ root: JSONValue, of what: String) throws -> JSONValue.Elements {
    guard root.isArray else { throw QueryFailure.shape("the answer", expected: "a list of \(what)") }
    return root.elements
  }

  private func alert(_ value: JSONValue) throws -> Alert {
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
      generatorURL: value["generatorURL"]?.string)
  }

  private func silence(_ value: JSONValue) throws -> Silence {
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

  private func matcher(_ value: JSONValue) throws -> Silence.Matcher {
    guard let name = value["name"]?.string, let text = value["value"]?.string else {
      throw QueryFailure.shape("a silence's matcher", expected: "name and value")
    }
    // A missing isEqual means true: servers before 0.22 did not know negative matchers.
    return Silence.Matcher(
      name: name, value: text, isRegex: value["isRegex"]?.bool ?? false,
      isEqual: value["isEqual"]?.bool ?? true)
  }
}
