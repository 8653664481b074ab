extension LineChart {
  /// Where a marker is drawn; one above or below the range sits at the edge. `nil` outside.
  ///
  /// - Parameter plot: Of the marker's axis.
  public func place(of marker: Marker, in plot: Plot) -> Point? {
    MarkerPlacement(markers: [marker], selected: nil) { _ in plot }.place(of: marker)
  }

  /// The index of the marker at or next to a cell, the nearest first.
  public func marker(at point: Point, in rect: Rect) -> Int? {
    placement(frame(in: rect)).marker(at: point)
  }

  /// The marker `offset` places after `index` in time (before when negative) among those that are
  /// drawn, ending at the edges; from nowhere, the first or, going back, the last.
  public func marker(from index: Int?, by offset: Int) -> Int? {
    placement(frame(in: Rect(0, 0, 80, 24))).marker(from: index, by: offset)
  }

  func placement(_ frame: Frame) -> MarkerPlacement {
    MarkerPlacement(markers: markers, selected: selectedMarker) { marker in
      frame.plot(rightAxis == nil ? .left : marker.side)
    }
  }

  /// The place on the horizontal axis of a cell of the plot; `nil` beside it.
  public func x(at point: Point, in rect: Rect) -> Double? {
    let layout = frame(in: rect).layout
    guard point.x >= layout.area.minX, point.x < layout.area.maxX, rect.contains(point) else {
      return nil
    }
    return plot(in: rect).x(ofColumn: point.x)
  }

  /// The places of all points that have a value, ascending, each once: where a crosshair can rest.
  public var stops: [Double] { crosshairStops.places }

  /// The stop `offset` points right of `x` (left when negative), ending at the edges; from nowhere,
  /// the last stop. `nil` without points.
  public func stop(from x: Double?, by offset: Int) -> Double? {
    crosshairStops.stop(from: x, by: offset)
  }

  private var crosshairStops: Stops {
    Stops(
      lines.flatMap { line in
        line.points.filter { $0.y.isFinite && domain.contains($0.x) }.map(\.x)
      })
  }

  /// For every line its point nearest to `x`, if it has one within `maxGap` of it.
  public func points(at x: Double) -> [ChartPoint?] {
    lines.map { line in
      let near = line.points.filter { $0.y.isFinite && abs($0.x - x) <= (maxGap ?? .infinity) }
      return near.min { abs($0.x - x) < abs($1.x - x) }
    }
  }
}
