/// Text in one style: a line on the screen is a list of these.
public struct TextRun: Hashable, Sendable {
  public var text: String
  public var style: Style

  public init(_ text: String, _ style: Style = .text) {
    self.text = text
    self.style = style
  }
}

extension Surface {
  /// Writes runs one after the other, cut at the edge of `clip`.
  ///
  /// - Returns: The column after the last cell written.
  @discardableResult
  public mutating func put(_ runs: [TextRun], at point: Point, in clip: Rect) -> Int {
    var x = point.x
    for run in runs where x < clip.maxX {
      let end = put(run.text, at: Point(x, point.y), run.style, in: clip)
      // Where a wide glyph was cut one column is free: what follows must not slip into it.
      if end == clip.maxX - 1, run.text.cellWidth > end - x { return end }
      x = end
    }
    return x
  }
}
