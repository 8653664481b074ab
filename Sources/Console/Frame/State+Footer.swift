internal import Analysis
internal import Canvas
internal import Telemetry

extension State {
  /// `‹ SLO jellyfin › p99 PlaybackInfo › trace 4bf92f35`, the newest always in sight.
  func drawTrail(in row: Rect, on surface: inout Surface) {
    let (mark, shown) = crumbs(in: row.width)
    var x = surface.put(mark, at: row.origin, Style(.muted), in: row)
    for (index, crumb) in shown.enumerated() {
      let last = index == shown.count - 1
      x = surface.put(
        crumb.fitted(to: max(1, row.maxX - x)), at: Point(x, row.minY),
        Style(last ? .text : .muted, bold: last), in: row)
      if !last { x = surface.put(Self.separator, at: Point(x, row.minY), Style(.border), in: row) }
    }
    if let jump = place.explainedBy {
      surface.put("  " + Self.told(jump).fitted(to: max(0, row.maxX - x - 2)), at: Point(x, row.minY), .muted, in: row)
    }
  }

  private static let separator = " › "

  /// What stands before the crumbs, and those that fit.
  private func crumbs(in width: Int) -> (mark: String, shown: [String]) {
    let crumbs = trail.behind.suffix(8).map(\.title.onOneLine) + [place.title.onOneLine]
    var shown = crumbs
    while shown.count > 1, self.width(of: shown, Self.separator) > width - 4 { shown.removeFirst() }
    let isCut = shown.count < crumbs.count || trail.behind.count > 8
    return (isCut ? " ‹‹ " : trail.behind.isEmpty ? " " : " ‹ ", shown)
  }

  private static func told(_ jump: Jump) -> String { "\(jump.tie) (Y)" }

  /// Whether the trail says it already: then the keys are worth more.
  private func isInTrail(_ message: String, width: Int) -> Bool {
    guard let jump = place.explainedBy, message == jump.tie else { return false }
    let (mark, shown) = crumbs(in: width)
    return mark.cellWidth + self.width(of: shown, Self.separator) + 2 + Self.told(jump).cellWidth <= width
  }

  private func width(of crumbs: [String], _ separator: String) -> Int {
    crumbs.reduce(0) { $0 + $1.cellWidth } + (crumbs.count - 1) * separator.cellWidth
  }

  /// What the keys do here, or the message that came of the last one.
  func drawHints(in row: Rect, on surface: inout Surface) {
    if let message, !isInTrail(message, width: row.width) {
      surface.put(" " + message.fitted(to: row.width - 2), at: row.origin, Style(.warning), in: row)
      return
    }
    if let prompt = editedPrompt {
      drawHints(promptHints(prompt), in: row, on: &surface)
      return
    }
    if place.pane.isTyping, let hints = place.pane.typingHints {
      let keys = hints.map { ($0.keys.map(label).joined(separator: " "), $0.text) }
      drawHints(keys, in: row, on: &surface)
      return
    }
    if place.pane.isTyping {
      let keys = [
        (label(.enter), "run"), ("Esc", "leave the prompt"), (label(.up) + " " + label(.down), "history"),
        ("Ctrl-U", "clear"),
      ]
      drawHints(keys, in: row, on: &surface)
      return
    }
    let parts = row.split(right: width(of: closingHints) + 1)
    drawHints(paneHints, in: parts.left, on: &surface)
    drawHints(closingHints, in: parts.right, on: &surface)
  }

  /// What the pane calls useful, then what is useful everywhere; never what would only refuse.
  private var paneHints: [(String, String)] {
    let own = place.pane.hints(in: context)
    var general: [Command] = [
      .open, .jumpToTraces, .jumpToLogs, .jumpToMetrics, .jumpMenu, .earlier, .zoomOut, .pickRange,
      .showQuery,
    ]
    if !trail.behind.isEmpty || !kept.places.isEmpty { general.insert(.back, at: 5) }
    if !trail.ahead.isEmpty { general.insert(.forward, at: trail.behind.isEmpty ? 5 : 6) }
    if place.split != nil { general.insert(contentsOf: [.otherHalf, .split], at: 0) }
    let rest = general.filter { !own.contains($0) && place.pane.refusal(of: $0, in: context) == nil }
    let all = place.split == nil ? own + rest : Array(rest.prefix(2)) + own + rest.dropFirst(2)
    return all.compactMap { command in
      keymap.keys(of: command, on: place.pane.kind).first.map { key in
        (label(key), splitHint(for: command) ?? place.pane.hint(for: command, in: context) ?? command.hint)
      }
    }
  }

  private func splitHint(for command: Command) -> String? {
    command == .split && place.split != nil ? (place.split?.leads == true ? "one pane" : "this one whole") : nil
  }

  private var closingHints: [(String, String)] {
    [Command.palette, .help].compactMap { command in
      keymap.keys(of: command).first.map { (label($0), command.hint) }
    }
  }

  private func label(_ key: Key) -> String { key.label(in: context.glyphs) }

  private func width(of hints: [(String, String)]) -> Int {
    hints.reduce(0) { $0 + $1.0.cellWidth + $1.1.cellWidth + 3 }
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

extension Place {
  /// The jump that led here, as long as the place shows what it asked.
  fileprivate var explainedBy: Jump? {
    guard let jump = arrivedBy else { return nil }
    let shown: String? =
      switch pane {
      case let logs as LogsPane: logs.query
      case let traces as TracesPane: traces.query
      case let metrics as MetricsPane: metrics.queries.all.first?.text
      default: nil
      }
    return shown == nil || shown == jump.query.text ? jump : nil
  }
}
