internal import Analysis
public import Canvas
internal import Reports
internal import Telemetry

extension WaterfallPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard let model, let row else {
      drawWithoutTrace(in: area, on: &surface, view)
      return
    }
    let layout = WaterfallLayout(area, detailIsLarge: panel.isLarge)
    drawTitle(model, in: layout.title, on: &surface, view.context)
    if let statistics {
      drawStatistics(statistics, in: area.inset(top: 1), on: &surface)
      return
    }
    let window = zoom.window.map { $0.fromNs...$0.toNs }
    overview?.draw(in: layout.overview, on: &surface, window: window, glyphs: view.context.glyphs)
    drawRows(model, layout, on: &surface)
    if isChoosingColumns {
      drawColumnChooser(layout, on: &surface)
      return
    }
    drawDetail(model, row: row, rule: layout.rule, area: layout.detail, on: &surface, view)
    if let field = filter.field { drawFilter(field, layout, on: &surface) }
  }

  private func drawWithoutTrace(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    surface.put(" trace \(id)", at: area.origin, Style(.heading), in: area)
    let below = area.inset(left: 1, top: 2)
    if isMissing {
      surface.put("\(source) does not have this trace.", at: below.origin, Style(.warning), in: below)
      let reason = "It was sampled out, has expired, or is not stored yet (Tempo needs about 30 s). r asks again."
      Paragraph(reason, .muted).draw(in: below.inset(top: 1), on: &surface)
    } else if let preparing {
      let text = "working out the tree of \(BrowserPane.grouped(preparing)) spans …"
      surface.put(text, at: below.origin, Style(.muted), in: below)
    } else {
      SlotNotice(view, slot: .main).draw(in: below, on: &surface)
    }
  }

  private func drawTitle(
    _ model: WaterfallModel, in line: Rect, on surface: inout Surface, _ context: Context
  ) {
    let badges = badges(model)
    let tree = model.tree
    // The whole id stands in the detail; what is wrong must not be cut away here.
    let shown = line.width < 110 ? id.short : id.description
    let origin = context.origin(of: source).map { "· \($0) " } ?? ""
    let head = TextRun(" \(shown) \(origin)", Style(.link))
    let duration = TextRun("· \(Durations.text(nanoseconds: tree.durationNs)) ", Style(.text, bold: true))
    let (spans, services) = (tree.rows.count, model.services.count)
    var count = "· \(BrowserPane.grouped(spans)) span\(spans == 1 ? "" : "s") "
    if let found = model.filter { count = "· \(counted(found)) match " }
    let width = { (runs: [TextRun]) in runs.reduce(0) { $0 + $1.text.cellWidth } }
    var facts = [duration, TextRun(count, model.filter == nil ? .muted : Style(.match))]
    let more = TextRun("· \(services) service\(services == 1 ? "" : "s") ", .muted)
    let room = line.width - width([head] + facts + badges) - 3
    // The name gives way first, then the number of services: neither says what is wrong.
    if room - width([more]) >= 16 { facts.append(more) }
    let name = tree.trace.spans.isEmpty ? "" : model.mainRoot.map { tree.span(at: $0).name } ?? ""
    let free = line.width - width([head] + facts + badges) - 3
    let title = TextRun("· \(name.fitted(to: max(8, free))) ", Style(.text, bold: true))
    surface.put([head, title] + facts + badges, at: line.origin, in: line)
  }

  /// What is wrong with the trace, and what keeps parts of it from showing, with the key that ends it.
  private func badges(_ model: WaterfallModel) -> [TextRun] {
    let tree = model.tree
    var runs = [TextRun]()
    if !model.failed.isEmpty { runs.append(TextRun("· ✗\(BrowserPane.grouped(model.failed.count)) ", Style(.error, bold: true))) }
    var states = [String]()
    if tree.roots.count > 1 { states.append("\(BrowserPane.grouped(tree.roots.count)) roots") }
    if model.filter != nil, !model.hidesRest { states.append("rest shown (h)") }
    if zoom.isZoomed { states.append("zoomed \(Durations.text(nanoseconds: zoom.shown.lengthNs)) (=)") }
    switch model.folding.mode {
    case .depth(let depth): states.append("depth \(depth) of \(model.deepest) (< >)")
    case .service: states.append("by service (f)")
    case .offPath: states.append("off path folded (o)")
    case nil: break
    }
    if model.siblings.isFolded { states.append("\(BrowserPane.grouped(model.siblings.hiddenCount)) alike (x)") }
    if model.pathOnly { states.append("critical path only (z)") }
    if tree.trace.partial { states.append("◐ partial: \(tree.trace.message ?? "spans are missing")") }
    return runs + states.map { TextRun("· \($0) ", Style(.warning)) }
  }

  private func drawRows(_ model: WaterfallModel, _ layout: WaterfallLayout, on surface: inout Surface) {
    let places = WaterfallColumns(layout.rows, columns)
    let head = WaterfallColumns(layout.head, columns)
    head.drawHead(on: &surface)
    let (fromNs, toNs) = (zoom.shown.fromNs, zoom.shown.toNs)
    TimeScale(area: head.bar, fromNs: fromNs, toNs: toNs).drawTicks(on: &surface)
    let scale = TimeScale(area: places.bar, fromNs: fromNs, toNs: toNs)
    let window = scroll.visible(count: model.visible.count, height: layout.rows.height)
    let marked = markedRows
    for (offset, index) in window.enumerated() {
      let line = WaterfallRow(
        model: model, row: model.visible[index], isCursor: index == scroll.cursor,
        isMarked: marked?.contains(index) == true, columns: places, scale: scale)
      line.draw(in: layout.rows.row(offset), on: &surface)
    }
    drawArrival(model, head: head.bar, bars: places.bar, on: &surface)
  }
}
