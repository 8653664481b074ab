internal import Analysis
public import Canvas
internal import Telemetry

extension AlertsPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let layout = AlertsLayout(area)
    prompt.draw(in: layout.prompt, on: &surface, placeholder: "/ filters", note: note(view))
    if count(of: part) == 0 {
      drawEmpty(in: layout.list.inset(left: 1, top: 1, right: 1), on: &surface, view)
    } else {
      drawRows(in: layout.list, on: &surface, view)
    }
    if let form {
      form.draw(in: layout.about, on: &surface, view.context)
    } else if let ending {
      drawEnding(ending, in: layout.about, on: &surface, view.context)
    } else {
      drawAbout(in: layout.about, on: &surface, view)
    }
  }

  /// `Alerts 4 ▲1  Silences 1  Argo CD 1  ntfy 5`, the one on screen lit.
  func note(_ view: ViewContext) -> [TextRun] {
    var runs = [TextRun]()
    let statuses = view.slots.filter {
      $0.question.slot == part.slot || (part == .alerts && $0.question.slot == "groups")
    }
    if count(of: part) > 0, let badge = SlotNotice.badge(view, of: statuses) {
      runs.append(TextRun(badge.text.fitted(to: 30) + "  ", badge.style))
    }
    for part in Part.allCases {
      let isLit = part == self.part
      runs.append(TextRun(part.title, isLit ? Style(.focus, bold: true, underline: true) : .muted))
      let isKnown = number(of: part) > 0 || view.slots.contains { $0.question.slot == part.slot && $0.answeredAt != nil }
      runs.append(TextRun(isKnown ? " \(number(of: part))" : " –", .muted))
      if part == .alerts, firing.grave > 0 {
        runs.append(TextRun(" ▲\(firing.grave)", Style(.error, bold: true)))
      }
      runs.append(TextRun("  "))
    }
    return runs
  }

  private func number(of part: Part) -> Int {
    part == .alerts ? lines.count { $0.entry != nil } : count(of: part)
  }

  private func drawEmpty(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let statuses = view.statuses(of: part.slot)
    if !prompt.isEmpty, statuses.contains(where: { $0.answeredAt != nil }) {
      surface.put("nothing matches the filter; Esc lists all", at: area.origin, .text, in: area)
      return
    }
    guard let words = calm(view), statuses.contains(where: { $0.answeredAt != nil && $0.failure == nil })
    else {
      if statuses.isEmpty {
        surface.put(part.missing.fitted(to: area.width), at: area.origin, .muted, in: area)
      } else {
        SlotNotice(view, slot: part.slot).draw(in: area, on: &surface)
      }
      return
    }
    surface.put(words, at: area.origin, Style(.good), in: area)
    let failed = statuses.filter { $0.failure != nil }
    if let badge = failed.isEmpty ? nil : SlotNotice.badge(view, of: failed) {
      surface.put(badge.text.fitted(to: area.width), at: area.row(1).origin, badge.style, in: area)
    }
  }

  /// What an empty list means when everybody answered; `nil` where it means that something is missing.
  private func calm(_ view: ViewContext) -> String? {
    switch part {
    case .alerts: "● nothing fires or is about to; f shows the rules at rest"
    case .silences: "● nothing is silenced; f shows silences that are over"
    case .applications:
      applicationsBySource.values.allSatisfy(\.isEmpty)
        ? nil : "● every application is in sync and healthy; f shows all"
    case .feed: messages.values.allSatisfy(\.isEmpty) ? nil : "no message"
    }
  }

  private func drawEnding(_ row: SilenceRow, in area: Rect, on surface: inout Surface, _ context: Context) {
    let inner = Frame(
      "end the silence at \(row.source)", isFocused: true, kind: .rule, glyphs: context.glyphs
    )
    .draw(in: area, on: &surface).inset(left: 1, right: 1)
    let runs = [
      TextRun(SilenceMatcherText.text(of: row.silence.matchers), .text),
      TextRun("\(row.silence.createdBy): \(row.silence.comment)", .muted),
      TextRun("keeps quiet " + SilenceRow.summary(of: row.matched, among: board.alerts.count), .text),
      TextRun("End it? They will be heard again. Enter does it, Esc keeps it", Style(.warning, bold: true)),
    ]
    Self.draw(runs, in: inner, on: &surface)
  }

  /// Paragraphs, each in its style; empty ones are left out.
  ///
  /// - Returns: Rows taken.
  @discardableResult
  static func draw(_ runs: [TextRun], in area: Rect, on surface: inout Surface, each limit: Int = 3) -> Int {
    var y = area.minY
    for run in runs where !run.text.isEmpty && y < area.maxY {
      let lines =
        limit == 1
        ? [run.text.fitted(to: area.width)]
        : Paragraph(run.text).lines(width: area.width, limit: min(limit, area.maxY - y))
      for line in lines {
        surface.put(line, at: Point(area.minX, y), run.style, in: area)
        y += 1
      }
    }
    return y - area.minY
  }
}

extension AlertsPane.Part {
  var title: String {
    switch self {
    case .alerts: "Alerts"
    case .silences: "Silences"
    case .applications: "Argo CD"
    case .feed: "ntfy"
    }
  }

  var slot: Slot {
    switch self {
    case .alerts: "rules"
    case .silences: "silences"
    case .applications: "argo"
    case .feed: "feed"
    }
  }

  /// What would fill a part that nobody can be asked for.
  var missing: String {
    switch self {
    case .alerts, .applications: "no source can answer this: add a data source of type prometheus"
    case .silences: "no Alertmanager here: add a data source of type alertmanager"
    case .feed: "no ntfy here: add a data source of type ntfy with jsonData: {topics: [name]}"
    }
  }
}
