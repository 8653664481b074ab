internal import Canvas
internal import Reports

/// The marks, to give this place a letter or to go to one.
public struct MarksPage: Sendable {
  enum Purpose: Sendable { case set, go }

  var purpose: Purpose
  var selected = 0

  init(_ purpose: Purpose) { self.purpose = purpose }

  /// Moves; `false` when the key means something else. Letters are the marks' own.
  mutating func press(_ key: Key, count: Int) -> Bool {
    switch key {
    case .down: selected = min(max(0, count - 1), selected + 1)
    case .up: selected = max(0, selected - 1)
    case .home: selected = 0
    case .end: selected = max(0, count - 1)
    default: return false
    }
    return true
  }

  private var title: String {
    switch purpose {
    case .set: "Mark this place — a letter or digit marks it, Esc closes"
    case .go: "Marks — its letter or Enter goes there, - takes it off, Esc closes"
    }
  }

  func draw(in area: Rect, on surface: inout Surface, _ marks: [Mark], _ zone: Zone) {
    let inner = Sheet.draw(title, in: area, on: &surface)
    if marks.isEmpty {
      surface.put("no marks yet", at: inner.origin, Style(.muted, on: .raised), in: inner)
    }
    let first = max(0, selected - inner.height + 1)
    for (index, mark) in marks.enumerated().dropFirst(first).prefix(inner.height) {
      let row = inner.row(index - first)
      let ground: Ground = index == selected && purpose == .go ? .cursor : .raised
      surface.fill(row, with: Cell(" ", Style(.text, on: ground)))
      surface.put(String(mark.letter), at: row.origin, Style(.key, on: ground, bold: true), in: row)
      let note = PlaceText.span(mark.link.span, zone)
      let room = max(0, row.width - note.cellWidth - 5)
      surface.put(
        mark.title.onOneLine.fitted(to: room), at: Point(row.minX + 3, row.minY), Style(.text, on: ground), in: row)
      surface.put(note, at: Point(row.maxX - note.cellWidth - 1, row.minY), Style(.muted, on: ground), in: row)
    }
  }
}
