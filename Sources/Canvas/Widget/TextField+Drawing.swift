extension TextField {
  /// Draws the part around the cursor into the first row of `rect`.
  ///
  /// - Parameters:
  ///   - placeholder: Shown muted while there is no text.
  ///   - style: The style of a character by its index: what colours query text.
  /// - Returns: Where the terminal's cursor belongs.
  @discardableResult
  public func draw(
    in rect: Rect, on surface: inout Surface, placeholder: String = "",
    style: (Int) -> Style = { _ in .text }
  ) -> Point {
    let row = rect.row(0)
    if isEmpty { surface.put(placeholder.fitted(to: row.width), at: row.origin, .muted, in: row) }
    let start = firstVisible(width: row.width)
    var x = row.minX
    var place = row.origin
    for index in start..<characters.count {
      if index == cursor { place = Point(x, row.minY) }
      let glyph = String(characters[index])
      guard x + glyph.cellWidth <= row.maxX else { return place }
      x = surface.put(glyph, at: Point(x, row.minY), style(index), in: row)
    }
    return cursor == characters.count ? Point(x, row.minY) : place
  }

  /// The character under a cell of the screen, for a mouse; the end when right of the text.
  public mutating func press(at point: Point, in rect: Rect) {
    var x = rect.minX
    var index = firstVisible(width: rect.width)
    while index < characters.count {
      x += String(characters[index]).cellWidth
      if x > point.x { break }
      index += 1
    }
    move(to: index)
  }

  /// The first character shown: as early as the cursor, with a cell of its own, allows.
  private func firstVisible(width: Int) -> Int {
    var columns = 1
    if cursor < characters.count { columns = String(characters[cursor]).cellWidth }
    var start = cursor
    while start > 0 {
      columns += String(characters[start - 1]).cellWidth
      if columns > width { break }
      start -= 1
    }
    return start
  }
}
