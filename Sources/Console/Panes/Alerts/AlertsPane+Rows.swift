internal import Analysis
internal import Canvas
internal import Telemetry

/// The rows of the four parts.
extension AlertsPane {
  func drawRows(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    switch part {
    case .alerts: drawAlerts(in: area, on: &surface, view)
    case .silences: drawSilences(in: area, on: &surface, view)
    case .applications: drawApplications(in: area, on: &surface, view)
    case .feed: drawFeed(in: area, on: &surface, view)
    }
  }

  private func drawAlerts(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let table = Table(
      [
        TableColumn(" state", min: 11, ideal: 11), TableColumn("alert", min: 22, ideal: 36, isFlexible: true),
        TableColumn("severity", min: 8, ideal: 8, priority: 1),
        TableColumn("since", alignment: .right, min: 6, ideal: 7),
        TableColumn("value", alignment: .right, min: 8, ideal: 8, priority: 2),
        TableColumn("kept quiet by", min: 14, ideal: 24, priority: 3),
      ], gap: 1, isFocused: form == nil)
    let position = scroll(of: .alerts)
    table.draw(count: lines.count, scroll: position, in: area, on: &surface) { index in
      switch lines[index] {
      case .heading: []
      case .alert(let entry): cells(of: entry, view.context)
      case .rule(let entry, let isBroken):
        Self.cells(of: entry.rule, isBroken: isBroken, view.context.originRuns(of: entry.source))
      }
    }
    let body = area.inset(top: 1)
    for (row, index) in position.visible(count: lines.count, height: body.height).enumerated() {
      guard case .heading(let text, let isBad) = lines[index] else { continue }
      let line = body.row(row)
      surface.put(
        " " + text.fitted(to: line.width - 2), at: line.origin,
        isBad ? Style(.warning, bold: true) : Style(.heading), in: line)
    }
  }

  private func cells(of entry: AlertEntry, _ context: Context) -> [TableCell] {
    let (alert, now) = (entry.alert, context.now)
    let look = AlertLook(alert)
    let about = alert.labels.serviceName ?? alert.labels["instance"] ?? ""
    let quiet =
      entry.silences.first.map { "\($0.createdBy), \(TimeLabel.compact($0.end - now)) more" }
      ?? (entry.alert.silencedBy.isEmpty ? nil : "a silence") ?? entry.inhibitors.first
    return [
      TableCell(" " + look.word, look.style),
      TableCell(
        context.originRuns(of: entry.ruler ?? alert.source) + [
          TextRun(alert.name, look.isGrave ? look.style : .text),
          TextRun(about.isEmpty ? "" : " " + about, .muted),
        ]),
      TableCell(alert.severity, look.isGrave ? look.style : .muted),
      TableCell(alert.activeAt.map { TimeLabel.compact(now - $0) } ?? "–", .muted),
      TableCell(value(of: entry) ?? "–", .muted), TableCell(quiet ?? "", .muted),
    ]
  }

  private static func cells(of rule: Rule, isBroken: Bool, _ origin: [TextRun]) -> [TableCell] {
    [
      TableCell(isBroken ? " ✗ error" : " ● at rest", isBroken ? Style(.error, bold: true) : Style(.good)),
      TableCell(origin + [TextRun(rule.name), TextRun(" " + rule.group, .muted)]),
      TableCell(rule.labels["severity"] ?? "", .muted), TableCell("–", .muted), TableCell("–", .muted),
      TableCell(""),
    ]
  }

  private func drawSilences(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let table = Table(
      [
        TableColumn(" state", min: 9, ideal: 9), TableColumn("matches", min: 24, ideal: 50, isFlexible: true),
        TableColumn("alerts", alignment: .right, min: 6, ideal: 6),
        TableColumn("ends", alignment: .right, min: 10, ideal: 10),
        TableColumn("by", min: 8, ideal: 12, priority: 1),
        TableColumn("why", min: 14, ideal: 30, priority: 2, isFlexible: true),
        TableColumn("at", min: 8, ideal: 12, priority: 3),
      ], gap: 1, isFocused: form == nil)
    table.draw(count: silences.count, scroll: scroll(of: .silences), in: area, on: &surface) { index in
      let (row, silence) = (silences[index], silences[index].silence)
      let isOver = silence.state == .expired
      let left = silence.end - view.context.now
      let ends = isOver ? "over" : "in " + TimeLabel.compact(left)
      return [
        TableCell(" " + silence.state.word, isOver ? .muted : Style(.text, bold: true)),
        TableCell(
          view.context.originRuns(of: row.source)
            + [TextRun(SilenceMatcherText.text(of: silence.matchers), isOver ? .muted : .text)]),
        TableCell(isOver ? "–" : "\(row.matched.count)"), TableCell(ends, .muted),
        TableCell(silence.createdBy),
        TableCell(silence.comment, .muted), TableCell(row.source.name, .muted),
      ]
    }
  }

  private func drawApplications(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let table = Table(
      [
        TableColumn(" application", min: 18, ideal: 30, isFlexible: true),
        TableColumn("sync", min: 11, ideal: 12),
        TableColumn("health", min: 13, ideal: 14), TableColumn("project", min: 8, ideal: 16, priority: 1),
        TableColumn("namespace", min: 9, ideal: 16, priority: 2),
      ], gap: 1, isFocused: true)
    table.draw(count: applications.count, scroll: scroll(of: .applications), in: area, on: &surface) {
      index in
      let app = applications[index]
      let style = Style(app.isInTrouble ? .warning : .text)
      let isWell = ["Healthy", "Progressing", "Suspended"].contains(app.health)
      return [
        TableCell(
          [TextRun((app.isInTrouble ? "▲" : "●") + " ", style)] + view.context.originRuns(of: app.source)
            + [TextRun(app.name, style)]),
        TableCell(app.sync, Style(app.sync == "Synced" ? .muted : .warning, bold: app.sync != "Synced")),
        TableCell((isWell ? "" : "✗ ") + app.health, Style(isWell ? .muted : .error, bold: !isWell)),
        TableCell(app.project, .muted), TableCell(app.namespace, .muted),
      ]
    }
  }

  private func drawFeed(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let table = Table(
      [
        TableColumn(" time", min: 12, ideal: 12), TableColumn("topic", min: 8, ideal: 12, priority: 2),
        TableColumn("message", min: 26, ideal: 60, isFlexible: true),
        TableColumn("alert", min: 18, ideal: 28, priority: 1),
      ], gap: 1, isFocused: true)
    table.draw(count: feed.count, scroll: scroll(of: .feed), in: area, on: &surface) { index in
      let (message, alert) = (feed[index].message, feed[index].alert)
      let time = view.context.zone.dateAndMinute(message.time).dropFirst(5)
      let isUrgent = message.priority >= 4
      return [
        TableCell(" \(time)", .muted), TableCell(message.topic, .muted),
        TableCell([
          TextRun(
            (isUrgent ? "▲ " : "") + message.title + (message.title.isEmpty ? "" : " "),
            Style(isUrgent ? .error : .text, bold: isUrgent)),
          TextRun(message.message.onOneLine, .muted),
        ]),
        alert.map { TableCell("\($0.state.rawValue) \($0.name)", AlertLook($0).style) }
          ?? TableCell("–", .muted),
      ]
    }
  }
}

/// How an alert's state is said and drawn.
struct AlertLook {
  let word: String
  let style: Style
  let isGrave: Bool

  init(_ alert: Alert) {
    isGrave = alert.state == .firing && AlertOrder.rank(ofSeverity: alert.severity) == 0
    switch alert.state {
    case .firing:
      (word, style) =
        isGrave ? ("▲ firing", Style(.error, bold: true)) : ("! firing", Style(.warning, bold: true))
    case .pending: (word, style) = ("… pending", Style(.warning))
    case .suppressed: (word, style) = (alert.silencedBy.isEmpty ? "– inhibit" : "– silenced", .muted)
    case .inactive: (word, style) = ("● at rest", Style(.good))
    }
  }
}

extension Silence.State {
  var word: String {
    switch self {
    case .active: "– active"
    case .pending: "… later"
    case .expired: "  over"
    }
  }
}
