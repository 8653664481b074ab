internal import Analysis
public import Canvas
internal import Telemetry

extension DoctorPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let layout = DoctorLayout(area)
    guard total > 0 else {
      let place = area.inset(left: 1, top: 1)
      if view.isWaiting(for: .main) {
        let text = "trying every source and every tie between them; a source that is down takes its whole timeout"
        let used = Paragraph(text, .muted).draw(in: place, on: &surface)
        SlotNotice(view, slot: .main).draw(in: place.inset(top: used + 1), on: &surface)
      } else {
        SlotNotice(view, slot: .main).draw(in: place, on: &surface)
      }
      return
    }
    drawSummary(in: layout.summary, on: &surface, view)
    drawList(in: layout.list, on: &surface, view)
    drawAbout(in: layout.about, on: &surface, view)
  }

  private func drawSummary(in row: Rect, on surface: inout Surface, _ view: ViewContext) {
    var runs = [TextRun(" \(total) checks", .text)]
    runs.append(
      failing == 0
        ? TextRun(" ● all well", Style(.good)) : TextRun(" ✗ \(failing) fail", Style(.error, bold: true)))
    if let badge = SlotNotice.badge(view, slot: .main) { runs.append(TextRun("  " + badge.text, badge.style)) }
    if onlyTrouble { runs.append(TextRun("  only what can be mended", .muted)) }
    var x = row.minX
    for run in runs {
      x = surface.put(run.text.fitted(to: max(0, row.maxX - x)), at: Point(x, row.minY), run.style, in: row)
    }
  }

  private func drawList(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard !checks.isEmpty else {
      surface.put("● nothing needs a change; f shows all checks", at: area.origin, Style(.good), in: area)
      return
    }
    let table = Table(
      [
        TableColumn(" source", min: 9, ideal: 14), TableColumn("check", min: 14, ideal: 22),
        TableColumn("found", min: 20, ideal: 80, isFlexible: true),
        TableColumn("took", min: 7, ideal: 8, priority: 2),
      ], gap: 1, isFocused: true)
    table.draw(count: checks.count, scroll: scroll, in: area, on: &surface) { index in
      let check = checks[index]
      let style = Style(check.ok ? .text : .error, bold: !check.ok)
      let mark = check.ok ? (check.fix == nil ? "●" : "▲") : "✗"
      return [
        TableCell("\(mark) \(check.source)", check.ok && check.fix != nil ? Style(.warning) : style),
        TableCell(check.name, .text), TableCell(check.detail, check.ok ? .muted : .text),
        TableCell(check.milliseconds > 0 ? "\(check.milliseconds) ms" : "", .muted),
      ]
    }
  }

  /// What was found in full, what to change, and what jumps have learnt since the start.
  private func drawAbout(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let frame = Frame("about the check", glyphs: view.context.glyphs)
    var inner = frame.draw(in: area, on: &surface).inset(left: 1)
    var paragraphs = [Paragraph]()
    if let check = current {
      paragraphs.append(Paragraph("\(check.source), \(check.name): \(check.detail)", .text))
      paragraphs.append(
        check.fix.map { Paragraph("→ \($0)", Style(.key)) } ?? Paragraph("nothing to change", .muted))
    }
    let learnt = view.context.correlator.learnt.notes
    if !learnt.isEmpty {
      let text = "learnt by jumps: \(learnt.joined(separator: "; ")) (services.logLabel and services.rename keep it)"
      paragraphs.append(Paragraph(text, .muted))
    }
    for paragraph in paragraphs where inner.height > 0 {
      inner = inner.inset(top: paragraph.draw(in: inner, on: &surface))
    }
  }
}
