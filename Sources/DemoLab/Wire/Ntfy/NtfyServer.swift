internal import Backends
internal import Telemetry

/// The lab's ntfy: `GET /topic,topic/json?poll=1&since=…`.
struct NtfyServer {
  /// Ascending by time.
  let messages: [Notification]

  func respond(_ request: HTTPRequest, now: Instant) -> HTTPResponse {
    let path = request.path.split(separator: "/").map(String.init)
    if path == ["v1", "health"] { return json { $0.object { $0.field("healthy", true) } } }
    guard path.count == 2, path[1] == "json" else { return .text(404, "404 page not found\n") }
    let topics = Set(path[0].split(separator: ",").map(String.init))
    let since = request.query.first { $0.name == "since" }?.value ?? "all"
    let wanted = later(than: since, now: now).filter { topics.contains($0.topic) }
    let lines = wanted.map { message in JSONWriter.text { $0.notification(message) } + "\n" }
    return HTTPResponse(
      status: 200, headers: ["content-type": "application/x-ndjson; charset=utf-8"],
      body: Payload(lines.joined()))
  }

  private func later(than since: String, now: Instant) -> ArraySlice<Notification> {
    if let place = messages.firstIndex(where: { $0.id == since }) { return messages[(place + 1)...] }
    let start = TimeText.duration(since).map { now - $0 } ?? Int64(since).map { Instant(seconds: $0) }
    guard let start else { return messages[...] }
    return messages.drop { $0.time < start }
  }

  private func json(_ body: (inout JSONWriter) -> Void) -> HTTPResponse {
    HTTPResponse(status: 200, headers: ["content-type": "application/json"], body: JSONWriter.payload(body))
  }
}

extension JSONWriter {
  fileprivate mutating func notification(_ message: Notification) {
    object { json in
      json.field("id", message.id)
      json.field("time", message.time.seconds)
      json.field("event", "message")
      json.field("topic", message.topic)
      json.field("title", message.title)
      json.field("message", message.message)
      json.field("tags") { $0.array(of: message.tags) { $0.string($1) } }
      json.field("priority", message.priority)
      if !message.link.isEmpty { json.field("click", message.link) }
    }
  }
}
