internal import Canvas

/// Where the parts of the server's status stand: one at a time under a row of their names, or all at
/// once where there is room.
///
///     ┌ Targets 7  Rules 5  Storage ┐      ┌ filter ───────────────┐
///     │ rows of the one picked      │      │ Targets    │ Storage  │
///     │                             │      │ Rules      │          │
///     ├ about the row ──────────────┤      ├ about the row ────────┤
///     └─────────────────────────────┘      └───────────────────────┘
struct ServerLayout {
  let prompt: Rect
  let about: Rect
  let showsAll: Bool
  private let parts: [ServerPane.Part: Rect]

  init(_ area: Rect, part: ServerPane.Part) {
    let (top, rest) = area.split(top: 1)
    prompt = top
    showsAll = area.width >= 150 && area.height >= 40
    let (lists, about) = rest.split(bottom: showsAll ? 9 : max(5, rest.height * 3 / 10))
    self.about = about
    guard showsAll else {
      parts = [part: lists]
      return
    }
    let (left, right) = lists.split(left: lists.width * 58 / 100)
    let (upper, lower) = left.split(top: left.height / 2)
    parts = [.targets: upper, .rules: lower, .storage: right]
  }

  /// The part with its frame; `nil` while another is shown in its stead.
  func area(of part: ServerPane.Part) -> Rect? { parts[part] }

  /// Rows of the part that are seen at once.
  func rows(of part: ServerPane.Part) -> Int {
    guard let area = parts[part] else { return 1 }
    // The frame, the line above the rows and their heading.
    return area.height - (showsAll ? 2 : 0) - 2
  }
}
