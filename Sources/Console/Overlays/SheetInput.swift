internal import Canvas

/// The line of a sheet that is typed into: `› zone`.
enum SheetInput {
  static func draw(_ field: TextField, placeholder: String = "", in row: Rect, on surface: inout Surface) {
    let x = surface.put("› ", at: row.origin, Style(.key, on: .raised), in: row)
    let place = Rect(x, row.minY, max(0, row.maxX - x), 1)
    let end = field.draw(in: place, on: &surface, placeholder: placeholder) { _ in Style(.text, on: .raised) }
    surface.shade(row, .raised)
    // The terminal's own cursor belongs to the panes; a sheet marks the place itself.
    surface.shade(Rect(end.x, end.y, 1, 1).intersection(row), .cursor)
  }
}
