internal import Telemetry

/// Writes what each service logs of one request, in its own format: the gateway and the NAS logfmt,
/// Authentik JSON, Jellyfin Serilog's text, the transcoder ffmpeg's.
struct LineWriter {
  let stub: RequestStub
  let id: TraceID

  func write(_ service: String, _ labels: Labels, to lines: inout [LogLine]) {
    switch service {
    case "cilium-gateway": writeGateway(labels, to: &lines)
    case "authentik-server": writeAuthentik(labels, to: &lines)
    case "jellyfin" where stub.spec.service == "jellyfin" && !stub.isRejected:
      writeJellyfin(labels, to: &lines)
    case "nas" where stub.isStalled: writeNAS(labels, to: &lines)
    case "transcoder" where stub.spec.isTranscoded && !stub.isRejected:
      writeTranscoder(labels, to: &lines)
    case "argocd" where stub.spec.service == "argocd": writeArgo(labels, to: &lines)
    default: break
    }
  }

  private func add(
    _ text: String, _ level: String, after ns: Int64, _ labels: Labels, traced: Bool = true,
    to lines: inout [LogLine]
  ) {
    var metadata: Labels = ["detected_level": level]
    if traced, stub.isSampled { metadata["trace_id"] = id.description }
    lines.append(LogLine(time: stub.start + .nanoseconds(ns), line: text, labels: labels, metadata: metadata))
  }

  private func writeGateway(_ labels: Labels, to lines: inout [LogLine]) {
    let level = stub.isFailed ? "error" : stub.isRejected ? "warn" : "info"
    let text =
      "level=\(level) msg=access method=\(stub.spec.method) path=\(stub.path) status=\(stub.status)"
      + " duration=\(Self.seconds(stub.durationNs))s upstream=\(stub.spec.service)"
      + " bytes=\(800 + stub.index * 977)"
    add(text, level, after: stub.durationNs, labels, to: &lines)
  }

  private func writeAuthentik(_ labels: Labels, to lines: inout [LogLine]) {
    if stub.isRejected {
      let text =
        #"{"level":"warning","logger":"authentik.providers.oauth2","event":"token expired early","#
        + #""user":"\#(stub.user)","issued_seconds_ago":61,"lifetime_seconds":300,"#
        + #""clock_skew_ms":-241300,"trace_id":"\#(id)"}"#
      add(text, "warn", after: 5_000_000, labels, to: &lines)
    } else if stub.index % 6 == 0 {
      let text =
        #"{"level":"info","logger":"authentik.outpost","event":"forward-auth ok","user":"\#(stub.user)","#
        + #""host":"\#(stub.spec.service).home.lan","runtime_ms":\#(stub.authNs / 1_000_000)}"#
      add(text, "info", after: stub.authNs, labels, to: &lines)
    }
  }

  private func writeJellyfin(_ labels: Labels, to lines: inout [LogLine]) {
    let thread = 20 + stub.index % 40
    if stub.route == 0 {
      let text =
        "[INF] [\(thread)] Jellyfin.Api.Controllers.MediaInfoController: PlaybackInfo requested for"
        + " \"\(stub.film)\" by \"\(stub.user)\""
      add(text, "info", after: stub.authNs + 3_000_000, labels, to: &lines)
    }
    if let failure = stub.failure {
      let text =
        "[ERR] [\(thread)] Jellyfin.Api.Middleware.ExceptionMiddleware: Error processing request."
        + " URL \(stub.spec.method) \(stub.path).\n\(failure.type): \(failure.message)\n"
        + RequestStub.stackTrace
      add(text, "error", after: stub.durationNs - 2_000_000, labels, to: &lines)
    }
    if stub.durationNs > 500_000_000 {
      let text =
        "[WRN] [\(thread)] Jellyfin.Api.Middleware.ResponseTimeMiddleware: Slow HTTP Response from"
        + " https://jellyfin.home.lan\(stub.path) to 10.0.3.\(7 + stub.index % 9)"
        + " in 0:00:0\(Self.seconds(stub.durationNs)) with Status Code \(stub.status)"
      add(text, "warn", after: stub.durationNs - 1_000_000, labels, to: &lines)
    }
  }

  /// The NAS knows nothing of structured metadata: its trace id stands in the line.
  private func writeNAS(_ labels: Labels, to lines: inout [LogLine]) {
    let waited = stub.nasNs / 1_000_000
    let text =
      "level=warn component=nfsd msg=\"sdb: request queue stalled\" disk=sdb depth=\(stub.queueDepth)"
      + " await=\(waited)ms client=10.0.3.21 export=/media trace_id=\(id)"
    add(text, "warn", after: stub.authNs + 200_000_000, labels, traced: false, to: &lines)
    guard stub.isFailed else { return }
    let timeout =
      "level=error component=nfsd msg=\"read timed out\" disk=sdb depth=\(stub.queueDepth) trace_id=\(id)"
    add(timeout, "error", after: stub.durationNs - 3_000_000, labels, traced: false, to: &lines)
  }

  private func writeTranscoder(_ labels: Labels, to lines: inout [LogLine]) {
    if stub.isFailed {
      let reason = stub.isStalled ? "Connection timed out" : "Invalid data found when processing input"
      let text = "[in#0 @ 0x55d1c0] [error] Error during demuxing /media/movies/\(stub.film).mkv: \(reason)"
      add(text, "error", after: stub.durationNs - 4_000_000, labels, to: &lines)
    } else if stub.index % 5 == 0 {
      let text =
        "frame=\(stub.index * 24) fps=\(48 + stub.index % 30) q=23.0 size=\(stub.index * 311)kB"
        + " speed=\(1 + stub.index % 3).\(stub.index % 10)x"
      add(text, "info", after: stub.durationNs - 5_000_000, labels, to: &lines)
    }
  }

  private func writeArgo(_ labels: Labels, to lines: inout [LogLine]) {
    let time = "time=\"\(RFC3339.shortString(stub.start))\""
    if let failure = stub.failure {
      let text = "\(time) level=error msg=\"\(failure.message)\" grpc.code=Unavailable"
      add(text, "error", after: stub.durationNs - 1_000_000, labels, to: &lines)
    } else if stub.index % 3 == 0 {
      let text =
        "\(time) level=info msg=\"Reconciliation completed\" application=argocd/jellyfin"
        + " time_ms=\(stub.durationNs / 1_000_000)"
      add(text, "info", after: stub.durationNs, labels, to: &lines)
    }
  }

  /// `6.310`: seconds with three decimals.
  static func seconds(_ ns: Int64) -> String {
    let milliseconds = ns / 1_000_000
    let fraction = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}
