internal import Canvas

/// How the two halves of a split share the body: side by side where both have room for a row of text, else
/// one above the other.
///
/// ```
///   ─ traces ──────│─ trace 4bf9… ──       80×24:   rows of the leading half
///                  │                                ─ trace 4bf9… ───────────
///     leading      │    following                   rows of the following half
/// ```
struct SplitLayout: Equatable {
  /// Columns from which the halves stand side by side: fifty cells hold a span's name, times and bar.
  static let besideFrom = 100
  /// Fewer rows show no list below its headings.
  private static let leastRows = 8

  let leading: Rect
  let following: Rect
  /// The row that names the leading half; where halves lie on each other there is none to spare.
  let leadingTitle: Rect?
  let followingTitle: Rect
  let divider: Rect?

  /// - Returns: `nil` when there is no room for two.
  init?(_ body: Rect, share: Int) {
    guard Self.refusal(of: body.size) == nil else { return nil }
    if body.width >= Self.besideFrom {
      let (left, rest) = body.split(left: (body.width - 1) * share / 100)
      let (bar, right) = rest.split(left: 1)
      (leadingTitle, leading) = (left.row(0), left.inset(top: 1))
      (followingTitle, following) = (right.row(0), right.inset(top: 1))
      divider = bar
    } else {
      let rows = body.height - 1
      let upper = min(max(rows * share / 100, Self.leastRows), rows - Self.leastRows)
      let (top, rest) = body.split(top: upper)
      (leadingTitle, leading, divider) = (nil, top, nil)
      (followingTitle, following) = (rest.row(0), rest.inset(top: 1))
    }
  }

  /// Why a body of this size holds no split.
  static func refusal(of body: Size) -> String? {
    guard body.width < besideFrom, body.height < 2 * leastRows + 1 else { return nil }
    // Four rows are the frame's.
    return "a split needs \(besideFrom) columns or \(2 * leastRows + 5) rows"
  }

  func area(leads: Bool) -> Rect { leads ? leading : following }
}

extension FrameLayout {
  /// The screen whose body has the size of an area: a pane in a half lays itself out as if on that screen.
  static func screen(for area: Rect) -> Size {
    let rules = area.height + 4 < 30 ? 0 : 2
    return Size(area.width, area.height + 4 + rules)
  }
}
