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
    let order = MarkerPlacement.order(of: markers) { marker in
      let axis = axis(rightAxis == nil ? .left : marker.side)
      return domain.contains(marker.point.x) && (!axis.isLogarithmic || marker.point.y > 0)
    }
    return Stops.hop(order, from: index, by: offset)
  }

  func placement(_ frame: Frame) -> MarkerPlacement {
    MarkerPlacement(markers: markers, selected: selectedMarker) { marker in
      frame.plot(rightAxis == nil ? .left : marker.side)
    }
  }

  /// The place on the horizontal axis above or below which a cell lies; `nil` beside the plot.
  public func x(at point: Point, in rect: Rect) -> Double? {
    let plot = plot(in: rect)
    guard plot.area.minX <= point.x, point.x < plot.area.maxX, rect.contains(point) else {
      return nil
    }
    return plot.x(ofColumn: point.x)
  }

  /// The index of the line with a value at or next to a cell, the nearest first; of stacked areas
  /// none, for their values are not where they are drawn.
  public func line(at point: Point, in rect: Rect) -> Int? {
    let frame = frame(in: rect)
    guard frame.layout.area.contains(point) else { return nil }
    var best: (index: Int, distance: Int)?
    for (index, line) in lines.enumerated() where line.drawnShape != .stackedArea {
      let plot = frame.plot(side(of: line))
      for place in line.points {
        guard let column = plot.column(of: place.x), abs(column - point.x) <= 1,
          let row = plot.row(of: place.y)
        else { continue }
        let distance = max(abs(column - point.x), abs(row - point.y))
        if distance <= 1, distance < best?.distance ?? 2 { best = (index, distance) }
      }
    }
    return best?.index
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
