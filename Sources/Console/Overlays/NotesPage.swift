internal import Canvas
internal import Reports
internal import Telemetry

/// All notes by the time of what was seen.
public struct NotesPage: Sendable {
  /// What must be pressed twice, as it cannot be undone.
  enum Question: Sendable { case one, all }

  var selected = 0
  var asked: Question?
  /// The name of the file to save to, while it is typed.
  var file: TextField?

  public init() {}

  /// Moves; `false` when the key means something else.
  mutating func press(_ key: Key, count: Int) -> Bool {
    let last = max(0, count - 1)
    switch key {
    case .down, .character("j"): selected = min(last, selected + 1)
    case .up, .character("k"): selected = max(0, selected - 1)
    case .pageDown: selected = min(last, selected + 5)
    case .pageUp: selected = max(0, selected - 5)
    case .home: selected = 0
    case .end, .character("G"): selected = last
    default: return false
    }
    asked = nil
    return true
  }

  private var title: String {
    switch asked {
    case .one?: "Notes — d again deletes this one, any other key keeps it"
    case .all?: "Notes — D again deletes all of them, any other key keeps them"
    case nil where file != nil: "Notes — Enter saves the timeline, Esc does not"
    case nil: "Notes — Enter goes there, s saves, y copies, d D delete, Esc closes"
    }
  }

  func draw(in area: Rect, on surface: inout Surface, _ notes: [IncidentNote], _ zone: Zone) {
    var inner = Sheet.draw(title, in: area, on: &surface)
    if let file {
      SheetInput.draw(file, placeholder: "a name that ends in .md", in: inner.row(0), on: &surface)
      inner = inner.inset(top: 1)
    }
    let visible = max(1, inner.height / 2)
    let first = max(0, selected - visible + 1)
    for (index, note) in notes.enumerated().dropFirst(first).prefix(visible) {
      let ground: Ground = asked == .all ? .alert : index != selected ? .raised : asked == .one ? .alert : .cursor
      Self.draw(note, in: inner.rows((index - first) * 2, 2), on: &surface, ground, zone)
    }
  }

  private static func draw(
    _ note: IncidentNote, in rows: Rect, on surface: inout Surface, _ ground: Ground, _ zone: Zone
  ) {
    surface.fill(rows, with: Cell(" ", Style(.text, on: ground)))
    let time = "\(zone.dateAndMinute(note.observed).prefix(10)) \(zone.preciseClock(note.observed))  "
    let x = surface.put(time, at: rows.origin, Style(.key, on: ground), in: rows.row(0))
    let words = note.text.isEmpty ? "(no words)" : note.text
    surface.put(
      words.fitted(to: max(0, rows.maxX - x)), at: Point(x, rows.minY),
      Style(note.text.isEmpty ? .muted : .text, on: ground, bold: true), in: rows.row(0))
    let seen = [note.place] + note.facts.filter { shown.contains($0.name) }.map(\.text)
    surface.put(
      seen.map(\.onOneLine).joined(separator: " · ").fitted(to: max(0, rows.width - 2)),
      at: Point(rows.minX + 2, rows.minY + 1), Style(.muted, on: ground), in: rows.row(1))
  }

  /// Facts that say most in a line.
  private static let shown: Set<String> = ["Value", "Service", "Operation", "Line", "Under the cursor"]
}
