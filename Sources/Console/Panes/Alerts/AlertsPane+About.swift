internal import Analysis
internal import Canvas
internal import Telemetry

/// What is said in full about the row under the cursor.
extension AlertsPane {
  func drawAbout(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let context = view.context
    let inner = Frame(aboutTitle, kind: .rule, glyphs: context.glyphs).draw(in: area, on: &surface).inset(
      left: 1, right: 1)
    // Where there is little room the chart tells more than the end of a long expression.
    let isShort = part == .alerts && inner.height < 16
    let taken = Self.draw(aboutRuns(context), in: inner, on: &surface, each: isShort ? 1 : 3)
    guard part == .alerts else { return }
    let rest = inner.inset(top: taken)
    if let badge = SlotNotice.badge(view, slot: "chart"), rest.height > 0 {
      surface.put(badge.text.fitted(to: rest.width), at: rest.origin, badge.style, in: rest)
    } else {
      chart.draw(in: rest.rows(0, min(rest.height, 20)), on: &surface, context)
    }
  }

  private var aboutTitle: String {
    switch part {
    case .alerts: current?.entry?.alert.name ?? current?.rule?.name ?? "no alert"
    case .silences: currentSilence.map { "silence \($0.silence.id)" } ?? "no silence"
    case .applications: currentApplication?.name ?? "no application"
    case .feed:
      currentMessage.map { $0.message.title.isEmpty ? $0.message.topic : $0.message.title } ?? "no message"
    }
  }

  private func aboutRuns(_ context: Context) -> [TextRun] {
    switch part {
    case .alerts:
      switch current {
      case .alert(let entry)?: return Self.facts(of: entry, context)
      case .rule(let rule, _)?: return Self.facts(of: rule)
      case .heading?, nil: return []
      }
    case .silences: return currentSilence.map { facts(of: $0, context) } ?? []
    case .applications: return currentApplication.map(Self.facts) ?? []
    case .feed: return currentMessage.map { Self.facts(of: $0, context) } ?? []
    }
  }

  // MARK: Alerts

  static func facts(of entry: AlertEntry, _ context: Context) -> [TextRun] {
    let alert = entry.alert
    let summary = alert.annotations["summary"] ?? alert.annotations["message"] ?? ""
    let description = alert.annotations["description"] ?? ""
    let others = alert.annotations.pairs.filter {
      !["summary", "message", "description", "runbook_url"].contains($0.name) && !$0.name.hasPrefix("__")
    }
    let about = [
      TextRun(summary, Style(.text, bold: true)), TextRun(description == summary ? "" : description, .text),
    ]
    return [TextRun(standing(of: entry, context), AlertLook(alert).style)] + about + quiet(entry, context) + [
      TextRun(others.map { "\($0.name): \($0.value)" }.joined(separator: " · "), .text),
      TextRun(way(of: entry), .muted), TextRun(alert.labels.dropping(["alertname"]).description, .muted),
      TextRun(entry.expression.map { "fires when " + $0.onOneLine } ?? "", .muted),
    ]
  }

  /// `▲ firing for 12m, since 23:29:07, value 0.118`.
  private static func standing(of entry: AlertEntry, _ context: Context) -> String {
    var parts = [
      AlertLook(entry.alert).word + (entry.alert.severity.isEmpty ? "" : " (\(entry.alert.severity))")
    ]
    if let active = entry.alert.activeAt {
      let isToday = context.now - active < .hours(20)
      let since = isToday ? context.zone.clock(active) : context.zone.dateAndMinute(active)
      parts.append("for \(TimeLabel.compact(context.now - active)), since \(since)")
    }
    if let value = AlertValue.text(of: entry) { parts.append("value \(value)") }
    if let hold = entry.rule?.holdSeconds, hold > 0, entry.state == .pending {
      parts.append("fires after \(Durations.text(seconds: hold))")
    }
    return parts.joined(separator: ", ")
  }

  private static func quiet(_ entry: AlertEntry, _ context: Context) -> [TextRun] {
    entry.silences.map { silence in
      let until = context.zone.dateAndMinute(silence.end)
      return TextRun("– silenced by \(silence.createdBy) until \(until): \(silence.comment)", Style(.warning))
    }
      + (entry.inhibitors.isEmpty
        ? [] : [TextRun("– inhibited by \(entry.inhibitors.joined(separator: ", "))", Style(.warning))])
  }

  /// Where it comes from and goes to.
  private static func way(of entry: AlertEntry) -> String {
    var parts = [String]()
    if !entry.receivers.isEmpty {
      parts.append(
        "sent to \(entry.receivers.joined(separator: ", ")) by \(entry.managers.map(\.name).joined(separator: ", "))"
      )
    }
    if let rule = entry.rule, let ruler = entry.ruler { parts.append("rule of \(rule.group) on \(ruler)") }
    if let key = entry.runbookLink.flatMap({ Runbook.key(of: $0) }) { parts.append("runbook \(key) (b)") }
    return parts.joined(separator: " · ")
  }

  private static func facts(of entry: AlertBoard.RuleEntry) -> [TextRun] {
    let rule = entry.rule
    return [
      TextRun(rule.lastError.map { $0.isEmpty ? "" : "✗ " + $0 } ?? "", Style(.error)),
      TextRun(rule.annotations["summary"] ?? "", .text),
      TextRun(
        "rule of \(rule.group) on \(entry.source)"
          + (rule.holdSeconds > 0 ? " · must hold for \(Durations.text(seconds: rule.holdSeconds))" : ""),
        .muted),
      TextRun("fires when " + rule.query.onOneLine, .muted),
    ]
  }

  // MARK: The others

  private func facts(of row: SilenceRow, _ context: Context) -> [TextRun] {
    let silence = row.silence
    let (from, until) = (context.zone.dateAndMinute(silence.start), context.zone.dateAndMinute(silence.end))
    let matched = SilenceRow.summary(of: row.matched, among: board.alerts.count)
    return [
      TextRun("\(silence.createdBy): \(silence.comment)", Style(.text, bold: true)),
      TextRun(SilenceMatcherText.text(of: silence.matchers), .text),
      TextRun("from \(from) until \(until) at \(row.source)", .muted),
      TextRun(silence.state == .expired ? "over" : "keeps quiet \(matched)", .text),
    ]
  }

  private static func facts(of app: ArgoApplication) -> [TextRun] {
    let bad = app.sync == "OutOfSync" ? "what runs is not what Git says" : ""
    return [
      TextRun("\(app.sync), \(app.health)", Style(app.isInTrouble ? .warning : .good, bold: true)),
      TextRun(bad, .text),
      TextRun(
        "project \(app.project) · namespace \(app.namespace)" + (app.source.map { " · by \($0)" } ?? ""),
        .muted),
    ]
  }

  private static func facts(of row: FeedRow, _ context: Context) -> [TextRun] {
    let message = row.message
    let alert = row.alert.map { "tells of \($0.name), which is \($0.state.rawValue) now (↵ shows it)" }
    return [
      TextRun(message.message, .text),
      TextRun(
        "\(context.zone.dateAndMinute(message.time)) · topic \(message.topic) · priority \(message.priority)",
        .muted),
      TextRun(message.tags.joined(separator: ", "), .muted), TextRun(message.link, Style(.link)),
      TextRun(alert ?? "names no alert that is loaded", alert == nil ? .muted : .text),
    ]
  }
}
