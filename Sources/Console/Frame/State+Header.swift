internal import Analysis
internal import Canvas
internal import Telemetry

extension State {
  /// `nightjar homelab ◆ jellyfin   last 1h ⟳10s   prom ●12ms …  23:41:07 CET`
  ///
  /// Range, focus, the health of every source and the clock survive on any screen: what says least
  /// is shortened first, until all of it fits.
  func drawHeader(in row: Rect, on surface: inout Surface) {
    let steps = HeaderBrevity.allCases.filter { $0 != .grouped || !context.origins.isEmpty }
    let parts = steps.lazy.map { self.headerParts($0) }
    guard let (left, right) = parts.first(where: { width(of: $0 + $1) < row.width })
      ?? parts.reversed().first
    else { return }
    var x = row.minX + 1
    for run in left {
      x = surface.put(run.text, at: Point(x, row.minY), run.style, in: row) + 2
    }
    x = max(x, row.maxX - width(of: right) + 1)
    for run in right {
      x = surface.put(run.text, at: Point(x, row.minY), run.style, in: row) + 2
    }
  }

  /// Runs with the two blanks after each.
  private func width(of runs: [TextRun]) -> Int {
    runs.reduce(0) { $0 + $1.text.cellWidth + 2 }
  }

  private func headerParts(_ brevity: HeaderBrevity) -> (left: [TextRun], right: [TextRun]) {
    var left = [TextRun]()
    if brevity < .anonymous { left.append(TextRun("nightjar", Style(.focus, bold: true))) }
    if brevity < .bare { left.append(TextRun(name.fitted(to: 24), .text)) }
    if let focus = context.focus {
      let room = brevity < .bare ? 24 : 14
      left.append(TextRun("◆ \(focus.fitted(to: room))", Style(.link, bold: true)))
    }
    left.append(TextRun(windowText(isShort: brevity >= .shortTimes), .text))
    let right = brevity == .grouped ? groupRuns() : health.map { healthRun($0, brevity) }
    return (left, right + [TextRun(clockText(), .text)])
  }

  /// The range: `last 1h ⟳10s`, `2026-11-20 22:10 – 23:10:00`, or short `1h ⟳10s`, `22:10–23:10`.
  func windowText(isShort: Bool = false) -> String {
    switch context.window {
    case .last(let duration):
      return (isShort ? "" : "last ") + TimeLabel.compact(duration) + refreshText()
    case .fixed(let range):
      let zone = context.zone
      let sameDay = zone.isSameDay(range.start, range.end)
      if isShort {
        let today = sameDay && zone.isSameDay(range.end, context.now)
        // Minutes would not tell the ends of seconds apart.
        if today, range.duration < .minutes(2) { return "\(zone.clock(range.start))–\(zone.clock(range.end))" }
        let start = today ? zone.minute(range.start) : zone.dayAndMinute(range.start)
        return start + "–" + (sameDay ? zone.minute(range.end) : zone.dayAndMinute(range.end))
      }
      let until = sameDay ? zone.clock(range.end) : zone.dateAndMinute(range.end)
      let from = zone.dateAndMinute(range.start)
      guard sameDay, range.duration < .minutes(2) else { return "\(from) – \(until)" }
      return "\(zone.date(range.start)) \(zone.clock(range.start)) – \(until)"
    }
  }

  private func refreshText() -> String {
    guard let every = refreshEvery else { return "" }
    return isRefreshing ? " ⟳\(TimeLabel.compact(every))" : " ⟳ held"
  }

  private func clockText() -> String {
    "\(context.zone.clock(context.now)) \(context.zone.name(context.now))"
  }

  /// One word a source: a full dot answers, half a dot waits, a cross does not answer.
  private func healthRun(_ source: SourceHealth, _ brevity: HeaderBrevity) -> TextRun {
    let label = source.id.name.fitted(to: brevity < .shortTimes ? 14 : brevity < .bare ? 8 : 5)
    let gap = brevity < .terse ? " " : ""
    if source.failure != nil {
      return TextRun("\(label)\(gap)✗\(source.age(at: context.now))", Style(.error, bold: true))
    }
    if let since = source.waitingSince, context.now - since >= .seconds(1) {
      return TextRun("\(label)\(gap)◐\(TimeLabel.compact(context.now - since))", Style(.warning))
    }
    guard let milliseconds = source.milliseconds else { return TextRun("\(label)\(gap)○", .muted) }
    let latency = brevity < .terse || milliseconds >= 1000 ? TimeLabel.milliseconds(milliseconds) : ""
    return TextRun("\(label)\(gap)●\(latency)", .muted)
  }

  /// A context is as well as its worst source, which is named.
  private func groupRuns() -> [TextRun] {
    var names = [String]()
    for source in context.sources {
      if let name = context.origins[source.id], !names.contains(name) { names.append(name) }
    }
    return names.map { name in
      let own = health.filter { context.origins[$0.id] == name }
      if let bad = own.first(where: { $0.failure != nil }) {
        return TextRun("\(name)✗\(bad.id.name.fitted(to: 10))", Style(.error, bold: true))
      }
      let isSlow = own.contains { one in one.waitingSince.map { context.now - $0 >= .seconds(1) } ?? false }
      if isSlow { return TextRun("\(name)◐", Style(.warning)) }
      return TextRun("\(name)\(own.contains { $0.answeredAt != nil } ? "●" : "○")", .muted)
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
    if let jumping, let current = jumping.current {
      // What matters first: the row may have room for little.
      let waited = TimeLabel.compact(context.now - jumping.since)
      let text = "→ \(jumping.signal.rawValue) \(waited), Esc cancels · \(current.source): \(current.reason)"
      let start = min(x + 1, max(row.minX, row.maxX - 40))
      surface.fill(Rect(start, row.minY, row.maxX - start, 1))
      surface.put(text.fitted(to: row.maxX - start), at: Point(start, row.minY), Style(.warning), in: row)
    }
  }

  static let tabOrder: [(Command, PaneKind)] = [
    (.overview, .overview), (.metrics, .metrics), (.traces, .traces), (.logs, .logs),
    (.objectives, .objectives), (.probes, .probes), (.alerts, .alerts),
  ]
}

extension PaneKind {
  var title: String {
    switch self {
    case .overview: "Overview"
    case .metrics, .browser, .server: "Metrics"
    case .traces, .waterfall, .drilldown, .services, .flame, .traceServices, .comparison: "Traces"
    case .logs: "Logs"
    case .objectives, .objective: "SLOs"
    case .probes: "Probes"
    case .alerts, .runbook: "Alerts"
    case .doctor: "Doctor"
    }
  }
}

extension SourceHealth {
  /// `14s`: how old its last good answer is; nothing when there never was one.
  fileprivate func age(at now: Instant) -> String {
    answeredAt.map { TimeLabel.compact(now - $0) } ?? ""
  }
}

/// How much the top line leaves out to keep what matters: each step includes those before it.
private enum HeaderBrevity: Int, CaseIterable, Comparable {
  case whole
  /// Without the program's name.
  case anonymous
  /// Without the latency of healthy sources.
  case terse
  /// Without the date of today.
  case shortTimes
  /// Without the context's name, and with names cut short.
  case bare
  /// One word a context, while several are watched at once.
  case grouped

  static func < (a: HeaderBrevity, b: HeaderBrevity) -> Bool { a.rawValue < b.rawValue }
}

extension Zone {
  fileprivate func isSameDay(_ a: Instant, _ b: Instant) -> Bool {
    let (a, b) = (civil(a), civil(b))
    return (a.year, a.month, a.day) == (b.year, b.month, b.day)
  }

  /// `23:41`.
  fileprivate func minute(_ instant: Instant) -> String { String(clock(instant).prefix(5)) }

  /// `11-20 23:41`.
  fileprivate func date(_ instant: Instant) -> String { String(dateAndMinute(instant).prefix(10)) }

  fileprivate func dayAndMinute(_ instant: Instant) -> String { String(dateAndMinute(instant).dropFirst(5)) }
}
