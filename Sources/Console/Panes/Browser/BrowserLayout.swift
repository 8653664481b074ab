internal import Canvas

/// Where the list and the detail stand: beside each other where there is room, else one above the other.
///
///     ┌ filter ────────┐      ┌ filter ┐
///     │ list  │ detail │      │ list   │
///     │       │        │      │ detail │
///     └───────┴────────┘      └────────┘
struct BrowserLayout {
  let prompt: Rect
  let list: Rect
  let detail: Rect
  let isWide: Bool

  init(_ area: Rect) {
    let (top, rest) = area.split(top: 1)
    prompt = top
    isWide = area.width >= 110
    if isWide {
      let (left, right) = rest.split(left: min(90, max(54, area.width * 46 / 100)))
      list = left.inset(right: 1)
      detail = right
    } else {
      let (upper, lower) = rest.split(top: max(5, rest.height * 42 / 100))
      list = upper
      detail = lower
    }
  }
}
