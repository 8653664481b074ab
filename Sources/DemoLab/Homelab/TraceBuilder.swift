internal import Telemetry

/// Draws the whole trace of a request.
///
///     cilium-gateway GET /Items/{itemId}/PlaybackInfo
///     ├ authentik-outpost GET /outpost.goauthentik.io/auth/envoy
///     │ └ authentik-server POST /application/o/introspect/
///     │   ├ authentik-server redis GET     └ authentik-server SELECT authentik_core_token
///     └ cilium-gateway egress jellyfin
///       └ jellyfin GET /Items/{itemId}/PlaybackInfo
///         ├ jellyfin SELECT Users
///         └ jellyfin MediaSourceManager.GetPlaybackMediaSources
///           ├ jellyfin SELECT MediaStreamInfos
///           └ jellyfin nfs.read ⚑⚑⚑
///             └ nas nfsd.read
struct TraceBuilder: Sendable {
  static let authRoute = "GET /outpost.goauthentik.io/auth/envoy"

  let numbers: TraceNumber

  func trace(of stub: RequestStub) -> Trace {
    var spans = SpanBuilder(id: numbers.id(of: stub))
    let spec = stub.spec
    let failed = stub.isFailed ? "upstream answered \(stub.status)" : nil
    let root = spans.add(
      "cilium-gateway", spec.name, .server, parent: nil, from: stub.start, stub.durationNs,
      Self.http(stub) + [
        Attribute("server.address", .string("\(spec.service).home.lan")),
        Attribute("client.address", .string("10.0.3.\(7 + stub.index % 9)")),
        Attribute("network.protocol.version", .string("2")),
        Attribute("user_agent.original", .string("Jellyfin Web/10.11")),
      ], error: failed)
    addAuthentication(stub, parent: root, to: &spans)
    guard !stub.isRejected else { return spans.trace }
    let egress = spans.add(
      "cilium-gateway", "egress \(spec.service)", .client, parent: root,
      from: stub.applicationStart - .nanoseconds(150_000), stub.nanoseconds(of: .application) + 300_000,
      [
        Attribute("peer.service", .string(spec.service)),
        Attribute("http.response.status_code", .int(Int64(stub.status))),
      ], error: failed)
    addApplication(stub, parent: egress, to: &spans)
    return spans.trace
  }

  private func addAuthentication(_ stub: RequestStub, parent: SpanID, to spans: inout SpanBuilder) {
    let start = stub.authStart
    let outpost = spans.add(
      "authentik-outpost", Self.authRoute, .server, parent: parent, from: start,
      stub.nanoseconds(of: .outpost),
      [
        Attribute("http.request.method", .string("GET")),
        Attribute("http.response.status_code", .int(stub.isRejected ? 401 : 200)),
        Attribute("enduser.id", .string(stub.user)),
      ])
    let server = spans.add(
      "authentik-server", "POST /application/o/introspect/", .server, parent: outpost,
      from: start + .nanoseconds(900_000), stub.nanoseconds(of: .authentik),
      [
        Attribute("http.request.method", .string("POST")),
        Attribute("http.response.status_code", .int(stub.isRejected ? 401 : 200)),
        Attribute("token.active", .bool(!stub.isRejected)),
      ], events: stub.isRejected ? [Self.expiry(at: start + .nanoseconds(4_000_000))] : [])
    spans.add(
      "authentik-server", "redis GET", .client, parent: server, from: start + .nanoseconds(1_500_000),
      stub.nanoseconds(of: .token), Self.database("redis", "GET authentik:token:\(stub.user)"))
    spans.add(
      "authentik-server", "SELECT authentik_core_token", .client, parent: server,
      from: start + .nanoseconds(2_600_000), stub.nanoseconds(of: .tokenTable),
      Self.database("postgresql", "SELECT * FROM authentik_core_token WHERE key = $1"))
  }

  private func addApplication(_ stub: RequestStub, parent: SpanID, to spans: inout SpanBuilder) {
    let (spec, start, length) = (stub.spec, stub.applicationStart, stub.nanoseconds(of: .application))
    let events = stub.failure.map { [Self.exception($0, at: start + .nanoseconds(length - 500_000))] }
    let server = spans.add(
      spec.service, spec.name, .server, parent: parent, from: start, length,
      Self.http(stub) + [
        Attribute("code.namespace", .string(spec.controller)), Attribute("enduser.id", .string(stub.user)),
      ], events: events ?? [], error: stub.failure.map { "\($0.type): \($0.message)" })
    let system = spec.service == "jellyfin" ? "sqlite" : "redis"
    guard spec.isPlayback else {
      spans.add(
        spec.service, Self.summary(spec.statement), .client, parent: server,
        from: start + .nanoseconds(1_000_000), stub.nanoseconds(of: .statement), Self.database(system, spec.statement))
      guard stub.nasNs > 0 else { return }
      return addRead(
        stub, parent: server, from: start + .nanoseconds(length - stub.nasNs - 1_000_000), to: &spans)
    }
    addPlayback(stub, parent: server, from: start, length, to: &spans)
  }

  private func addPlayback(
    _ stub: RequestStub, parent: SpanID, from start: Instant, _ length: Int64, to spans: inout SpanBuilder
  ) {
    let spec = stub.spec
    spans.add(
      "jellyfin", "SELECT Users", .client, parent: parent, from: start + .nanoseconds(600_000),
      stub.nanoseconds(of: .users), Self.database("sqlite", "SELECT * FROM Users WHERE Id = @id"))
    let manager = spans.add(
      "jellyfin", "MediaSourceManager.GetPlaybackMediaSources", .internal, parent: parent,
      from: start + .nanoseconds(2_000_000), length - 4_000_000, [Attribute("media.item", .string(stub.film))])
    spans.add(
      "jellyfin", Self.summary(spec.statement), .client, parent: manager,
      from: start + .nanoseconds(3_500_000), stub.nanoseconds(of: .statement), Self.database("sqlite", spec.statement))
    let readStart = start + .nanoseconds(max(10_000_000, length - stub.nasNs - 6_000_000))
    addRead(stub, parent: manager, from: readStart, to: &spans)
    guard spec.isTranscoded, !stub.isStalled else { return }
    spans.add(
      "transcoder", "ffmpeg.segment", .internal, parent: manager, from: start + .nanoseconds(10_000_000),
      max(2_000_000, length - stub.nasNs - 20_000_000),
      [Attribute("ffmpeg.codec", .string("h264_qsv")), Attribute("ffmpeg.segment", .int(Int64(stub.index)))],
      error: stub.failure?.message)
  }

  /// The read over NFS: retried while the queue of the disk stalls.
  private func addRead(
    _ stub: RequestStub, parent: SpanID, from start: Instant, to spans: inout SpanBuilder
  ) {
    let retries = stub.isStalled ? max(1, min(6, stub.nasNs / 1_000_000_000)) : 0
    let events = (0..<retries).map { index in
      SpanEvent(
        time: start + .nanoseconds(stub.nasNs / (retries + 1) * (index + 1)), name: "nfs.retry",
        attributes: [Attribute("nfs.attempt", .int(index + 1))])
    }
    let read = spans.add(
      "jellyfin", "nfs.read", .client, parent: parent, from: start, stub.nasNs,
      [
        Attribute("nfs.server", .string("nas01")), Attribute("nfs.path", .string("/media/movies")),
        Attribute("nfs.retries", .int(retries)), Attribute("peer.service", .string("nas")),
      ], events: events, error: stub.isFailed && stub.isStalled ? "nfs: server nas01 not responding" : nil)
    spans.add(
      "nas", "nfsd.read", .server, parent: read, from: start + .nanoseconds(900_000),
      stub.nanoseconds(of: .nas),
      [
        Attribute("disk", .string(stub.disk)), Attribute("queue.depth", .int(Int64(stub.queueDepth))),
        Attribute("nfs.bytes", .int(1_048_576)),
      ])
  }
}

// MARK: Attributes and events

extension TraceBuilder {
  private static func http(_ stub: RequestStub) -> [Attribute] {
    [
      Attribute("http.request.method", .string(stub.spec.method)),
      Attribute("http.route", .string(stub.spec.template)),
      Attribute("http.response.status_code", .int(Int64(stub.status))),
      Attribute("url.path", .string(stub.path)),
    ]
  }

  private static func database(_ system: String, _ statement: String) -> [Attribute] {
    let name = ["sqlite": "library.db", "postgresql": "authentik"][system]
    return [Attribute("db.system.name", .string(system)), Attribute("db.query.text", .string(statement))]
      + (name.map { [Attribute("db.namespace", .string($0))] } ?? [])
      + (system == "sqlite" ? [] : [Attribute("peer.service", .string(system))])
  }

  /// Operation and table, as OTel's `db.query.summary` has them: `SELECT BaseItems`.
  private static func summary(_ statement: String) -> String {
    let words = statement.split(separator: " ").map(String.init)
    let table = words.firstIndex(of: "FROM").map { $0 + 1 } ?? 1
    return words.indices.contains(table) ? "\(words[0]) \(words[table])" : statement
  }

  private static func expiry(at time: Instant) -> SpanEvent {
    SpanEvent(
      time: time, name: "token.expired",
      attributes: [
        Attribute("token.issued_seconds_ago", .int(61)), Attribute("token.lifetime_seconds", .int(300)),
      ])
  }

  private static func exception(_ failure: (type: String, message: String), at time: Instant) -> SpanEvent {
    SpanEvent(
      time: time, name: "exception",
      attributes: [
        Attribute("exception.type", .string(failure.type)),
        Attribute("exception.message", .string(failure.message)),
        Attribute("exception.stacktrace", .string(RequestStub.stackTrace)),
      ])
  }
}
