internal import Telemetry

/// Draws the whole trace of a request.
///
///     cilium-gateway GET /Items/{itemId}/PlaybackInfo
///     ├ authentik-outpost GET /outpost.goauthentik.io/auth/envoy
///     │ └ authentik-server POST /application/o/introspect/
///     │   ├ authentik-server redis GET     └ authentik-server SELECT authentik_core_token
///     └ jellyfin GET /Items/{itemId}/PlaybackInfo
///       └ jellyfin MediaSourceManager.GetPlaybackMediaSources
///         ├ jellyfin SELECT MediaStreams
///         └ jellyfin nfs.read ⚑⚑⚑
///           └ nas nfsd.read
struct TraceBuilder: Sendable {
  let numbers: TraceNumber

  func trace(of stub: RequestStub) -> Trace {
    var spans = SpanBuilder(id: numbers.id(of: stub))
    let spec = stub.spec
    let target = spec.name.target(index: stub.index)
    let failed = stub.isFailed ? "upstream answered \(stub.status)" : nil
    let root = spans.add(
      "cilium-gateway", spec.name, .server, parent: nil, from: stub.start, stub.durationNs,
      Self.http(spec, target, stub.status) + [
        Attribute("server.address", .string("\(spec.service).home.lan")),
        Attribute("network.protocol.version", .string("2")), Attribute("user_agent.original", .string("Jellyfin Web/10.11")),
      ], error: failed)
    let authStart = stub.start + .nanoseconds(800_000)
    addAuthentication(stub, parent: root, from: authStart, to: &spans)
    guard stub.status != 401 else { return spans.trace }
    let appStart = authStart + .nanoseconds(stub.authNs + 300_000)
    let appEnd = stub.start + .nanoseconds(stub.durationNs - 1_000_000)
    addApplication(stub, target, parent: root, from: appStart, (appEnd - appStart).wholeNanoseconds, to: &spans)
    return spans.trace
  }

  private func addAuthentication(
    _ stub: RequestStub, parent: SpanID, from start: Instant, to spans: inout SpanBuilder
  ) {
    let rejected = stub.status == 401
    let status: Int64 = rejected ? 401 : 200
    let outpost = spans.add(
      "authentik-outpost", "GET /outpost.goauthentik.io/auth/envoy", .server, parent: parent, from: start, stub.authNs,
      [Attribute("http.response.status_code", .int(status)), Attribute("enduser.id", .string(stub.user))])
    let server = spans.add(
      "authentik-server", "POST /application/o/introspect/", .server, parent: outpost,
      from: start + .nanoseconds(900_000), stub.authNs - 2_000_000,
      [Attribute("http.response.status_code", .int(status)), Attribute("token.active", .bool(!rejected))],
      events: rejected
        ? [SpanEvent(time: start + .nanoseconds(4_000_000), name: "token.expired", attributes: [
          Attribute("token.issued_seconds_ago", .int(61)), Attribute("token.lifetime_seconds", .int(300))])] : [])
    spans.add(
      "authentik-server", "redis GET", .client, parent: server, from: start + .nanoseconds(1_500_000), 700_000,
      [Attribute("db.system.name", .string("redis")), Attribute("peer.service", .string("redis"))])
    spans.add(
      "authentik-server", "SELECT authentik_core_token", .client, parent: server, from: start + .nanoseconds(2_600_000),
      max(500_000, stub.authNs - 6_000_000), [
        Attribute("db.system.name", .string("postgresql")), Attribute("peer.service", .string("postgresql")),
        Attribute("db.query.text", .string("SELECT * FROM authentik_core_token WHERE key = $1")),
      ])
  }

  private func addApplication(
    _ stub: RequestStub, _ target: String, parent: SpanID, from start: Instant, _ length: Int64,
    to spans: inout SpanBuilder
  ) {
    let spec = stub.spec
    let error = stub.isFailed ? "System.IO.IOException: Connection timed out : '/media/movies'" : nil
    let events = error.map { [Self.exception($0, at: start + .nanoseconds(length - 500_000))] } ?? []
    let server = spans.add(
      spec.service, spec.name, .server, parent: parent, from: start, length,
      Self.http(spec, target, stub.status) + [Attribute("code.namespace", .string(spec.controller))], events: events,
      error: error)
    guard spec.service == "jellyfin" else { return addArgo(server, from: start, length, to: &spans) }
    let inner = length - 4_000_000
    guard spec.isPlayback else {
      spans.add(
        "jellyfin", spec.name.hasPrefix("POST") ? "UPDATE UserDatas" : "SELECT TypedBaseItems", .client, parent: server,
        from: start + .nanoseconds(1_000_000), max(300_000, inner - stub.nasNs), Self.sqlite(spec))
      if stub.nasNs > 0 { addRead(stub, parent: server, from: start + .nanoseconds(length - stub.nasNs - 1_000_000), to: &spans) }
      return
    }
    let manager = spans.add(
      "jellyfin", "MediaSourceManager.GetPlaybackMediaSources", .internal, parent: server,
      from: start + .nanoseconds(2_000_000), inner, [Attribute("media.item", .string(stub.film))])
    spans.add(
      "jellyfin", "SELECT MediaStreams", .client, parent: manager, from: start + .nanoseconds(3_500_000), 6_000_000,
      Self.sqlite(spec))
    let readStart = start + .nanoseconds(max(10_000_000, length - stub.nasNs - 6_000_000))
    addRead(stub, parent: manager, from: readStart, to: &spans)
    if spec.nas < 1, !stub.isFailed {
      spans.add(
        "transcoder", "ffmpeg.segment", .internal, parent: manager, from: start + .nanoseconds(10_000_000),
        max(2_000_000, length - stub.nasNs - 20_000_000), [Attribute("ffmpeg.codec", .string("h264_qsv"))])
    }
  }

  /// The read over NFS: retried while the queue of the disk stalls.
  private func addRead(_ stub: RequestStub, parent: SpanID, from start: Instant, to spans: inout SpanBuilder) {
    let retries = stub.isStalled ? max(1, min(6, Int(stub.nasNs / 1_000_000_000))) : 0
    let events = (0..<retries).map { index in
      SpanEvent(
        time: start + .nanoseconds(stub.nasNs / Int64(retries + 1) * Int64(index + 1)), name: "nfs.retry",
        attributes: [Attribute("nfs.attempt", .int(Int64(index + 1)))])
    }
    let read = spans.add(
      "jellyfin", "nfs.read", .client, parent: parent, from: start, stub.nasNs, [
        Attribute("nfs.server", .string("nas01")), Attribute("nfs.path", .string("/media/movies")),
        Attribute("nfs.retries", .int(Int64(retries))), Attribute("peer.service", .string("nas")),
      ], events: events, error: stub.isFailed && stub.isStalled ? "nfs: server nas01 not responding" : nil)
    spans.add(
      "nas", "nfsd.read", .server, parent: read, from: start + .nanoseconds(900_000), max(1_000_000, stub.nasNs - 2_000_000), [
        Attribute("disk", .string(stub.disk)), Attribute("queue.depth", .int(Int64(stub.queueDepth))),
        Attribute("nfs.bytes", .int(1_048_576)),
      ])
  }

  private func addArgo(_ parent: SpanID, from start: Instant, _ length: Int64, to spans: inout SpanBuilder) {
    spans.add(
      "argocd", "redis GET app|resources-tree", .client, parent: parent, from: start + .nanoseconds(1_000_000),
      max(500_000, length / 3), [Attribute("db.system.name", .string("redis"))])
  }

  private static func http(_ spec: Route, _ target: String, _ status: Int) -> [Attribute] {
    let method = String(spec.name.prefix { $0 != " " })
    return [
      Attribute("http.request.method", .string(method)), Attribute("http.route", .string(String(spec.name.dropFirst(method.count + 1)))),
      Attribute("http.response.status_code", .int(Int64(status))), Attribute("url.path", .string(target)),
    ]
  }

  private static func sqlite(_ spec: Route) -> [Attribute] {
    [
      Attribute("db.system.name", .string("sqlite")), Attribute("db.namespace", .string("library.db")),
      Attribute("db.query.text", .string("SELECT * FROM MediaStreams WHERE ItemId = @id ORDER BY StreamIndex")),
    ]
  }

  private static func exception(_ message: String, at time: Instant) -> SpanEvent {
    let parts = message.split(separator: ":", maxSplits: 1).map(String.init)
    return SpanEvent(
      time: time, name: "exception",
      attributes: [
        Attribute("exception.type", .string(parts[0])),
        Attribute("exception.message", .string(parts.count > 1 ? String(parts[1].dropFirst()) : "")),
        Attribute("exception.stacktrace", .string(RequestStub.stackTrace)),
      ])
  }
}

extension RequestStub {
  private static let users = ["erich", "mona", "kids", "guest"]
  private static let films = ["Dune", "Stalker", "Metropolis", "千と千尋の神隠し", "Amélie", "Playtime 🎬", "Solaris", "M"]

  var user: String { Self.users[(index + Int(tick & 0xFF)) % Self.users.count] }
  var film: String { Self.films[(index * 3 + Int(tick & 0xFF)) % Self.films.count] }
  /// The stalls are sdb's; otherwise either disk serves.
  var disk: String { isStalled || index % 2 == 0 ? "sdb" : "sda" }
  var queueDepth: Int { isStalled ? 41 + index % 23 : 1 + index % 4 }

  static let stackTrace = """
       at System.IO.RandomAccess.ReadAtOffset(SafeFileHandle handle, Span`1 buffer, Int64 fileOffset)
       at MediaBrowser.MediaEncoding.Probing.MediaProbe.OpenAsync(String path)
       at Emby.Server.Implementations.Library.MediaSourceManager.GetPlaybackMediaSources(BaseItem item, User user)
       at Jellyfin.Api.Controllers.MediaInfoController.GetPlaybackInfo(Guid itemId, Guid userId)
    """
}

extension String {
  /// The route with its placeholders filled in: `GET /Items/{itemId}/x` becomes `/Items/4f07…/x`.
  func target(index: Int) -> String {
    var path = String(drop { $0 != " " }.dropFirst())
    while let open = path.firstIndex(of: "{"), let close = path.firstIndex(of: "}") {
      let id = String(0xA000 &+ index &* 2654435761 & 0xFFFFFF, radix: 16)
      path.replaceSubrange(open...close, with: id)
    }
    return path
  }
}
