internal import Telemetry

/// One request as far as everything about it can be drawn from it again: its trace, its log lines,
/// its share in the metrics.
///
///     start                                                       end
///     ├ gateway ──────────────────────────────────────────────────┤
///      ├ outpost (authNs) ┤├ application ─────────────────────────┤
///       ├ authentik ─────┤      ├ nas (nasNs) ──────────────────┤
struct RequestStub: Sendable {
  var tick: Int64
  var index: Int
  var start: Instant
  var route: Int
  /// At the gateway.
  var durationNs: Int64
  var status: Int
  /// Nanoseconds spent waiting for the NAS; 0 where it was not asked.
  var nasNs: Int64
  /// Nanoseconds of the forward authentication.
  var authNs: Int64
  /// Whether its trace was kept: the slow and the failed always, of the rest one in six.
  var isSampled: Bool

  var spec: Route { Route.all[route] }
  var end: Instant { start + .nanoseconds(durationNs) }
  var isFailed: Bool { status >= 500 }
  var isRejected: Bool { status == 401 }
  var isStalled: Bool { nasNs > 1_000_000_000 }

  /// When the gateway asks the outpost.
  var authStart: Instant { start + .nanoseconds(800_000) }
  /// When the application gets the request.
  var applicationStart: Instant { authStart + .nanoseconds(authNs + 300_000) }

  /// The parts of a request that metrics and spans agree on.
  enum Part: Sendable {
    case gateway, outpost, authentik, application, nas
    /// What databases are asked: for the token, by the application, for the user who plays.
    case token, tokenTable, statement, users
  }

  func nanoseconds(of part: Part) -> Int64 {
    switch part {
    case .gateway: durationNs
    case .outpost: authNs
    case .authentik: authNs - 2_000_000
    case .application: durationNs - authNs - 2_100_000
    case .nas: nasNs - 2_000_000
    case .token: 700_000
    case .tokenTable: authNs - 6_000_000
    case .statement:
      spec.isPlayback ? 6_000_000 : max(300_000, nanoseconds(of: .application) - nasNs - 4_000_000)
    case .users: 900_000
    }
  }
}

// MARK: Told rather than measured

extension RequestStub {
  private static let users = ["erich", "mona", "kids", "guest"]
  private static let films = [
    "Dune", "Stalker", "Metropolis", "千と千尋の神隠し", "Amélie", "Playtime 🎬", "Solaris", "M",
  ]

  var user: String { Self.users[(index + Int(tick & 0xFF)) % Self.users.count] }
  var film: String { Self.films[(index * 3 + Int(tick & 0xFF)) % Self.films.count] }
  /// The stalls are sdb's; otherwise either disk serves.
  var disk: String { isStalled || index % 2 == 0 ? "sdb" : "sda" }
  var queueDepth: Int { isStalled ? 41 + index % 23 : 1 + index % 4 }
  var path: String { spec.target(index: index) }

  /// Why the application failed; `nil` where it did not.
  var failure: (type: String, message: String)? {
    guard isFailed else { return nil }
    if isStalled { return ("System.IO.IOException", "Connection timed out : '/media/movies/\(film).mkv'") }
    if spec.service == "argocd" { return ("rpc.Unavailable", "connection to the repo server was refused") }
    if spec.isTranscoded { return ("MediaBrowser.Common.FfmpegException", "ffmpeg exited with code 183") }
    return ("Microsoft.Data.Sqlite.SqliteException", "SQLite Error 5: 'database is locked'.")
  }

  static let stackTrace = """
       at System.IO.RandomAccess.ReadAtOffset(SafeFileHandle handle, Span`1 buffer, Int64 fileOffset)
       at MediaBrowser.MediaEncoding.Probing.MediaProbe.OpenAsync(String path)
       at Emby.Server.Implementations.Library.MediaSourceManager.GetPlaybackMediaSources(BaseItem item)
       at Jellyfin.Api.Controllers.MediaInfoController.GetPlaybackInfo(Guid itemId, Guid userId)
    """
}
