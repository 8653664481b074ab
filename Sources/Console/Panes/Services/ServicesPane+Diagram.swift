internal import Analysis
internal import Canvas
internal import Telemetry

/// The map drawn as boxes and lines, the cursor's part of it in sight.
extension ServicesPane {
  func drawDiagram(in layout: ServicesLayout, on surface: inout Surface, _ view: ViewContext) {
    drawReading(in: layout.reading, on: &surface)
    let area = layout.diagram.inset(left: 1, right: 1)
    let room = Size(area.width, area.height)
    let drawing = drawing.flatMap { $0.room == room ? $0 : nil } ?? makeDrawing(room)
    let (isBrief, diagram) = (drawing.isBrief, drawing.diagram)
    let picked = diagram.line(of: edge)
    let target = picked.map { Rect($0.label.x, $0.label.y, 1, 1) } ?? diagram.area(ofService: selected)
    let pencil = DiagramPencil(area: area, origin: diagram.origin(showing: target, in: area))
    drawLines(diagram, picked, pencil, on: &surface)
    drawLabels(diagram, isBrief: isBrief, pencil, on: &surface)
    for box in diagram.boxes { draw(box, diagram, pencil, on: &surface) }
    pencil.drawOverflow(diagram.size, on: &surface)
  }

  /// The diagram for a room, with whole labels where they fit.
  struct Drawing: Sendable {
    var room: Size
    var isBrief: Bool
    var diagram: ServiceDiagram
  }

  /// Made when the map changes; again only for a screen of another size.
  func makeDrawing(in context: Context) -> Drawing {
    let area = ServicesLayout(FrameLayout(context.size).body).diagram.inset(left: 1, right: 1)
    return makeDrawing(Size(area.width, area.height))
  }

  private func makeDrawing(_ room: Size) -> Drawing {
    let whole = makeDiagram(isBrief: false, height: room.height)
    guard whole.size.width > room.width else { return Drawing(room: room, isBrief: false, diagram: whole) }
    return Drawing(room: room, isBrief: true, diagram: makeDiagram(isBrief: true, height: room.height))
  }

  private func makeDiagram(isBrief: Bool, height: Int) -> ServiceDiagram {
    func boxWidth(_ name: String) -> Int { min(24, max(name.cellWidth + 1, subtitle(name).cellWidth)) }
    func labelWidth(_ id: ServiceMap.Edge.ID) -> Int { label(id, isBrief: isBrief).cellWidth }
    let roomy = ServiceDiagram(shown, layout, gap: 1, boxWidth: boxWidth, labelWidth: labelWidth)
    guard roomy.size.height > height else { return roomy }
    return ServiceDiagram(shown, layout, gap: 0, boxWidth: boxWidth, labelWidth: labelWidth)
  }

  private func label(_ id: ServiceMap.Edge.ID, isBrief: Bool) -> String {
    model.edge(id).map { ServiceText.label($0, isSampled: model.isSampled, isBrief: isBrief) } ?? ""
  }

  /// `1.7/s ✗5.9%`, or what it is that tells nothing of itself.
  private func subtitle(_ service: String) -> String {
    let node = ServiceText.node(model.node(service))
    guard node.isEmpty, let health = model.services.first(where: { $0.service == service }) else { return node }
    let errors = health.errorRatio > 0 ? " ✗\(ServiceText.share(health.errorRatio))" : ""
    let isSampled = model.isSampled && health.source == nil
    return ServiceText.rate(health.rate, isSampled: isSampled) + errors
  }

  // MARK: Lines

  private func drawLines(
    _ diagram: ServiceDiagram, _ picked: ServiceDiagram.Line?, _ pencil: DiagramPencil, on surface: inout Surface
  ) {
    for (point, line) in diagram.cells.cells {
      pencil.put(LineCells.glyph(line), at: point, Style(line.isHeavy ? .error : .border), on: &surface)
    }
    for line in diagram.lines {
      let isTroubled = model.edge(line.edge)?.isTroubled == true
      let style = Style(isTroubled ? .error : .text, bold: isTroubled)
      pencil.put(line.isBackward ? "◂" : "▸", at: line.head, style, on: &surface)
    }
    guard let picked else { return }
    for point in picked.path {
      guard let line = diagram.cells.cells[point] else { continue }
      pencil.put(LineCells.glyph(line), at: point, Style(.focus, bold: true), on: &surface)
    }
    pencil.put(picked.isBackward ? "◂" : "▸", at: picked.head, Style(.focus, bold: true), on: &surface)
  }

  private func drawLabels(
    _ diagram: ServiceDiagram, isBrief: Bool, _ pencil: DiagramPencil, on surface: inout Surface
  ) {
    for line in diagram.lines {
      let isTroubled = model.edge(line.edge)?.isTroubled == true
      let text = label(line.edge, isBrief: isBrief)
      guard !text.isEmpty else { continue }
      var style = Style(isTroubled ? .error : .muted, bold: isTroubled)
      if line.edge == edge { style = Style(isTroubled ? .error : .text, on: .cursor, bold: true) }
      pencil.put(" \(text) ", at: Point(line.label.x - 1, line.label.y), style, on: &surface)
    }
  }

  // MARK: Boxes

  private func draw(
    _ box: ServiceDiagram.Box, _ diagram: ServiceDiagram, _ pencil: DiagramPencil, on surface: inout Surface
  ) {
    let isPicked = box.service == selected && edge == nil
    let health = model.services.first { $0.service == box.service }
    let isBad = health?.isTroubled == true
    let isVirtual = model.node(box.service) != .service
    let role: Role = isPicked ? .focus : isBad ? .error : isVirtual ? .muted : .border
    pencil.frame(box.area, Style(role, bold: isPicked || isBad), isDashed: isVirtual, on: &surface)
    let inner = box.area.inset(left: 1, top: 1, right: 1, bottom: 1)
    let mark = isBad ? "▲" : diagram.selfCalls.contains(box.service) ? "⟳" : box.service == focus ? "●" : " "
    let ground: Ground = isPicked ? .cursor : .plain
    let name = (mark + box.service).fitted(to: inner.width).padded(to: inner.width)
    pencil.put(name, at: inner.origin, Style(isBad ? .error : .text, on: ground, bold: true), on: &surface)
    let text = (" " + subtitle(box.service)).fitted(to: inner.width)
    let style = Style(health?.errorRatio ?? 0 > 0.01 ? .error : .muted)
    pencil.put(text, at: Point(inner.minX, inner.minY + 1), style, on: &surface)
  }

  // MARK: The reading

  /// What the cursor is on, with every number and its unit.
  private func drawReading(in row: Rect, on surface: inout Surface) {
    let (rate, latency) = model.isSampled ? ("", "longest") : (" req/s", "p99")
    var text = ""
    var isBad = false
    if let edge = currentEdge {
      isBad = edge.isTroubled
      let calls = model.isSampled
        ? ServiceText.rate(edge.rate, isSampled: true) : ServiceText.known(edge.rate) { Numbers.si($0) } + rate
      text = "\(edge.client) → \(edge.server)  \(calls) · \(ServiceText.share(edge.errorRatio)) errors · "
        + "\(latency) \(ServiceText.seconds(edge.p99))"
    } else if let service = current {
      isBad = service.isTroubled
      let kind = ServiceText.node(model.node(service.service))
      let callers = shown.callers(of: service.service).count
      let callees = shown.callees(of: service.service).count
      text = "\(service.service)\(kind.isEmpty ? "" : " (\(kind))")  "
        + "\(ServiceText.rate(service.rate, isSampled: model.isSampled && service.source == nil)) · "
        + "\(ServiceText.share(service.errorRatio)) errors · p99 \(ServiceText.seconds(service.p99)) · "
        + "called by \(callers), calls \(callees)"
    }
    let mark = isBad ? " ▲" : "  "
    surface.put((mark + text).fitted(to: row.width), at: row.origin, Style(isBad ? .error : .text), in: row)
  }
}

/// Draws in a diagram's own cells onto the part of the screen that shows some of them.
struct DiagramPencil {
  let area: Rect
  /// The diagram's cell in the upper left corner of `area`.
  let origin: Point

  private func place(_ point: Point) -> Point {
    Point(area.minX + point.x - origin.x, area.minY + point.y - origin.y)
  }

  func put(_ text: String, at point: Point, _ style: Style, on surface: inout Surface) {
    surface.put(text, at: place(point), style, in: area)
  }

  func put(_ glyph: Character, at point: Point, _ style: Style, on surface: inout Surface) {
    let place = place(point)
    guard area.contains(place) else { return }
    surface[place] = Cell(glyph, style)
  }

  /// A box; dashed around what sends no spans.
  func frame(_ rect: Rect, _ style: Style, isDashed: Bool, on surface: inout Surface) {
    let (across, down): (Character, Character) = isDashed ? ("┄", "┆") : ("─", "│")
    for x in rect.minX..<rect.maxX {
      put(across, at: Point(x, rect.minY), style, on: &surface)
      put(across, at: Point(x, rect.maxY - 1), style, on: &surface)
    }
    for y in rect.minY..<rect.maxY {
      put(down, at: Point(rect.minX, y), style, on: &surface)
      put(down, at: Point(rect.maxX - 1, y), style, on: &surface)
    }
    put("┌", at: rect.origin, style, on: &surface)
    put("┐", at: Point(rect.maxX - 1, rect.minY), style, on: &surface)
    put("└", at: Point(rect.minX, rect.maxY - 1), style, on: &surface)
    put("┘", at: Point(rect.maxX - 1, rect.maxY - 1), style, on: &surface)
  }

  /// Marks at the edges behind which there is more.
  func drawOverflow(_ size: Size, on surface: inout Surface) {
    let style = Style(.key, bold: true)
    if origin.x > 0 { surface.put("‹", at: Point(area.minX - 1, area.minY + area.height / 2), style) }
    if origin.x + area.width < size.width {
      surface.put("›", at: Point(area.maxX, area.minY + area.height / 2), style)
    }
    if origin.y > 0 { surface.put("▴", at: Point(area.minX - 1, area.minY), style) }
    if origin.y + area.height < size.height {
      surface.put("▾", at: Point(area.minX - 1, area.maxY - 1), style)
    }
  }
}
