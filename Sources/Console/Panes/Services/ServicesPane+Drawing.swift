internal import Analysis
public import Canvas
internal import Telemetry

extension ServicesPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let layout = ServicesLayout(area)
    prompt.draw(in: layout.prompt, on: &surface, placeholder: "/ filters by name", note: note(view))
    guard !model.services.isEmpty else {
      return drawAbsence(in: area.inset(left: 1, top: 2, right: 1), on: &surface, view)
    }
    guard part != .diagram else { return drawDiagram(in: layout, on: &surface, view) }
    drawTable(in: layout.table, on: &surface, view)
    drawNeighbours(in: layout, on: &surface, view)
  }

  public func cursor(in area: Rect, _ view: ViewContext) -> Point? {
    prompt.cursor(in: ServicesLayout(area).prompt, note: note(view))
  }

  /// `9 services · rates over 5m · worst first`.
  func note(_ view: ViewContext) -> [TextRun] {
    guard !model.services.isEmpty else { return [] }
    let count = rows.count == model.services.count ? "\(rows.count)" : "\(rows.count) of \(model.services.count)"
    let isNarrow = view.context.size.width < 100
    let told: TextRun =
      switch model.origin {
      case .metrics: TextRun("rates over \(TimeLabel.compact(Self.window))", .muted)
      case .sample(let traces):
        TextRun("\(isNarrow ? "" : "connections ")sampled from \(traces) \(traces == 1 ? "trace" : "traces")", Style(.warning))
      case .nothing: TextRun("no connections known", Style(.warning))
      }
    // Two clusters' services of one name are one row here: whose they are stands on Overview.
    let joined = view.context.origins.isEmpty ? "" : "joined by name · "
    let text = [TextRun("\(count) services · \(joined)", .muted), told, TextRun(" · \(order.title) ", .muted)]
    let telling = view.slots.filter { $0.question.slot != "graph" || model.origin != .metrics }
    guard let badge = SlotNotice.badge(view, of: telling) else { return text }
    // Beside a failure there is no room for what the person sees anyhow.
    let rest = isNarrow ? [told, TextRun(" ")] : text
    return [TextRun(badge.text.fitted(to: max(20, view.context.size.width / 3)) + "  ", badge.style)] + rest
  }

  // MARK: Nothing to show

  /// Why there is nothing, what was looked for and what would make it.
  private func drawAbsence(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    var lines: [(String, Style)] = []
    let statuses = view.slots.filter { $0.pendingSince != nil || $0.failure != nil }
    for status in statuses {
      let source = status.question.source
      if let failure = status.failure, status.pendingSince == nil {
        let text = "\(source) ✗: \(failure.message)"
        if !lines.contains(where: { $0.0 == text }) { lines.append((text, Style(.error))) }
      } else if let since = status.pendingSince {
        let waited = TimeLabel.compact(view.context.now - since)
        lines.append(("waiting for \(source) \(waited) (Esc cancels)", .muted))
      }
    }
    if !statuses.contains(where: { $0.pendingSince != nil }) { lines += Self.absence }
    var y = 0
    for (text, style) in lines {
      for part in Paragraph(text).lines(width: area.width, limit: 4) where y < area.height {
        surface.put(part, at: area.row(y).origin, style, in: area)
        y += 1
      }
    }
  }

  private static var absence: [(String, Style)] {
    [
      ("no service was found: neither metrics nor traces of this range tell of one", .text),
      ("looked for traces_service_graph_request_total and, for the table, for "
        + ServiceReader.metricNames.joined(separator: ", "), .muted),
      ("Tempo's metrics-generator writes them with its processors service-graphs and span-metrics; "
        + "the OTel Collector with its connectors servicegraph and spanmetrics", .muted),
      ("} doubles the range, which traces are looked for in; r asks again", Style(.key)),
    ]
  }

  // MARK: The table

  private func drawTable(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard !rows.isEmpty else {
      let text = "no service has this in its name; Esc lists all"
      surface.put(text.fitted(to: area.width - 1), at: Point(area.minX + 1, area.minY + 1), .text, in: area)
      return
    }
    let columns = [
      TableColumn(" service", min: 15, ideal: 22, isFlexible: true),
      TableColumn(model.isSampled && findings.allSatisfy { $1.family.value == nil } ? "calls" : "req/s",
        alignment: .right, min: 5, ideal: 6, priority: 1),
      TableColumn("errors", alignment: .right, min: 6, ideal: 6),
      TableColumn("p50", alignment: .right, min: 6, ideal: 7, priority: 3),
      TableColumn("p99", alignment: .right, min: 6, ideal: 7),
      TableColumn("", min: 6, ideal: 14, priority: 2),
    ]
    let table = Table(columns, gap: 1, isFocused: part == .table && !prompt.isEditing)
    let width = table.widths(for: area.width)[5] ?? 0
    let slowest = rows.map(\.p99).filter(\.isFinite).max() ?? 0
    table.draw(count: rows.count, scroll: scroll, in: area, on: &surface) { index in
      cells(rows[index], slowest: slowest, barWidth: width, view.context.glyphs)
    }
  }

  private func cells(_ service: ServiceHealth, slowest: Double, barWidth: Int, _ glyphs: GlyphSet) -> [TableCell] {
    let isBad = service.isTroubled
    let style = Style(isBad ? .error : .text, bold: isBad)
    let node = ServiceText.node(model.node(service.service))
    let mark = service.service == focus ? "▸" : isBad ? "▲" : " "
    let name = [TextRun(mark + service.service, style)] + (node.isEmpty ? [] : [TextRun(" \(node)", .muted)])
    let share = slowest > 0 && service.p99.isFinite ? service.p99 / slowest : 0
    let hasErrors = service.errorRatio > 0.01
    return [
      TableCell(name), TableCell(ServiceText.known(service.rate) { Numbers.si($0) }),
      TableCell(
        (hasErrors ? "✗" : "") + ServiceText.share(service.errorRatio),
        Style(hasErrors ? .error : .muted, bold: hasErrors)),
      TableCell(ServiceText.seconds(service.p50), .muted), TableCell(ServiceText.seconds(service.p99), style),
      TableCell(
        Gauge(share, showsTrack: false, glyphs: glyphs).text(width: barWidth),
        Style(isBad ? .error : .series(0))),
    ]
  }

  // MARK: Neighbours

  private enum NeighbourRow {
    case heading(String)
    case edge(ServiceMap.Edge)
  }

  private func neighbourRows(_ service: String) -> [NeighbourRow] {
    let (callers, callees) = (shown.callers(of: service), shown.callees(of: service).filter { $0.server != service })
    let isUser = model.node(service) != .service
    let none = model.map.edges.isEmpty ? "nothing known" : "nobody"
    return [.heading("called by \(callers.isEmpty ? (isUser ? "–" : none) : "\(callers.count)")")]
      + callers.map(NeighbourRow.edge)
      + [.heading("calls \(callees.isEmpty ? none : "\(callees.count)")")] + callees.map(NeighbourRow.edge)
  }

  private func drawNeighbours(in layout: ServicesLayout, on surface: inout Surface, _ view: ViewContext) {
    guard let selected, !rows.isEmpty else { return }
    let kind = ServiceText.node(model.node(selected))
    let frame = Frame(
      kind.isEmpty ? selected : "\(selected) · \(kind)", isFocused: part == .neighbours,
      kind: layout.isWide ? .box : .rule, glyphs: view.context.glyphs)
    let inner = frame.draw(in: layout.neighbours, on: &surface)
    guard !model.map.edges.isEmpty else { return drawNoEdges(in: inner.inset(left: 1, right: 1), on: &surface, view) }
    let all = neighbourRows(selected)
    let columns = [
      TableColumn(" neighbour", min: 14, ideal: 20, isFlexible: true),
      TableColumn(model.isSampled ? "calls" : "req/s", alignment: .right, min: 5, ideal: 6),
      TableColumn("errors", alignment: .right, min: 6, ideal: 6),
      TableColumn(model.isSampled ? "longest" : "p99", alignment: .right, min: 7, ideal: 7),
    ]
    let cursor = all.firstIndex { if case .edge(let edge) = $0 { edge.id == self.edge } else { false } }
    let table = Table(columns, gap: 1, isFocused: part == .neighbours, showsCursor: cursor != nil)
    table.draw(count: all.count, scroll: ScrollPosition(cursor: cursor ?? 0), in: inner, on: &surface) { index in
      switch all[index] {
      case .heading(let text): [TableCell(text, Style(.heading))]
      case .edge(let edge): neighbourCells(edge, of: selected)
      }
    }
    let below = inner.inset(left: 1, top: all.count + 2, right: 1)
    if model.isSampled { draw([Self.wherefrom], in: below, on: &surface) }
  }

  private static let wherefrom =
    "there is no traces_service_graph_request_total here: Tempo's metrics-generator (processor service-graphs) "
    + "and the OTel Collector (connector servicegraph) write it"

  private func neighbourCells(_ edge: ServiceMap.Edge, of service: String) -> [TableCell] {
    let name = edge.server == service ? edge.client : edge.server
    let kinds = [ServiceText.node(model.node(name)), ServiceText.connection(edge.connection)].filter { !$0.isEmpty }
    let style = Style(edge.isTroubled ? .error : .text, bold: edge.isTroubled)
    return [
      TableCell([
        TextRun((edge.isTroubled ? " ✗" : "  ") + name, style),
        TextRun(kinds.isEmpty ? "" : " \(kinds.joined(separator: ", "))", .muted),
      ]),
      TableCell(ServiceText.known(edge.rate) { Numbers.si($0) }),
      TableCell(ServiceText.share(edge.errorRatio), Style(edge.isTroubled ? .error : .muted)),
      TableCell(ServiceText.seconds(edge.p99), style),
    ]
  }

  /// Span metrics without a service graph, and no traces either.
  private func drawNoEdges(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let isWaiting = view.slots.contains { $0.pendingSince != nil }
    let text = "who calls whom is not known: no trace of this range tells of it either"
    draw(isWaiting ? ["looking for who calls whom …"] : [Self.wherefrom, text], in: area, on: &surface)
  }

  private func draw(_ lines: [String], in area: Rect, on surface: inout Surface) {
    let parts = lines.flatMap { Paragraph($0).lines(width: area.width, limit: 5) }
    guard area.height > 0 else { return }
    for (y, part) in parts.prefix(area.height).enumerated() {
      surface.put(part, at: area.row(y).origin, .muted, in: area)
    }
  }
}
