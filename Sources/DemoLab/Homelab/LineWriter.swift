internal import Telemetry

/// Writes what each service logs of one request, in its own format: the gateway and the NAS logfmt,
/// Authentik JSON, Jellyfin Serilog's text.
struct LineWriter {
  let stub: RequestStub
  let id: TraceID

  func write(_ service: String, _ labels: Labels, to lines: inout [LogLine]) {
    switch service {
    case "cilium-gateway": writeGateway(labels, to: &lines)
    case "authentik-server": writeAuthentik(labels, to: &lines)
    case "jellyfin" where stub.spec.service == "jellyfin" && stub.status != 401: writeJellyfin(labels, to: &lines)
    case "nas" where stub.isStalled: writeNAS(labels, to: &lines)
    case "transcoder" where stub.spec.nas == 0.7 && !stub.isFailed && stub.index % 5 == 0: writeTranscoder(labels, to: &lines)
    case "argocd" where stub.spec.service == "argocd" && stub.index % 3 == 0: writeArgo(labels, to: &lines)
    default: break
    }
  }

  private func add(
    _ text: String, _ level: String, after ns: Int64, _ labels: Labels, traced: Bool, to lines: inout [LogLine]
  ) {
    var metadata: Labels = ["detected_level": level]
    if traced, stub.isSampled { metadata["trace_id"] = id.description }
    lines.append(LogLine(time: stub.start + .nanoseconds(ns), line: text, labels: labels, metadata: metadata))
  }

  private func writeGateway(_ labels: Labels, to lines: inout [LogLine]) {
    let method = String(stub.spec.name.prefix { $0 != " " })
    let level = stub.isFailed ? "error" : stub.status == 401 ? "warn" : "info"
    let text = "level=\(level) msg=access method=\(method) path=\(stub.spec.name.target(index: stub.index))"
      + " status=\(stub.status) duration=\(Self.seconds(stub.durationNs))s upstream=\(stub.spec.service)"
      + " bytes=\(800 + stub.index * 977)"
    add(text, level, after: stub.durationNs, labels, traced: true, to: &lines)
  }

  private func writeAuthentik(_ labels: Labels, to lines: inout [LogLine]) {
    if stub.status == 401 {
      let text = #"{"level":"warning","logger":"authentik.providers.oauth2","event":"token expired early","user":"\#(stub.user)","#
        + #""issued_seconds_ago":61,"lifetime_seconds":300,"clock_skew_ms":-241300,"trace_id":"\#(id)"}"#
      add(text, "warn", after: 5_000_000, labels, traced: true, to: &lines)
    } else if stub.index % 6 == 0 {
      let text = #"{"level":"info","logger":"authentik.outpost","event":"forward-auth ok","user":"\#(stub.user)","#
        + #""host":"\#(stub.spec.service).home.lan","runtime_ms":\#(stub.authNs / 1_000_000)}"#
      add(text, "info", after: stub.authNs, labels, traced: true, to: &lines)
    }
  }

  private func writeJellyfin(_ labels: Labels, to lines: inout [LogLine]) {
    let thread = 20 + stub.index % 40
    if stub.route == 0 {
      let text = "[INF] [\(thread)] Jellyfin.Api.Controllers.MediaInfoController: PlaybackInfo requested for"
        + " \"\(stub.film)\" by \"\(stub.user)\""
      add(text, "info", after: stub.authNs + 3_000_000, labels, traced: true, to: &lines)
    }
    let path = stub.spec.name.target(index: stub.index)
    if stub.isFailed {
      let text = "[ERR] [\(thread)] Jellyfin.Api.Middleware.ExceptionMiddleware: Error processing request. URL GET \(path).\n"
        + "System.IO.IOException: Connection timed out : '/media/movies/\(stub.film).mkv'\n" + RequestStub.stackTrace
      add(text, "error", after: stub.durationNs - 2_000_000, labels, traced: true, to: &lines)
    }
    if stub.durationNs > 500_000_000 {
      let text = "[WRN] [\(thread)] Jellyfin.Api.Middleware.ResponseTimeMiddleware: Slow HTTP Response from"
        + " https://jellyfin.home.lan\(path) to 10.0.3.\(7 + stub.index % 9) in 0:00:0\(Self.seconds(stub.durationNs))"
        + " with Status Code \(stub.status)"
      add(text, "warn", after: stub.durationNs - 1_000_000, labels, traced: true, to: &lines)
    }
  }

  /// The NAS knows nothing of structured metadata: its trace id stands in the line.
  private func writeNAS(_ labels: Labels, to lines: inout [LogLine]) {
    let waited = stub.nasNs / 1_000_000
    let text = "level=warn component=nfsd msg=\"sdb: request queue stalled\" disk=sdb depth=\(stub.queueDepth)"
      + " await=\(waited)ms client=10.0.3.21 export=/media trace_id=\(id)"
    add(text, "warn", after: stub.authNs + 200_000_000, labels, traced: false, to: &lines)
    if stub.isFailed {
      add(
        "level=error component=nfsd msg=\"read timed out\" disk=sdb depth=\(stub.queueDepth) trace_id=\(id)", "error",
        after: stub.durationNs - 3_000_000, labels, traced: false, to: &lines)
    }
  }

  private func writeTranscoder(_ labels: Labels, to lines: inout [LogLine]) {
    let text = "frame=\(stub.index * 24) fps=\(48 + stub.index % 30) q=23.0 size=\(stub.index * 311)kB speed=\(1 + stub.index % 3).\(stub.index % 10)x"
    add(text, "info", after: stub.durationNs - 5_000_000, labels, traced: true, to: &lines)
  }

  private func writeArgo(_ labels: Labels, to lines: inout [LogLine]) {
    let text = "time=\"\(RFC3339.shortString(stub.start))\" level=info msg=\"Reconciliation completed\""
      + " application=argocd/jellyfin time_ms=\(stub.durationNs / 1_000_000)"
    add(text, "info", after: stub.durationNs, labels, traced: true, to: &lines)
  }

  /// What is written without any request: the disks' own kernel messages.
  static func writePeriodic(_ service: String, _ tick: Int64, _ labels: Labels, to lines: inout [LogLine]) {
    guard service == "nas", tick % 20 == 7 else { return }
    let time = Instant(nanoseconds: tick * Traffic.tickNs + 3_141_592_653)
    let text = "level=info component=smartd msg=\"SMART usage attribute changed\" disk=sdb attribute=Reallocated_Sector_Ct"
      + " value=\(92 - tick / 20 % 3)"
    lines.append(LogLine(time: time, line: text, labels: labels, metadata: ["detected_level": "info"]))
  }

  /// `6.31`, three decimals at most.
  static func seconds(_ ns: Int64) -> String {
    let milliseconds = ns / 1_000_000
    let fraction = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}
