internal import Analysis
internal import Canvas
internal import Reports
internal import Telemetry

extension State {
  mutating func beginNote() -> [Effect] {
    overlay = .note(NotePrompt(draft))
    return []
  }

  /// A note about this place without words yet.
  private var draft: IncidentNote {
    let anchor = place.pane.anchor(in: context)
    let range = place.window.range(at: context.now)
    // No two notes are of the same nanosecond: that is their name.
    let taken = kept.notes.map(\.written).max()
    let written = taken.map { max(context.now, $0 + .nanoseconds(1)) } ?? context.now
    return IncidentNote(
      written: written, observed: anchor?.moment ?? range.end, text: "", place: maskedTitle, context: name,
      link: link, facts: NoteFacts(self).facts)
  }

  mutating func pressInNote(_ key: Key, _ prompt: inout NotePrompt) -> [Effect] {
    guard key == .enter else {
      _ = prompt.field.handle(key)
      overlay = .note(prompt)
      return []
    }
    overlay = nil
    let note = prompt.note
    kept.add(note)
    let key = keymap.keys(of: .notes).first?.label ?? Command.notes.rawValue
    let count = kept.notes.count == 1 ? "1 note" : "\(kept.notes.count) notes"
    message = "noted; \(key) shows \(count)" + untilWhen
    return keep(note.record)
  }

  mutating func openNotes() -> [Effect] {
    guard !kept.notes.isEmpty else {
      let key = keymap.keys(of: .addNote).first?.label ?? Command.addNote.rawValue
      message = "there are no notes yet; \(key) writes one about this place"
      return []
    }
    overlay = .notes(NotesPage())
    return []
  }

  mutating func pressInNotes(_ key: Key, _ page: inout NotesPage) -> [Effect] {
    if page.file != nil { return pressInFileName(key, &page) }
    if page.press(key, count: kept.notes.count) {
      overlay = .notes(page)
      return []
    }
    let (asked, notes) = (page.asked, kept.notes)
    page.asked = nil
    overlay = .notes(page)
    guard notes.indices.contains(page.selected) else { return [] }
    switch key {
    case .enter:
      overlay = nil
      return open(notes[page.selected].link)
    case .character("d"), .delete:
      return asked == .one ? delete([notes[page.selected]], page) : ask(.one, page)
    case .character("D"): return asked == .all ? delete(notes, page) : ask(.all, page)
    case .character("s"):
      page.file = TextField(timelineName)
      overlay = .notes(page)
    case .character("y"):
      overlay = nil
      let effect = Effect.copy(timeline.markdown)
      message = "copied the timeline of \(Self.count(notes))"
      return [effect]
    default: break
    }
    return []
  }

  private mutating func ask(_ question: NotesPage.Question, _ page: NotesPage) -> [Effect] {
    var page = page
    page.asked = question
    overlay = .notes(page)
    return []
  }

  private mutating func delete(_ notes: [IncidentNote], _ page: NotesPage) -> [Effect] {
    for note in notes { kept.remove(note) }
    var page = page
    page.selected = min(page.selected, max(0, kept.notes.count - 1))
    overlay = kept.notes.isEmpty ? nil : .notes(page)
    message = notes.count == 1 ? "the note is gone" : "\(Self.count(notes)) are gone"
    return notes.flatMap { keepNoLonger($0.record) }
  }

  private mutating func pressInFileName(_ key: Key, _ page: inout NotesPage) -> [Effect] {
    guard key == .enter, let path = page.file?.text, !path.allSatisfy(\.isWhitespace) else {
      _ = page.file?.handle(key)
      overlay = .notes(page)
      return []
    }
    overlay = nil
    let bytes = Array(timeline.markdown.utf8)
    return serve([.save(SavedFile(path: path, contents: Self.count(kept.notes), blockCount: 1) { _ in bytes })])
  }

  private static func count(_ notes: [IncidentNote]) -> String {
    notes.count == 1 ? "1 note" : "\(notes.count) notes"
  }

  /// `incident-2026-11-20.md`: the day of the first thing seen.
  private var timelineName: String {
    let day = kept.notes.first.map { context.zone.dateAndMinute($0.observed).prefix(10) } ?? ""
    return "incident-\(day).md"
  }

  /// The notes as the timeline of the incident.
  var timeline: IncidentTimeline {
    let (zone, state) = (localZone, self)
    return IncidentTimeline(
      title: name, notes: kept.notes,
      local: IncidentTimeline.LocalTime(name: zone.name, offsetSeconds: zone.offsetSeconds)
    ) { link in
      state.context.grafana == nil ? nil : state.exploreLink(of: link)?.text
    }
  }
}
