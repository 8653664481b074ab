/// Rows in columns, as many as are seen: rows are asked for one by one, so a list of a quarter of a
/// million costs no more than one of twenty.
public struct Table: Sendable {
  public var columns: [TableColumn]
  public var showsHeader: Bool
  /// Blanks between columns.
  public var gap: Int
  /// Whether the table has the keyboard: its cursor row is drawn stronger.
  public var isFocused: Bool
  /// Whether there is a cursor at all.
  public var showsCursor: Bool

  public init(
    _ columns: [TableColumn], showsHeader: Bool = true, gap: Int = 2, isFocused: Bool = false,
    showsCursor: Bool = true
  ) {
    self.columns = columns
    self.showsHeader = showsHeader
    self.gap = max(0, gap)
    self.isFocused = isFocused
    self.showsCursor = showsCursor
  }

  /// Rows that fit below the header: the `height` for `ScrollPosition`.
  public func height(in rect: Rect) -> Int { max(0, rect.height - (showsHeader ? 1 : 0)) }

  /// The row at a cell of the screen; `nil` on the header and below the last.
  public func row(at point: Point, count: Int, scroll: ScrollPosition, in rect: Rect) -> Int? {
    guard rect.contains(point) else { return nil }
    let visible = scroll.visible(count: count, height: height(in: rect))
    let row = visible.lowerBound + point.y - rect.minY - (showsHeader ? 1 : 0)
    return visible.contains(row) ? row : nil
  }

  /// Draws the header and the rows in sight. `row` gives the cells of a row, in the order of
  /// `columns`; missing cells stay blank.
  public func draw(
    count: Int, scroll: ScrollPosition, in rect: Rect, on surface: inout Surface,
    row: (Int) -> [TableCell]
  ) {
    let places = places(width: rect.width)
    if showsHeader {
      let titles = columns.map { TableCell($0.title, Style(.heading)) }
      draw(titles, places, in: rect.row(0), on: &surface)
    }
    let body = rect.inset(top: showsHeader ? 1 : 0)
    let settled = scroll.settled(count: count, height: body.height)
    for (line, index) in settled.visible(count: count, height: body.height).enumerated() {
      let area = body.row(line)
      draw(row(index), places, in: area, on: &surface)
      if showsCursor, index == settled.cursor {
        surface.shade(area, isFocused ? .cursor : .selection)
      }
    }
  }

  private func draw(
    _ cells: [TableCell], _ places: [Place], in area: Rect, on surface: inout Surface
  ) {
    for place in places where cells.indices.contains(place.column) {
      let runs = cells[place.column].fitted(to: place.width, columns[place.column].alignment)
      let clip = Rect(area.minX + place.x, area.minY, place.width, area.height).intersection(area)
      surface.put(runs, at: clip.origin, in: clip)
    }
  }
}
