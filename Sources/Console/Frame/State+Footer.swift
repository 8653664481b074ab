internal import Analysis
internal import Canvas

extension State {
  /// `‹ SLO jellyfin › p99 PlaybackInfo › trace 4bf92f35`, the newest always in sight.
  func drawTrail(in row: Rect, on surface: inout Surface) {
    let crumbs = trail.behind.suffix(8).map(\.pane.title) + [place.pane.title]
    var shown = crumbs
    let separator = " › "
    while shown.count > 1, width(of: shown, separator) > row.width - 4 { shown.removeFirst() }
    let mark = shown.count < crumbs.count || trail.behind.count > 8 ? " ‹‹ " : " ‹ "
    var x = surface.put(mark, at: row.origin, Style(.muted), in: row)
    for (index, crumb) in shown.enumerated() {
      let last = index == shown.count - 1
      x = surface.put(
        crumb.fitted(to: max(1, row.maxX - x)), at: Point(x, row.minY),
        Style(last ? .text : .muted, bold: last), in: row)
      if !last { x = surface.put(separator, at: Point(x, row.minY), Style(.border), in: row) }
    }
    if let jump = place.arrivedBy {
      let text = "  \(jump.strength.name): \(jump.reason) (Y)"
      surface.put(text, at: Point(x, row.minY), Style(.muted), in: row)
    }
  }

  private func width(of crumbs: [String], _ separator: String) -> Int {
    crumbs.reduce(0) { $0 + $1.cellWidth } + (crumbs.count - 1) * separator.cellWidth
  }

  /// What the keys do here, or the message that came of the last one.
  func drawHints(in row: Rect, on surface: inout Surface) {
    if let message {
      surface.put(" " + message.fitted(to: row.width - 2), at: row.origin, Style(.warning), in: row)
      return
    }
    if place.pane.isTyping {
      drawHints([("↵", "run"), ("Esc", "leave the prompt"), ("↑ ↓", "history"), ("Ctrl-U", "clear")], in: row, on: &surface)
      return
    }
    let general: [Command] = [
      .open, .jumpToTraces, .jumpToLogs, .jumpToMetrics, .jumpMenu, .back, .earlier, .zoomOut, .showQuery,
    ]
    let own = place.pane.hints(in: context)
    let rest = general.filter { !own.contains($0) && place.pane.refusal(of: $0, in: context) == nil }
    let fixed: [Command] = [.palette, .help]
    let hints = (own + rest).compactMap { command in
      keymap.keys(of: command).first.map { ($0.label, command.hint) }
    }
    let tail = fixed.compactMap { command in
      keymap.keys(of: command).first.map { ($0.label, command.hint) }
    }
    let tailWidth = tail.reduce(0) { $0 + $1.0.cellWidth + $1.1.cellWidth + 3 }
    let parts = row.split(right: tailWidth)
    drawHints(hints, in: parts.left, on: &surface)
    drawHints(tail, in: parts.right, on: &surface)
  }

  private func drawHints(_ hints: [(String, String)], in row: Rect, on surface: inout Surface) {
    var x = row.minX + 1
    for (key, text) in hints {
      guard x + key.cellWidth + text.cellWidth + 1 <= row.maxX else { continue }
      x = surface.put(key, at: Point(x, row.minY), Style(.key, bold: true), in: row)
      x = surface.put(" " + text, at: Point(x, row.minY), Style(.muted), in: row) + 2
    }
  }
}
