extension Surface {
  /// Puts another picture onto this one, its top left corner at `point`; what lies outside is cut off.
  public mutating func place(_ picture: Surface, at point: Point) {
    for y in 0..<picture.size.height {
      for x in 0..<picture.size.width {
        self[Point(point.x + x, point.y + y)] = picture[Point(x, y)]
      }
    }
  }
}
