public import Telemetry

/// Alertmanager's HTTP API v2.
public struct AlertmanagerDialect: Dialect {
  /// Appended to the URL of every request.
  public var extraParameters: [HTTPRequest.Field]
  /// What stands before `/api/v2`: Grafana has an Alertmanager of its own below its URL.
  public var prefix: String

  public init(extraParameters: [HTTPRequest.Field] = [], prefix: String = "") {
    self.extraParameters = extraParameters
    self.prefix = prefix
  }

  public func request(for query: Query) throws -> HTTPRequest {
    let path =
      switch query {
      case .managedAlerts: "alerts"
      case .alertGroups: "alerts/groups"
      case .silences: "silences"
      case .identity: "status"
      default: throw QueryFailure.unsupported(query, by: "Alertmanager")
      }
    return HTTPRequest(.get, prefix + "/api/v2/" + path, query: extraParameters)
  }

  public func answer(to query: Query, from response: HTTPResponse) throws -> Answer {
    try response.readJSON { root in
      switch query {
      case .managedAlerts:
        return Answer(.alerts(try AlertmanagerReader.list(root, of: "alerts").map(AlertmanagerReader.alert)))
      case .alertGroups:
        return Answer(.alertGroups(try AlertmanagerReader.list(root, of: "groups").map(AlertmanagerReader.group)))
      case .silences:
        return Answer(.silences(try AlertmanagerReader.list(root, of: "silences").map(AlertmanagerReader.silence)))
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

  public func request(for write: Write) throws -> HTTPRequest {
    switch write {
    case .createSilence(let draft):
      HTTPRequest(
        .post, prefix + "/api/v2/silences", query: extraParameters, body: .json(SilenceRequest.body(draft)),
        isIdempotent: false)
    case .expireSilence(let id):
      HTTPRequest(
        .delete, prefix + "/api/v2/silence/" + HTTPRequest.percentEncoded(id), query: extraParameters,
        isIdempotent: false)
    }
  }

  public func answer(to write: Write, from response: HTTPResponse) throws -> Answer {
    switch write {
    case .createSilence:
      return try response.readJSON { root in
        guard let id = root["silenceID"]?.string, !id.isEmpty else {
          throw QueryFailure.shape("the answer", expected: "the silence's id")
        }
        return Answer(.text(id))
      }
    case .expireSilence(let id):
      if response.isSuccess { return Answer(.text(id)) } else { throw QueryFailure(response) }
    }
  }
}
