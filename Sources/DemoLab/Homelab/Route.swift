/// What people and programs ask of the homelab through its gateway.
struct Route: Sendable {
  var name: String
  var service: String
  /// Share of all requests.
  var weight: Double
  /// Typical seconds when all is well.
  var base: Double
  /// How much of it hangs on the NAS: 0 nothing, 1 everything.
  var nas: Double
  /// Counted by Jellyfin's availability objective: what a person waits for before a film plays.
  var isPlayback: Bool
  var controller: String

  static let all: [Route] = [
    Route(
      name: "GET /Items/{itemId}/PlaybackInfo", service: "jellyfin", weight: 0.16, base: 0.1, nas: 1,
      isPlayback: true, controller: "MediaInfoController"),
    Route(
      name: "GET /Videos/{itemId}/hls1/{playlistId}/{segmentId}.{container}", service: "jellyfin",
      weight: 0.14, base: 0.08, nas: 0.7, isPlayback: true, controller: "DynamicHlsController"),
    Route(
      name: "GET /Users/{userId}/Items", service: "jellyfin", weight: 0.24, base: 0.06, nas: 0,
      isPlayback: false, controller: "ItemsController"),
    Route(
      name: "GET /Items/{itemId}/Images/{imageType}", service: "jellyfin", weight: 0.26, base: 0.015,
      nas: 0.05, isPlayback: false, controller: "ImageController"),
    Route(
      name: "POST /Sessions/Playing/Progress", service: "jellyfin", weight: 0.14, base: 0.008, nas: 0,
      isPlayback: false, controller: "PlaystateController"),
    Route(
      name: "GET /api/v1/applications", service: "argocd", weight: 0.06, base: 0.03, nas: 0,
      isPlayback: false, controller: "application"),
  ]
}
