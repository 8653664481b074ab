internal import Analysis
internal import Canvas
internal import Telemetry

extension State {
  /// `nightjar homelab ◆ jellyfin   last 1h ⟳10s   prom ●12ms …  23:41:07 CET`
  func drawHeader(in row: Rect, on surface: inout Surface) {
    let right = healthParts() + [(clockText(), Style(.text))]
    let rightWidth = right.reduce(0) { $0 + $1.0.cellWidth + 2 }
    let rightStart = max(row.minX, row.maxX - rightWidth)
    let left = row.split(left: rightStart - row.minX).left
    var x = surface.put(" nightjar", at: row.origin, Style(.focus, bold: true), in: left)
    x = surface.put("  \(name)", at: Point(x, row.minY), Style(.text), in: left)
    if let focus = context.focus {
      x = surface.put("  ◆ \(focus)", at: Point(x, row.minY), Style(.link, bold: true), in: left)
    }
    surface.put("   \(windowText())", at: Point(x, row.minY), Style(.text), in: left)
    x = rightStart
    for (text, style) in right {
      x = surface.put("  " + text, at: Point(x, row.minY), style, in: row)
    }
  }

  func windowText() -> String {
    let refresh = refreshText()
    switch context.window {
    case .last(let duration): return "last \(TimeLabel.compact(duration))\(refresh)"
    case .fixed(let range):
      let (start, end) = (context.zone.civil(range.start), context.zone.civil(range.end))
      let sameDay = (start.year, start.month, start.day) == (end.year, end.month, end.day)
      let until = sameDay ? context.zone.clock(range.end) : context.zone.dateAndMinute(range.end)
      return "\(context.zone.dateAndMinute(range.start)) – \(until)"
    }
  }

  private func refreshText() -> String {
    guard let every = refreshEvery else { return "" }
    return isRefreshing ? " ⟳\(TimeLabel.compact(every))" : " ⟳ held"
  }

  private func clockText() -> String {
    "\(context.zone.clock(context.now)) \(context.zone.name(context.now)) "
  }

  /// One word a source: a full dot answers, half a dot waits, a cross does not answer.
  private func healthParts() -> [(String, Style)] {
    let short = context.size.width < 100
    return health.map { source in
      let label = source.id.name.fitted(to: short ? 5 : 14)
      if source.failure != nil {
        return ("\(label) ✗\(source.age(at: context.now))", Style(.error, bold: true))
      }
      if let since = source.waitingSince, context.now - since >= .seconds(1) {
        return ("\(label) ◐\(TimeLabel.compact(context.now - since))", Style(.warning))
      }
      guard let milliseconds = source.milliseconds else { return ("\(label) ○", Style(.muted)) }
      return ("\(label) ●\(TimeLabel.milliseconds(milliseconds))", Style(.muted))
    }
  }

  func drawTabs(in row: Rect, on surface: inout Surface) {
    var x = row.minX + 1
    for (command, kind) in Self.tabOrder {
      let lit = place.pane.kind.tab == kind
      let key = keymap.keys(of: command).first?.label ?? ""
      let style = lit ? Style(.focus, bold: true, underline: true) : Style(.muted)
      x = surface.put("\(key) \(kind.title)", at: Point(x, row.minY), style, in: row) + 2
    }
    if let jumping {
      let text = "→ \(jumping.signal.rawValue): \(jumping.current.reason) · waiting for "
        + "\(jumping.current.source) \(TimeLabel.compact(context.now - jumping.since)) (Esc cancels)"
      surface.put(text, at: Point(x + 1, row.minY), Style(.warning), in: row)
    }
  }

  static let tabOrder: [(Command, PaneKind)] = [
    (.overview, .overview), (.metrics, .metrics), (.traces, .traces), (.logs, .logs),
  ]
}

extension PaneKind {
  var title: String {
    switch self {
    case .overview: "Overview"
    case .metrics: "Metrics"
    case .traces, .waterfall: "Traces"
    case .logs: "Logs"
    }
  }
}

extension SourceHealth {
  /// ` 14s`: how old its last good answer is; nothing when there never was one.
  fileprivate func age(at now: Instant) -> String {
    answeredAt.map { " " + TimeLabel.compact(now - $0) } ?? ""
  }
}
