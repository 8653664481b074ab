internal import Canvas

/// A span's name cut so that routes stay apart: the method and the end of the path are kept.
///
///     GET /Items/{itemId}/PlaybackInfo  →  GET …/PlaybackInfo
package enum SpanName {
  package static func fitted(_ name: String, to width: Int) -> String {
    let plain = name.fitted(to: width)
    guard plain != name, let slash = name.firstIndex(of: "/") else { return plain }
    let head = name[..<slash]
    let room = width - head.fitted(to: width).cellWidth - 1
    guard let tail = tail(of: name, room: room) else { return plain }
    return "\(head)…\(tail)"
  }

  /// The longest end of whole path parts that fits; `nil` when not even the last does.
  private static func tail(of name: String, room: Int) -> Substring? {
    var found: Substring?
    var end = name.endIndex
    while let slash = name[..<end].suffix(max(0, room)).lastIndex(of: "/") {
      let part = name[slash...]
      guard part.count <= room, part.cellWidth <= room else { break }
      found = part
      end = slash
    }
    return found.flatMap { $0.count > 1 ? $0 : nil }
  }
}
