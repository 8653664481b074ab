/// What people and programs ask of the homelab through its gateway.
struct Route: Sendable {
  /// Method and template: `GET /Items/{itemId}/PlaybackInfo`.
  var name: String
  var service: String
  /// Share of all requests.
  var weight: Double
  /// Typical seconds when all is well.
  var base: Double
  /// How much of it hangs on the NAS: 0 nothing, 1 everything.
  var nas: Double
  /// Counted by Jellyfin's availability objective: what a person waits for before a film plays.
  var isPlayback = false
  /// Whether ffmpeg makes what is asked for.
  var isTranscoded = false
  var controller: String
  /// What the handler asks its database first.
  var statement: String

  var method: String { String(name.prefix { $0 != " " }) }
  var template: String { String(name.drop { $0 != " " }.dropFirst()) }

  /// The template with its placeholders filled in: `/Items/{itemId}/x` becomes `/Items/4f07…/x`.
  func target(index: Int) -> String {
    var path = template
    while let open = path.firstIndex(of: "{"), let close = path.firstIndex(of: "}") {
      let id = String((0xA000 &+ index &* 2_654_435_761) & 0xFFFFFF, radix: 16)
      path.replaceSubrange(open...close, with: id)
    }
    return path
  }

  static let all: [Route] = [
    Route(
      name: "GET /Items/{itemId}/PlaybackInfo", service: "jellyfin", weight: 0.16, base: 0.1, nas: 1,
      isPlayback: true, controller: "MediaInfoController",
      statement: "SELECT * FROM MediaStreamInfos WHERE ItemId = @id ORDER BY StreamIndex"),
    Route(
      name: "GET /Videos/{itemId}/hls1/{playlistId}/{segmentId}.{container}", service: "jellyfin",
      weight: 0.14, base: 0.08, nas: 0.7, isPlayback: true, isTranscoded: true,
      controller: "DynamicHlsController",
      statement: "SELECT * FROM MediaStreamInfos WHERE ItemId = @id ORDER BY StreamIndex"),
    Route(
      name: "GET /Users/{userId}/Items", service: "jellyfin", weight: 0.24, base: 0.06, nas: 0,
      controller: "ItemsController",
      statement: "SELECT * FROM BaseItems WHERE ParentId = @parent ORDER BY SortName LIMIT 100"),
    Route(
      name: "GET /Items/{itemId}/Images/{imageType}", service: "jellyfin", weight: 0.26, base: 0.015,
      nas: 0.05, controller: "ImageController",
      statement: "SELECT Path, DateModified FROM BaseItemImageInfos WHERE ItemId = @id"),
    Route(
      name: "POST /Sessions/Playing/Progress", service: "jellyfin", weight: 0.14, base: 0.008, nas: 0,
      controller: "PlaystateController",
      statement: "UPDATE UserData SET PlaybackPositionTicks = @ticks WHERE ItemId = @id AND UserId = @user"),
    Route(
      name: "GET /api/v1/applications", service: "argocd", weight: 0.06, base: 0.03, nas: 0,
      controller: "application", statement: "GET app|resources-tree|jellyfin"),
  ]
}
