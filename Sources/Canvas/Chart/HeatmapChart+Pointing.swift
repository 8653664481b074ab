extension HeatmapChart {
  /// What a cell of the screen stands for.
  public struct Hit: Hashable, Sendable {
    /// The nearest moment that is drawn there.
    public var x: Double
    /// The values from the lowest to the highest band of the cell.
    public var values: ClosedRange<Double>
    /// The count the cell shows; zero where it is empty.
    public var count: Double
  }

  /// The moment and band under a cell; `nil` beside the plot and where no band is.
  public func hit(at point: Point, in rect: Rect) -> Hit? {
    let plot = plot(in: rect)
    guard plot.area.contains(point) else { return nil }
    let width = columnWidth ?? HeatmapGrid.usualDistance(columns)
    let (x, y) = (point.x - plot.area.minX, point.y - plot.area.minY)
    var best: Hit?
    for column in columns
    where HeatmapGrid.columns(of: column.x, width: width, in: plot).contains(x) {
      let bands = column.bands.filter { HeatmapGrid.rows(of: $0, in: plot).contains(y) }
      guard let lower = bands.map(\.lower).min(), let upper = bands.map(\.upper).max() else {
        continue
      }
      let count = bands.reduce(0) { $1.count > 0 ? $0 + $1.count : $0 }
      if count >= best?.count ?? 0 { best = Hit(x: column.x, values: lower...upper, count: count) }
    }
    return best
  }

  /// The column nearest to `x`, if one lies within its width of it.
  public func column(at x: Double) -> Column? {
    let width = columnWidth ?? HeatmapGrid.usualDistance(columns)
    let near = columns.filter { abs($0.x - x) <= width }
    return near.min { abs($0.x - x) < abs($1.x - x) }
  }

  /// The moments of all columns in the domain, ascending: where a crosshair can rest.
  public var stops: [Double] { crosshairStops.places }

  /// The stop `offset` columns right of `x` (left when negative), ending at the edges; from nowhere,
  /// the last one. `nil` without columns.
  public func stop(from x: Double?, by offset: Int) -> Double? {
    crosshairStops.stop(from: x, by: offset)
  }

  private var crosshairStops: Stops { Stops(columns.map(\.x).filter { domain.contains($0) }) }

  /// Where a marker is drawn; one above or below the range sits at the edge. `nil` outside.
  public func place(of marker: LineChart.Marker, in plot: Plot) -> Point? {
    placement(plot).place(of: marker)
  }

  /// The index of the marker at or next to a cell, the nearest first.
  public func marker(at point: Point, in rect: Rect) -> Int? {
    placement(plot(in: rect)).marker(at: point)
  }

  /// The marker `offset` places after `index` in time (before when negative) among those that are
  /// drawn, ending at the edges; from nowhere, the first or, going back, the last.
  public func marker(from index: Int?, by offset: Int) -> Int? {
    let order = MarkerPlacement.order(of: markers) { marker in
      domain.contains(marker.point.x) && (!isLogarithmic || marker.point.y > 0)
    }
    return Stops.hop(order, from: index, by: offset)
  }

  func placement(_ plot: Plot) -> MarkerPlacement {
    MarkerPlacement(markers: markers, selected: selectedMarker) { _ in plot }
  }
}
