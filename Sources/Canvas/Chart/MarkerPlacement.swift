/// Markers on a plot: where they are drawn, which one is near, and the order to hop through them.
struct MarkerPlacement {
  let markers: [LineChart.Marker]
  let selected: Int?
  /// The plot of a marker's axis.
  let plot: (LineChart.Marker) -> Plot

  /// Where a marker is drawn; one above or below the range sits at the edge. `nil` outside.
  func place(of marker: LineChart.Marker) -> Point? {
    let plot = plot(marker)
    guard let column = plot.column(of: marker.point.x), let dot = plot.dotRow(of: marker.point.y)
    else { return nil }
    let row = min(max(0, dot), plot.area.height * 4 - 1) / 4
    return Point(column, plot.area.minY + row)
  }

  /// The index of the marker at or next to a cell, the nearest first.
  func marker(at point: Point) -> Int? {
    var best: (index: Int, distance: Int)?
    for (index, marker) in markers.enumerated() {
      guard let place = place(of: marker) else { continue }
      let distance = max(abs(place.x - point.x), abs(place.y - point.y))
      if distance <= 1, distance < best?.distance ?? 2 { best = (index, distance) }
    }
    return best?.index
  }

  /// The indices of the markers that have a place, by time.
  static func order(
    of markers: [LineChart.Marker], where isShown: (LineChart.Marker) -> Bool
  ) -> [Int] {
    let shown = markers.indices.filter { markers[$0].point.y.isFinite && isShown(markers[$0]) }
    return shown.sorted { (markers[$0].point.x, $0) < (markers[$1].point.x, $1) }
  }

  func draw(_ glyphs: GlyphSet, on surface: inout Surface) {
    // The selected one last, so that none covers it.
    let order = markers.indices.filter { $0 != selected } + [selected].compactMap { $0 }
    for index in order where markers.indices.contains(index) {
      guard let place = place(of: markers[index]) else { continue }
      let isSelected = index == selected
      let style = Style(markers[index].role, bold: isSelected, underline: isSelected)
      surface[place] = Cell(glyphs.pick("◆", "*"), style)
    }
  }
}
