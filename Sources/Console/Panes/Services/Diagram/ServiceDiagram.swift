internal import Analysis
internal import Canvas

/// A service map as boxes and lines on cells of its own, callers left of whom they call.
///
/// ```
///   ┌─────────┐                    ┌────────────┐
///   │ gateway │─┬─ 1.7/s ✗6% 8s ─▸│ jellyfin   │
///   │ 1.9/s   │ │                  │ 1.7/s ✗6%  │
///   └─────────┘ │                  └────────────┘
///   ┊ box       └─ 0.2/s 40ms ────▸┌ …            every line ends at a row of its own
///               ┊ track  ┊ label ┊ head
/// ```
struct ServiceDiagram: Sendable {
  struct Box: Sendable {
    var service: String
    var area: Rect
  }

  struct Line: Sendable {
    var edge: ServiceMap.Edge.ID
    var path: [Point]
    /// Where the label begins, and where the head stands.
    var label: Point
    var head: Point
    /// It closes a circle: it runs from right to left.
    var isBackward: Bool
  }

  let size: Size
  let boxes: [Box]
  let lines: [Line]
  let cells: LineCells
  /// Services that call themselves.
  let selfCalls: Set<String>

  /// - Parameters:
  ///   - boxWidths: Cells the texts of a box take, without its border.
  ///   - labelWidths: Cells the label of an edge takes.
  init(
    _ map: ServiceMap, _ layout: LayeredLayout, gap: Int = 1, boxWidth: (String) -> Int,
    labelWidth: (ServiceMap.Edge.ID) -> Int
  ) {
    var build = ServiceDiagramBuild(map, layout)
    build.measureLayers(boxWidth: boxWidth, labelWidth: labelWidth)
    build.stack(gap: gap)
    build.draw()
    size = build.size
    boxes = build.boxes
    lines = build.lines
    cells = build.cells
    selfCalls = Set(map.edges.filter { $0.client == $0.server }.map(\.client))
  }

  /// The cells a cursor takes.
  func area(ofService service: String?) -> Rect? { boxes.first { $0.service == service }?.area }

  func line(of edge: ServiceMap.Edge.ID?) -> Line? { edge.flatMap { id in lines.first { $0.edge == id } } }

  /// The cell in the upper left corner so that `target` is in the middle as far as there is something
  /// on all sides; what fits is centred.
  func origin(showing target: Rect?, in area: Rect) -> Point {
    func start(_ length: Int, _ room: Int, _ middle: Int) -> Int {
      length <= room ? -(room - length) / 2 : min(max(0, middle - room / 2), length - room)
    }
    let x = target.map { ($0.minX + $0.maxX) / 2 } ?? 0
    let y = target.map { ($0.minY + $0.maxY) / 2 } ?? 0
    return Point(start(size.width, area.width, x), start(size.height, area.height, y))
  }
}
