internal import Backends
internal import Telemetry

/// The lab's Alertmanager: its API v2 over the alerts that fire and the silences that people made.
struct AlertmanagerServer {
  let alerts: [Alert]
  let silences: SilenceStore

  func respond(_ request: HTTPRequest, now: Instant) -> HTTPResponse {
    let path = request.path.split(separator: "/").map(String.init)
    guard path.starts(with: ["api", "v2"]) else { return .text(404, "404 page not found\n") }
    switch (request.method, path.dropFirst(2).joined(separator: "/")) {
    case (.get, "alerts"): return json { $0.array(of: managed(at: now)) { $0.alert($1) } }
    case (.get, "alerts/groups"): return json { $0.array(of: groups(at: now)) { $0.group($1) } }
    case (.get, "silences"): return json { $0.array(of: silences.silences(at: now)) { $0.silence($1) } }
    case (.get, "status"): return json(status)
    case (.post, "silences"): return create(request, now: now)
    case (.delete, _) where path.count == 4 && path[2] == "silence": return expire(path[3], now: now)
    default: return .text(404, "404 page not found\n")
    }
  }

  // MARK: Reading

  private func managed(at now: Instant) -> [Alert] {
    let active = silences.silences(at: now).filter { $0.state == .active }
    let page = alerts.first { $0.severity == "page" }
    return alerts.map { alert in
      var alert = alert
      alert.fingerprint = Self.fingerprint(alert.labels)
      alert.silencedBy = active.filter { $0.matchers.allSatisfy { LabPattern.accepts($0, alert.labels) } }
        .map(\.id)
      // A slow probe tells nothing new while the service itself pages.
      if alert.name == "ProbeSlow", let page, page.labels["service"] == alert.labels["service"] {
        alert.inhibitedBy = [Self.fingerprint(page.labels)]
      }
      if !alert.silencedBy.isEmpty || !alert.inhibitedBy.isEmpty { alert.state = .suppressed }
      return alert
    }
  }

  /// Pages to whoever is on call, the rest to a topic, each by its service.
  private func groups(at now: Instant) -> [AlertGroup] {
    var groups = [AlertGroup]()
    for alert in managed(at: now) {
      let labels = alert.labels.keeping(["service"])
      let receiver = alert.severity == "page" ? "on-call" : alert.severity == "none" ? "nobody" : "ntfy"
      if let place = groups.firstIndex(where: { $0.labels == labels && $0.receiver == receiver }) {
        groups[place].alerts.append(alert)
      } else {
        groups.append(AlertGroup(labels: labels, receiver: receiver, alerts: [alert]))
      }
    }
    return groups
  }

  private func status(_ json: inout JSONWriter) {
    json.object { json in
      json.field("cluster") { $0.object { $0.field("status", "disabled") } }
      json.field("versionInfo") { $0.object { $0.field("version", "0.28.1") } }
    }
  }

  /// FNV-1a, as Prometheus hashes labels.
  private static func fingerprint(_ labels: Labels) -> String {
    let hash = labels.description.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  // MARK: Writing

  private func create(_ request: HTTPRequest, now: Instant) -> HTTPResponse {
    guard case .json(let bytes) = request.body else { return refusal(415, 415, "unsupported media type") }
    guard let draft = SilenceWire(String(decoding: bytes, as: UTF8.self)).draft else {
      return refusal(400, 400, "parsing silence body failed: expected a silence")
    }
    guard !draft.matchers.isEmpty else {
      return refusal(422, 612, "matchers in body should have at least 1 items")
    }
    guard draft.start < draft.end else { return words(400, "start time must be before end time") }
    guard draft.end > now else { return words(400, "end time can't be in the past") }
    guard let id = silences.keep(draft, at: now) else { return words(404, "silence not found") }
    return json { $0.object { $0.field("silenceID", id) } }
  }

  private func expire(_ id: String, now: Instant) -> HTTPResponse {
    silences.expire(id, at: now)
      ? HTTPResponse(status: 200, body: Payload("")) : words(500, "silence not found")
  }

  private func json(_ body: (inout JSONWriter) -> Void) -> HTTPResponse {
    HTTPResponse(status: 200, headers: ["content-type": "application/json"], body: JSONWriter.payload(body))
  }

  private func words(_ status: Int, _ text: String) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: ["content-type": "application/json"],
      body: JSONWriter.payload { $0.string(text) })
  }

  private func refusal(_ status: Int, _ code: Int, _ message: String) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: ["content-type": "application/json"],
      body: JSONWriter.payload { json in
        json.object { json in
          json.field("code", code)
          json.field("message", message)
        }
      })
  }
}

extension JSONWriter {
  fileprivate mutating func alert(_ alert: Alert) {
    object { json in
      json.field("annotations") { $0.labels(alert.annotations) }
      json.field("fingerprint", alert.fingerprint ?? "")
      json.field("receivers") { $0.array { $0.object { $0.field("name", "ntfy") } } }
      if let active = alert.activeAt { json.field("startsAt", RFC3339.string(active)) }
      json.field("status") { json in
        json.object { json in
          json.field("inhibitedBy") { $0.array(of: alert.inhibitedBy) { $0.string($1) } }
          json.field("silencedBy") { $0.array(of: alert.silencedBy) { $0.string($1) } }
          json.field("state", alert.state == .suppressed ? "suppressed" : "active")
        }
      }
      json.field("labels") { $0.labels(alert.labels) }
    }
  }

  fileprivate mutating func group(_ group: AlertGroup) {
    object { json in
      json.field("alerts") { $0.array(of: group.alerts) { $0.alert($1) } }
      json.field("labels") { $0.labels(group.labels) }
      json.field("receiver") { $0.object { $0.field("name", group.receiver) } }
    }
  }

  fileprivate mutating func silence(_ silence: Silence) {
    object { json in
      json.field("id", silence.id)
      json.field("status") { $0.object { $0.field("state", silence.state.rawValue) } }
      json.field("comment", silence.comment)
      json.field("createdBy", silence.createdBy)
      json.field("startsAt", RFC3339.string(silence.start))
      json.field("endsAt", RFC3339.string(silence.end))
      json.field("matchers") { json in
        json.array(of: silence.matchers) { json, matcher in
          json.object { json in
            json.field("name", matcher.name)
            json.field("value", matcher.value)
            json.field("isRegex", matcher.isRegex)
            json.field("isEqual", matcher.isEqual)
          }
        }
      }
    }
  }
}
