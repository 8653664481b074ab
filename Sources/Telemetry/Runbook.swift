/// What somebody wrote down for the night an alert fires.
public struct Runbook: Hashable, Sendable {
  /// The file it was read from.
  public var path: String
  /// Markdown.
  public var text: String

  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }

  /// The last part of a link's path, in lower case and without `.md`: what ties an alert's
  /// `runbook_url` to a file. `nil` when nothing is left.
  ///
  /// `https://wiki/runbooks/jellyfin/Slow-Playback.md?x#top` → `slow-playback`
  public static func key(of link: some StringProtocol) -> String? {
    let path = link.prefix { $0 != "?" && $0 != "#" }
    guard let last = path.split(separator: "/").last else { return nil }
    let name = last.lowercased()
    let stem =
      [".md", ".markdown", ".html"].first { name.hasSuffix($0) }.map { String(name.dropLast($0.count)) }
      ?? name
    return stem.isEmpty ? nil : stem
  }
}
