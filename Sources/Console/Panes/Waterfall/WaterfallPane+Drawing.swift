internal import Analysis
internal import Reports
public import Canvas
internal import Telemetry

extension WaterfallPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard let model, let row else {
      drawWithoutTrace(in: area, on: &surface, view)
      return
    }
    let layout = WaterfallLayout(area, detailIsLarge: panel.isLarge)
    drawTitle(model, in: layout.title, on: &surface)
    if let statistics {
      statistics.draw(in: area.inset(top: 1), on: &surface, skipping: statisticsOffset)
      return
    }
    drawRows(model, layout, on: &surface)
    drawDetail(model, row: row, rule: layout.rule, area: layout.detail, on: &surface, view)
  }

  private func drawWithoutTrace(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    surface.put(" trace \(id)", at: area.origin, Style(.heading), in: area)
    let below = area.inset(left: 1, top: 2)
    if isMissing {
      surface.put("\(source) does not have this trace.", at: below.origin, Style(.warning), in: below)
      let reason = "It was sampled out, has expired, or is not stored yet (Tempo needs about 30 s). r asks again."
      Paragraph(reason, .muted).draw(in: below.inset(top: 1), on: &surface)
    } else {
      SlotNotice(view, slot: .main).draw(in: below, on: &surface)
    }
  }

  private func drawTitle(_ model: WaterfallModel, in line: Rect, on surface: inout Surface) {
    let tree = model.tree
    let name = tree.mainRoot.map { tree.span(at: $0).name } ?? ""
    // The whole id stands in the detail; what is wrong must not be cut away here.
    let shown = line.width < 110 ? id.short : id.description
    let (spans, services) = (tree.rows.count, model.services.count)
    var runs = [
      TextRun(" \(shown) ", Style(.link)),
      TextRun("· \(name.fitted(to: max(16, line.width - 50))) ", Style(.text, bold: true)),
      TextRun("· \(Durations.text(nanoseconds: tree.durationNs)) ", Style(.text, bold: true)),
      TextRun("· \(spans) span\(spans == 1 ? "" : "s") · \(services) service\(services == 1 ? "" : "s") ", .muted),
    ]
    if tree.errorCount > 0 { runs.append(TextRun("· ✗\(tree.errorCount) ", Style(.error, bold: true))) }
    if tree.roots.count > 1 { runs.append(TextRun("· \(tree.roots.count) roots ", Style(.warning))) }
    if model.siblings.isFolded { runs.append(TextRun("· \(model.siblings.hiddenCount) folded (x) ", Style(.warning))) }
    if model.pathOnly { runs.append(TextRun("· critical path only (z) ", Style(.warning))) }
    if tree.trace.partial {
      runs.append(TextRun("· ◐ partial: \(tree.trace.message ?? "spans are missing") ", Style(.warning)))
    }
    surface.put(runs, at: line.origin, in: line)
  }

  private func drawRows(_ model: WaterfallModel, _ layout: WaterfallLayout, on surface: inout Surface) {
    let columns = WaterfallColumns(layout.rows)
    let head = WaterfallColumns(layout.head)
    surface.put("  span", at: head.name.origin, Style(.heading), in: head.name)
    surface.put("self".paddedLeft(to: head.selfTime.width), at: head.selfTime.origin, Style(.heading), in: head.selfTime)
    surface.put("total".paddedLeft(to: head.total.width), at: head.total.origin, Style(.heading), in: head.total)
    TimeScale(area: head.bar, fromNs: 0, toNs: model.tree.durationNs).drawTicks(on: &surface)
    let scale = TimeScale(area: columns.bar, fromNs: 0, toNs: model.tree.durationNs)
    let window = scroll.visible(count: model.visible.count, height: layout.rows.height)
    for (offset, index) in window.enumerated() {
      let row = model.visible[index]
      let line = WaterfallRow(
        model: model, row: row, isCursor: index == scroll.cursor, isMatch: matches(row),
        columns: columns, scale: scale)
      line.draw(in: layout.rows.row(offset), on: &surface)
    }
  }

  public func cursor(in area: Rect, _ view: ViewContext) -> Point? {
    let rule = WaterfallLayout(area, detailIsLarge: panel.isLarge).rule
    if panel.filter.isEditing { return filterCursor(in: rule) }
    guard let search else { return nil }
    return Point(rule.minX + 4 + search.text.cellWidth, rule.minY)
  }
}
