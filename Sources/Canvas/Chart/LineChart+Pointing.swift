extension LineChart {
  /// Where a marker is drawn; one above or below the range sits at the edge. `nil` outside.
  public func place(of marker: Marker, in plot: Plot) -> Point? {
    guard let column = plot.column(of: marker.point.x), let dot = plot.dotRow(of: marker.point.y)
    else { return nil }
    let row = min(max(0, dot), plot.area.height * 4 - 1) / 4
    return Point(column, plot.area.minY + row)
  }

  /// The index of the marker at or next to a cell, the nearest first.
  public func marker(at point: Point, in rect: Rect) -> Int? {
    let plot = plot(in: rect)
    var best: (index: Int, distance: Int)?
    for (index, marker) in markers.enumerated() {
      guard let place = place(of: marker, in: plot) else { continue }
      let distance = max(abs(place.x - point.x), abs(place.y - point.y))
      if distance <= 1, distance < best?.distance ?? 2 { best = (index, distance) }
    }
    return best?.index
  }

  /// The places of all points that have a value, ascending, each once: where a crosshair can rest.
  public var stops: [Double] {
    var stops = [Double]()
    for line in lines {
      for point in line.points where point.y.isFinite && domain.contains(point.x) {
        stops.append(point.x)
      }
    }
    stops.sort()
    var unique = [Double]()
    for stop in stops where stop != unique.last { unique.append(stop) }
    return unique
  }

  /// The stop `offset` points right of `x` (left when negative), ending at the edges; from nowhere,
  /// the last stop. `nil` without points.
  public func stop(from x: Double?, by offset: Int) -> Double? {
    let stops = stops
    guard let last = stops.last else { return nil }
    guard let x else { return last }
    // Index of the first stop at or after x; between two stops a step to the right lands on it.
    let next = stops.firstIndex { $0 >= x } ?? stops.count
    let isOnStop = next < stops.count && stops[next] == x
    let (sum, overflow) = next.addingReportingOverflow(
      isOnStop || offset <= 0 ? offset : offset - 1)
    return stops[overflow ? (offset < 0 ? 0 : stops.count - 1) : min(max(0, sum), stops.count - 1)]
  }

  /// For every line its point nearest to `x`, if it has one within `maxGap` of it.
  public func points(at x: Double) -> [ChartPoint?] {
    lines.map { line in
      let near = line.points.filter { $0.y.isFinite && abs($0.x - x) <= (maxGap ?? .infinity) }
      return near.min { abs($0.x - x) < abs($1.x - x) }
    }
  }
}
