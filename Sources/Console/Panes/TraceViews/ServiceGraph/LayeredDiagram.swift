internal import Analysis
internal import Canvas

/// Boxes in layers from left to right, and the calls between them as lines.
///
/// ```
///   ┌ gateway ────┐           ┌ api ────────┐
///   │ 1 span      │─┬─── 1× ─▶│ 3 spans ✗1  │
///   │ self 3 ms   │ │  6.3 s  │ self 6.2 s  │
///   └─────────────┘ │         └─────────────┘
///                   │         ┌ auth ───────┐
///                   └─── 2× ─▶│ 2 spans     │
///                       18 ms │ self 9 ms   │
///                             └─────────────┘
/// ```
///
/// Calls that meet before a box are counted together; a call over several layers runs straight
/// through those between. Calls back to an earlier layer are not drawn: `circleCount` says how many.
struct LayeredDiagram: Sendable {
  struct Box: Sendable {
    /// Two lines at most.
    var lines: [[TextRun]]
    /// Of its name.
    var role: Role
  }

  struct Calls: Sendable {
    var count: Int
    var totalNs: Int64
    var errors: Int
  }

  let layout: LayeredLayout
  private let boxes: [String: Box]
  private let calls: [LayeredLayout.Link: Calls]

  static let boxHeight = 4
  private static let leastBox = 13
  private static let leastGap = 10

  init(_ layout: LayeredLayout, boxes: [String: Box], calls: [LayeredLayout.Link: Calls]) {
    self.layout = layout
    self.boxes = boxes
    self.calls = calls
  }

  var circleCount: Int { layout.routes.count(where: \.isBackward) }

  private var layerCount: Int { max(1, layout.heights.count) }

  /// Whether the layers stand side by side in so many cells.
  func fits(_ width: Int) -> Bool {
    layerCount * Self.leastBox + (layerCount - 1) * Self.leastGap <= width
  }

  func draw(in area: Rect, on surface: inout Surface, selected: String, glyphs: GlyphSet) {
    let grid = Grid(area, layers: layerCount, top: firstRow(of: area, selected: selected))
    var lines = LineRaster()
    for route in layout.routes where !route.isBackward {
      let isNear = route.link.from == selected || route.link.to == selected
      trace(route, isNear: isNear, grid, &lines)
    }
    lines.draw(in: area, on: &surface)
    for (name, place) in layout.places {
      draw(name, in: grid.box(place), area, on: &surface, isSelected: name == selected)
    }
    drawLabels(grid, area, on: &surface, selected: selected)
  }

  /// Scrolled by whole boxes, so that the selected one shows.
  private func firstRow(of area: Rect, selected: String) -> Int {
    let seen = max(1, area.height / Self.boxHeight)
    let order = layout.places[selected]?.order ?? 0
    let most = max(0, (layout.heights.max() ?? 0) - seen)
    return min(most, max(0, order - seen + 1)) * Self.boxHeight
  }

  /// Where things stand.
  private struct Grid {
    let area: Rect
    let box: Int
    let gap: Int
    let top: Int

    init(_ area: Rect, layers: Int, top: Int) {
      self.area = area
      self.top = top
      let gaps = layers - 1
      let spare = area.width - layers * 20
      gap = gaps == 0 ? 0 : min(24, max(LayeredDiagram.leastGap, spare / gaps))
      box = min(30, (area.width - gaps * gap) / layers)
    }

    func left(_ layer: Int) -> Int { area.minX + layer * (box + gap) }

    func box(_ place: LayeredLayout.Place) -> Rect {
      Rect(left(place.layer), area.minY + place.order * LayeredDiagram.boxHeight - top, box, LayeredDiagram.boxHeight)
    }

    /// The row that lines to and from a place run in.
    func row(_ place: LayeredLayout.Place) -> Int { box(place).minY + 1 }

    /// The column in the gap after a layer in which lines from a place turn.
    func channel(_ place: LayeredLayout.Place) -> Int {
      left(place.layer) + box + 1 + place.order % max(1, min(4, gap - 9))
    }
  }

  private func trace(
    _ route: LayeredLayout.Route, isNear: Bool, _ grid: Grid, _ lines: inout LineRaster
  ) {
    for (from, to) in zip(route.places, route.places.dropFirst()) {
      let (start, end) = (grid.left(from.layer) + grid.box, grid.left(to.layer) - 1)
      let channel = grid.channel(from)
      lines.across(grid.row(from), start, channel, isNear)
      lines.down(channel, grid.row(from), grid.row(to), isNear)
      let isLast = to == route.places.last
      lines.across(grid.row(to), channel, end + (isLast ? 0 : grid.box + 1), isNear)
      if isLast { lines.arrow(Point(end, grid.row(to)), isNear) }
    }
  }

  private func draw(_ name: String, in rect: Rect, _ area: Rect, on surface: inout Surface, isSelected: Bool) {
    // A box that is cut would be taken for a whole one.
    guard let box = boxes[name], rect.minY >= area.minY, rect.maxY <= area.maxY else { return }
    surface.fill(rect)
    var frame = Frame(name, isFocused: isSelected)
    if !isSelected { frame.title = [TextRun(name, Style(box.role))] }
    let inner = frame.draw(in: rect, on: &surface)
    for (index, line) in box.lines.prefix(2).enumerated() {
      surface.put(line, at: Point(inner.minX + 1, inner.minY + index), in: inner)
    }
    if isSelected { surface.shade(inner, .cursor) }
  }

  /// Count and time of all calls that arrive at a box from the left.
  private func drawLabels(_ grid: Grid, _ area: Rect, on surface: inout Surface, selected: String) {
    var arriving: [String: Calls] = [:]
    for route in layout.routes where !route.isBackward {
      guard let call = calls[route.link] else { continue }
      let old = arriving[route.link.to] ?? Calls(count: 0, totalNs: 0, errors: 0)
      let (total, overflow) = old.totalNs.addingReportingOverflow(call.totalNs)
      arriving[route.link.to] = Calls(
        count: old.count + call.count, totalNs: overflow ? .max : total, errors: old.errors + call.errors)
    }
    for (name, call) in arriving {
      guard let place = layout.places[name], place.layer > 0 else { continue }
      let box = grid.box(place)
      guard box.minY >= area.minY, box.maxY <= area.maxY else { continue }
      let end = box.minX - 2
      let clip = Rect(end - (grid.gap - 4), box.minY, grid.gap - 4, LayeredDiagram.boxHeight)
      let count = " \(call.count)× "
      let time = Durations.text(nanoseconds: call.totalNs)
      let near = name == selected ? Style.text : .muted
      surface.put(count, at: Point(max(clip.minX, end - count.cellWidth), box.minY + 1), near, in: clip)
      guard time.cellWidth <= clip.width - 1 else { continue }
      surface.put(time, at: Point(end - time.cellWidth, box.minY + 2), near, in: clip)
    }
  }
}
