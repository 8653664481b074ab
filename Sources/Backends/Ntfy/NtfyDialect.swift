public import Telemetry

/// ntfy's subscriptions, polled: what its stream would have sent since the last message known.
public struct NtfyDialect: Dialect {
  /// As configured; several are asked for at once.
  public var topics: [String]
  /// Appended to the URL of every request.
  public var extraParameters: [HTTPRequest.Field]

  public init(topics: [String], extraParameters: [HTTPRequest.Field] = []) {
    self.topics = topics
    self.extraParameters = extraParameters
  }

  public func request(for query: Query) throws -> HTTPRequest {
    switch query {
    case .notifications(let since):
      guard !topics.isEmpty else {
        throw QueryFailure(
          .unsupported, "no topics are configured: add jsonData: {topics: [name]} to this source")
      }
      let path = topics.map { HTTPRequest.percentEncoded($0) }.joined(separator: ",")
      let fields = [HTTPRequest.Field("poll", "1"), HTTPRequest.Field("since", since)]
      return HTTPRequest(.get, "/\(path)/json", query: fields + extraParameters)
    case .identity: return HTTPRequest(.get, "/v1/health", query: extraParameters)
    default: throw QueryFailure.unsupported(query, by: "ntfy")
    }
  }

  public func answer(to query: Query, from response: HTTPResponse) throws -> Answer {
    switch query {
    case .identity:
      return try response.readJSON { root in
        guard root["healthy"]?.bool == true else {
          throw QueryFailure(.serverFault, "ntfy says that it is not healthy")
        }
        return Answer(.identity(ServerIdentity(product: "ntfy", version: "")))
      }
    case .notifications: return try notifications(response)
    default: throw QueryFailure.unsupported(query, by: "ntfy")
    }
  }

  /// One JSON object a line. A line that cannot be read is skipped and counted: the others are news.
  private func notifications(_ response: HTTPResponse) throws -> Answer {
    guard response.isSuccess else { throw QueryFailure(response) }
    var found = [Notification]()
    var broken = 0
    for line in response.body.text.split(whereSeparator: \.isNewline) {
      do {
        let message = try JSONDocument.read(Payload(Array(line.utf8)), of: "a message", Self.message)
        if let message { found.append(message) }
      } catch {
        broken += 1
      }
    }
    let warning = broken == 0 ? [] : ["\(broken) of ntfy's lines could not be read"]
    return Answer(.notifications(found), warnings: warning)
  }

  /// `nil` for what is no message: `open` and `keepalive`.
  private static func message(_ value: JSONValue) throws -> Notification? {
    guard value["event"]?.string == "message" else { return nil }
    guard let id = value["id"]?.string, let time = value["time"]?.secondsInstant else {
      throw QueryFailure.shape("a message", expected: "id and time")
    }
    return Notification(
      id: id, time: time, topic: value["topic"]?.string ?? "", title: value["title"]?.string ?? "",
      message: value["message"]?.string ?? "", tags: value["tags"]?.strings ?? [],
      priority: value["priority"]?.int ?? 3, link: value["click"]?.string ?? "")
  }
}
