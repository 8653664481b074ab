internal import Analysis
public import Canvas
internal import Telemetry

extension ObjectivePane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    drawHead(in: area.row(0), on: &surface, view)
    drawStand(in: area.row(1), on: &surface, view)
    let body = area.inset(top: 2)
    let pairs = status.alerts.count + 2
    let upper = max(pairs, body.height / 2)
    let (top, bottom) = body.split(top: upper)
    let side = max(36, min(50, area.width * 2 / 5))
    let (chart, windows) = top.split(right: side)
    drawBurnDown(in: chart.inset(right: 1), on: &surface, view)
    drawPairs(in: windows, on: &surface, view)
    let (events, labels) = bottom.split(right: side)
    drawEvents(in: events.inset(right: 1), on: &surface, view)
    let (shares, exemplars) = labels.split(bottom: exemplarRows(in: labels, view))
    drawShares(in: shares, on: &surface, view)
    drawExemplars(in: exemplars, on: &surface, view)
  }

  /// `▲ PAGE jellyfin availability 99.5% over 30d · sloth@prom · since 23:29:41 (12m)`
  private func drawHead(in row: Rect, on surface: inout Surface, _ view: ViewContext) {
    let objective = status.objective
    let state = ObjectiveText.state(status)
    var x = surface.put(" \(state.text) ", at: row.origin, state.style, in: row)
    let period = "\(ObjectiveText.percent(objective.target)) over \(WindowName.text(objective.period))"
    var texts = ["\(ObjectiveText.name(objective)) · \(period)"]
    let recorded = status.origin == .live ? "worked out live" : "recorded by \(objective.tool)"
    let origin = recorded + (objective.source.map { ", \($0)" } ?? "")
    let since = since(view.context)
    texts = [texts[0] + since + " · " + origin, texts[0] + since, texts[0]]
    let badge = SlotNotice.badge(view, of: view.slots)
    let room = row.maxX - x - (badge == nil ? 1 : min(36, row.width / 2))
    x = surface.put(TextRun.first(texts, width: room), at: Point(x, row.minY), Style(.text, bold: true), in: row)
    if let badge {
      surface.put(badge.text.fitted(to: max(0, row.maxX - x - 3)), at: Point(x + 2, row.minY), badge.style, in: row)
    }
  }

  /// ` · since 23:29:41 (12m)`, with the day where it was another; ` · for more than 1h`.
  private func since(_ context: Context) -> String {
    guard let since = status.since else {
      return status.standing.map { " · for more than \(TimeLabel.compact(context.now - $0.since))" } ?? ""
    }
    let isToday = context.now - since < .hours(20)
    let moment = isToday ? context.zone.clock(since) : context.zone.dateAndMinute(since)
    return " · since \(moment) (\(TimeLabel.compact(context.now - since)))"
  }

  /// What is left, or what would be left of another promise.
  private func drawStand(in row: Rect, on surface: inout Surface, _ view: ViewContext) {
    if let supposed { return drawSupposition(supposed, in: row, on: &surface) }
    let left = status.budgetRemaining
    guard !left.isNaN else {
      let text = status.hasNoTraffic ? " no traffic: nothing was counted in any window" : " what is left of the budget is not known: nothing records the whole period"
      surface.put(text.fitted(to: row.width), at: row.origin, .muted, in: row)
      return
    }
    let style = Style(ObjectiveText.role(status), bold: true)
    var x = surface.put(" \(ObjectiveText.left(left)) left ", at: row.origin, style, in: row)
    Gauge(left, glyphs: view.context.glyphs).draw(in: Rect(x, row.minY, 12, 1), on: &surface, style)
    x += 13
    let text = "SLI \(ObjectiveText.percent(status.sli)) · \(ObjectiveText.exhaustion(status))"
    surface.put(text.fitted(to: max(0, row.maxX - x)), at: Point(x, row.minY), .text, in: row)
  }

  private static let label = " suppose › "

  private func drawSupposition(_ field: TextField, in row: Rect, on surface: inout Surface) {
    let start = surface.put(Self.label, at: row.origin, Style(.focus, bold: true), in: row)
    field.draw(in: Rect(start, row.minY, 9, 1), on: &surface)
    let text: String
    var style = Style(.text, bold: true)
    if let status = supposition {
      text = "% → \(status.state.rawValue) · \(ObjectiveText.left(status.budgetRemaining)) left · burn 1h "
        + "\(ObjectiveText.burn(ObjectiveText.rate(status, .hours(1)))) · \(ObjectiveText.exhaustion(status))"
      style = Style(ObjectiveText.role(status), bold: true)
    } else if field.text.isEmpty {
      let promised = Numbers.trimmed(Numbers.fixed(status.objective.target * 100, 3))
      (text, style) = ("% instead of \(promised) %: what would be left of the budget?", .muted)
    } else {
      text = "% is no promise: above 0 and at most 100"
    }
    surface.put(text.fitted(to: max(0, row.maxX - start - 10)), at: Point(start + 10, row.minY), style, in: row)
  }

  public func cursor(in area: Rect, _ view: ViewContext) -> Point? {
    guard let supposed else { return nil }
    var scratch = Surface(Size(area.maxX, area.minY + 2))
    return supposed.draw(in: Rect(area.minX + Self.label.cellWidth, area.minY + 1, 9, 1), on: &scratch)
  }

  // MARK: Windows

  /// Each pair with both rates and the threshold; what fires stands out.
  private func drawPairs(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let inner = Frame("burn rates", kind: .rule, glyphs: view.context.glyphs).draw(in: area, on: &surface)
    let shown = supposition ?? status
    let table = Table(
      [
        TableColumn("", min: 8, ideal: 8), TableColumn("short", alignment: .right, min: 8, ideal: 11),
        TableColumn("long", alignment: .right, min: 8, ideal: 11),
        TableColumn("above", alignment: .right, min: 6, ideal: 7),
        TableColumn("since", alignment: .right, min: 5, ideal: 6, priority: 1),
      ], gap: 1, showsCursor: false)
    table.draw(count: shown.alerts.count, scroll: ScrollPosition(), in: inner, on: &surface) { index in
      let alert = shown.alerts[index]
      let role: Role = alert.severity == .page ? .error : .warning
      let style: Style = alert.firing ? Style(role, bold: true) : .muted
      let sign = alert.firing ? (alert.severity == .page ? "▲" : "!") : " "
      return [
        TableCell("\(sign) \(alert.severity.rawValue)", style), pairCell(alert.short, alert.shortBurn, alert),
        pairCell(alert.long, alert.longBurn, alert), TableCell(ObjectiveText.burn(alert.factor), .muted),
        TableCell(alert.since.map { TimeLabel.compact(view.context.now - $0) } ?? "", style),
      ]
    }
  }

  private func pairCell(_ window: Duration, _ rate: Double, _ alert: BudgetStatus.Alert) -> TableCell {
    let role: Role = alert.severity == .page ? .error : .warning
    return TableCell([
      TextRun(WindowName.text(window) + " ", .muted),
      TextRun(ObjectiveText.burn(rate), rate > alert.factor ? Style(role, bold: alert.firing) : .text),
    ])
  }

  // MARK: Bad events

  private func drawShares(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let window = WindowName.text(ObjectiveAnchor.window(of: status))
    let inner = Frame("bad events, last \(window)", kind: .rule, glyphs: view.context.glyphs).draw(in: area, on: &surface)
    guard !detail.shares.isEmpty else {
      let notice = absence("events.labels", view, empty: "none in this window", unknown: "by label: not told by this kind of SLI")
      surface.put(notice.text.fitted(to: inner.width), at: inner.origin, notice.style, in: inner)
      return
    }
    let table = Table(
      [
        TableColumn("label", min: 12, ideal: 20, isFlexible: true),
        TableColumn("", min: 4, ideal: 6, priority: 1), TableColumn("of all", alignment: .right, min: 6, ideal: 6),
        TableColumn("count", alignment: .right, min: 6, ideal: 7),
      ], gap: 1, showsCursor: false)
    let bar = table.widths(for: inner.width)[1] ?? 0
    table.draw(count: detail.shares.count, scroll: ScrollPosition(), in: inner, on: &surface) { index in
      let share = detail.shares[index]
      return [
        TableCell([TextRun(Self.short(share.label) + "=", .muted), TextRun(share.value.isEmpty ? "\"\"" : share.value, .text)]),
        TableCell(Gauge(share.share, glyphs: view.context.glyphs).text(width: bar), Style(.warning)),
        TableCell(ObjectiveText.left(share.share)), TableCell(Numbers.si(share.count), .muted),
      ]
    }
  }

  /// The room is short: `http_response_status_code` says as much by its last two words.
  private static func short(_ label: String) -> String {
    label.split(separator: "_").suffix(2).joined(separator: "_")
  }

  /// Why a part of the screen has nothing to show.
  func absence(_ slot: Slot, _ view: ViewContext, empty: String, unknown: String) -> TextRun {
    guard let status = view.statuses(of: slot).first else { return TextRun(" " + unknown, .muted) }
    if let failure = status.failure { return TextRun(" \(status.question.source) ✗: \(failure.message)", Style(.error)) }
    guard status.answeredAt != nil else { return TextRun(" waiting for \(status.question.source) (Esc cancels)", .muted) }
    return TextRun(" " + empty, .muted)
  }
}
