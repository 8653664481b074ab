package import Canvas

/// The columns of the waterfall: name, self time, total time, bar.
///
///     ▾ gateway GET …/PlaybackInfo     2.1 ms  7.68 s   ━━━━━━━━━━━━━━
///     name                             self    total    bar
package struct WaterfallColumns {
  package let name: Rect
  package let selfTime: Rect
  package let total: Rect
  package let bar: Rect
  /// Little room: less indentation, narrower gaps.
  let isNarrow: Bool

  package init(_ area: Rect) {
    isNarrow = area.width < 100
    // A narrow screen gives names half: a bar can be short, a name that says nothing is no use.
    let nameWidth = isNarrow ? area.width / 2 : min(area.width * 42 / 100, 84)
    let timeWidth = isNarrow ? 8 : 9
    let (left, rest) = area.split(left: nameWidth)
    name = left
    let (first, second) = rest.split(left: timeWidth)
    selfTime = first
    let (third, fourth) = second.split(left: timeWidth)
    total = third
    bar = fourth.inset(left: isNarrow ? 1 : 2, right: 1)
  }
}
