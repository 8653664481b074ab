internal import Analysis
public import Canvas
internal import Telemetry

extension ObjectivesPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    prompt.draw(in: area.row(0), on: &surface, placeholder: "/ filters", note: note(view))
    let body = area.inset(top: 1)
    guard !rows.isEmpty else { return drawEmpty(in: body.inset(left: 1, top: 1, right: 1), on: &surface, view) }
    let mistakes = mistakes(view.context, width: body.width)
    let (list, foot) = body.split(bottom: 2 + mistakes.count)
    drawList(in: list, on: &surface, view)
    if let current { drawFoot(current, in: foot, on: &surface, view) }
    draw(mistakes, in: foot.inset(left: 1, top: 2), on: &surface)
  }

  public func cursor(in area: Rect, _ view: ViewContext) -> Point? {
    prompt.cursor(in: area.row(0), note: note(view))
  }

  /// `✗ 2 mistakes in SLO specs; see them with: nightjar slo validate slo/shop.yaml`, on as many lines as it
  /// takes: a command cut off could not be typed.
  func mistakes(_ context: Context, width: Int) -> [String] {
    let all = context.specMistakes
    guard let first = all.first else { return [] }
    let count = all.map(\.count).reduce(0, +)
    let counted = count == 1 ? "1 mistake in an SLO spec; see it with" : "\(count) mistakes in SLO specs; see them with"
    let command = "✗ \(counted): nightjar slo validate "
    let lines = [all.map(\.file).joined(separator: " "), "\(first.file) (and \(all.count - 1) files more)"].lazy
      .map { Paragraph(command + $0).lines(width: max(1, width - 2), limit: Self.mostMistakeLines + 1) }
    return Array((lines.first { $0.count <= Self.mostMistakeLines } ?? lines[0]).prefix(Self.mostMistakeLines))
  }

  private func draw(_ mistakes: [String], in area: Rect, on surface: inout Surface) {
    for (index, line) in mistakes.enumerated() {
      surface.put(line, at: area.row(index).origin, Style(.warning), in: area)
    }
  }

  /// `▲1 burn  3 objectives`.
  private func note(_ view: ViewContext) -> [TextRun] {
    var runs = [TextRun]()
    let statuses = view.slots.filter { ObjectiveFindings.isOurs($0.question.slot) }
    if !findings.statuses.isEmpty, let badge = SlotNotice.badge(view, of: statuses) {
      runs.append(TextRun(badge.text.fitted(to: 40) + "  ", badge.style))
    }
    let burning = findings.burning
    if burning > 0 { runs.append(TextRun("▲\(burning) burning ", Style(.error, bold: true))) }
    let all = findings.statuses.count
    guard all > 0 || statuses.contains(where: { $0.answeredAt != nil }) else {
      return runs + [TextRun("– objectives ", .muted)]
    }
    let shown = rows.count == all ? "\(all)" : "\(rows.count) of \(all)"
    return runs + [TextRun("\(shown) \(all == 1 ? "objective" : "objectives") ", .muted)]
  }

  private func drawEmpty(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard findings.statuses.isEmpty else {
      let isClean = prompt.isEmpty && onlyTrouble
      let text = isClean ? "● no budget burns and none is spent; f shows all" : "nothing matches the filter; Esc lists all"
      surface.put(text.fitted(to: area.width), at: area.origin, isClean ? Style(.good) : .text, in: area)
      return
    }
    SlotNotice(
      view, slot: "slo.0",
      hint: "rules of Sloth or Pyrra in a Prometheus fill this, and so do specs under slos: in the configuration "
        + "(nightjar slo rules SPEC writes such rules)"
    ).draw(in: area, on: &surface)
    let mistakes = mistakes(view.context, width: area.width + 2)
    guard area.height > 5 + mistakes.count else { return }
    draw(mistakes, in: area.split(bottom: mistakes.count).1, on: &surface)
  }

  private static let windows: [Duration] = [.minutes(5), .hours(1), .hours(6), .days(3)]

  private static let columns = [
    TableColumn(" state", min: 9, ideal: 9),
    TableColumn("objective", min: 18, ideal: 30, isFlexible: true),
    TableColumn("promised", alignment: .right, min: 8, ideal: 8, priority: 3),
    TableColumn("sli", alignment: .right, min: 8, ideal: 8, priority: 5),
    TableColumn("budget", min: 6, ideal: 12, priority: 4),
    TableColumn("left", alignment: .right, min: 6, ideal: 6),
    TableColumn("burn 5m", alignment: .right, min: 7, ideal: 7, priority: 2),
    TableColumn("1h", alignment: .right, min: 6, ideal: 6),
    TableColumn("6h", alignment: .right, min: 6, ideal: 6, priority: 7),
    TableColumn("3d", alignment: .right, min: 6, ideal: 6, priority: 8),
    TableColumn("since", alignment: .right, min: 5, ideal: 5, priority: 1),
    TableColumn("source", min: 10, ideal: 12, priority: 6),
  ]

  private func drawList(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let table = Table(Self.columns, gap: 1, isFocused: !prompt.isEditing)
    let width = table.widths(for: area.width)[4] ?? 0
    table.draw(count: rows.count, scroll: scroll, in: area, on: &surface) { index in
      let status = rows[index]
      let objective = status.objective
      let bad = Style(ObjectiveText.role(status), bold: true)
      let style: Style = ObjectiveText.isTroubled(status) ? bad : .text
      let state = ObjectiveText.state(status)
      let age = ObjectiveText.age(status, at: view.context.now)
      return [
        TableCell([TextRun(" "), state]),
        TableCell(
          view.context.originRuns(of: objective.source) + [
            TextRun(objective.service == objective.name ? "" : objective.service + " ", style),
            TextRun(objective.fullName, objective.service == objective.name ? style : .muted),
          ]),
        TableCell(ObjectiveText.percent(objective.target), .muted),
        TableCell(ObjectiveText.percent(status.sli)),
        TableCell(
          Gauge(status.budgetRemaining, glyphs: view.context.glyphs).text(width: width),
          status.budgetRemaining.isNaN ? .muted : Style(ObjectiveText.role(status))),
        TableCell(ObjectiveText.left(status.budgetRemaining), style),
      ] + Self.windows.map { burn(status, $0) } + [
        TableCell(age, style), TableCell(ObjectiveText.source(status), .muted),
      ]
    }
  }

  private func burn(_ status: BudgetStatus, _ window: Duration) -> TableCell {
    let rate = ObjectiveText.rate(status, window)
    let fires = status.alerts.contains { $0.firing && ($0.short == window || $0.long == window) }
    return TableCell(
      ObjectiveText.burn(rate), fires ? Style(ObjectiveText.role(status), bold: true) : rate > 1 ? .text : .muted)
  }

  /// What the row under the cursor is, in words.
  private func drawFoot(_ status: BudgetStatus, in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let objective = status.objective
    let period = "over \(WindowName.text(objective.period))"
    let origin = status.origin == .live ? "worked out live" : "recorded by \(objective.tool)"
    let place = objective.source.map { status.origin == .live ? " from raw metrics of \($0)" : " in \($0)" } ?? ": no data yet"
    let first = " \(ObjectiveText.name(objective)): \(ObjectiveText.percent(objective.target)) \(period), \(origin)\(place)"
    surface.put(first.fitted(to: area.width), at: area.row(0).origin, .muted, in: area)
    let left = status.budgetRemaining.isNaN ? "budget unknown" : "\(ObjectiveText.left(status.budgetRemaining)) of the budget left"
    let second = " \(left) · \(ObjectiveText.exhaustion(status))"
    surface.put(second.fitted(to: area.width), at: area.row(1).origin, .text, in: area)
  }
}
