internal import Canvas
internal import Reports

/// A note being written, over what will be kept with it.
public struct NotePrompt: Sendable {
  /// All but its words, as they were when it was begun.
  let draft: IncidentNote
  var field = TextField()

  init(_ draft: IncidentNote) { self.draft = draft }

  var note: IncidentNote {
    var note = draft
    note.text = field.text
    return note
  }

  func draw(in area: Rect, on surface: inout Surface, _ zone: Zone) {
    let inner = Sheet.draw("Note — Enter keeps it with what follows, Esc drops it", in: area, on: &surface)
    SheetInput.draw(field, placeholder: "what this place tells; may be left empty", in: inner.row(0), on: &surface)
    let time = "\(zone.dateAndMinute(draft.observed).prefix(10)) \(zone.preciseClock(draft.observed))"
    let head = "\(time) \(zone.name(draft.observed)) · \(draft.place.onOneLine)"
    let lines = [("At", head)] + draft.facts.map { ($0.name, $0.text.onOneLine) }
    for (index, line) in lines.enumerated().prefix(max(0, inner.height - 2)) {
      let row = inner.row(index + 2)
      surface.put(line.0.padded(to: 17), at: row.origin, Style(.muted, on: .raised), in: row)
      surface.put(
        line.1.fitted(to: max(0, row.width - 17)), at: Point(row.minX + 17, row.minY), Style(.text, on: .raised),
        in: row)
    }
  }
}
