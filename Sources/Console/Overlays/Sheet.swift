internal import Canvas

/// The raised box that overlays stand on.
enum Sheet {
  /// Clears `area`, frames it, and returns the room inside.
  static func draw(_ title: String, in area: Rect, on surface: inout Surface) -> Rect {
    surface.fill(area, with: Cell(" ", Style(.text, on: .raised)))
    let style = Style(.border, on: .raised)
    guard area.width > 4, area.height > 2 else { return area }
    let bar = String(repeating: "─", count: area.width - 2)
    surface.put("┌" + bar + "┐", at: area.origin, style, in: area)
    surface.put("└" + bar + "┘", at: Point(area.minX, area.maxY - 1), style, in: area)
    for y in (area.minY + 1)..<(area.maxY - 1) {
      surface.put("│", at: Point(area.minX, y), style, in: area)
      surface.put("│", at: Point(area.maxX - 1, y), style, in: area)
    }
    surface.put(
      " " + title.fitted(to: area.width - 6) + " ", at: Point(area.minX + 2, area.minY),
      Style(.focus, on: .raised, bold: true), in: area)
    return area.inset(left: 2, top: 1, right: 2, bottom: 1)
  }

  /// A box of at most this size in the middle of the screen.
  static func area(_ size: Size, within bounds: Rect) -> Rect {
    let width = min(size.width, bounds.width)
    let height = min(size.height, bounds.height)
    return Rect(
      bounds.minX + (bounds.width - width) / 2, bounds.minY + (bounds.height - height) / 2, width,
      height)
  }
}
