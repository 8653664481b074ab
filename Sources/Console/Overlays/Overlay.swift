internal import Analysis
internal import Canvas
internal import Telemetry
internal import Reports

/// A sheet over the panes that has the keyboard until it closes.
public enum Overlay: Sendable {
  case help(HelpPage)
  case palette(CommandPalette)
  case jumps(JumpMenu)
  case queries(QueryPage)
  case range(RangeChooser)
  case places(PlacesPage)
  case marks(MarksPage)
  case note(NotePrompt)
  case notes(NotesPage)

  mutating func paste(_ text: String) {
    switch self {
    case .palette(var palette):
      palette.field.insert(text)
      self = .palette(palette)
    case .range(var chooser):
      chooser.field.insert(text)
      self = .range(chooser)
    case .note(var prompt):
      prompt.field.insert(text)
      self = .note(prompt)
    case .notes(var page):
      page.file?.insert(text)
      self = .notes(page)
    default: break
    }
  }
}

extension Overlay {
  /// Whether what is pasted goes into a field of it.
  var takesText: Bool {
    switch self {
    case .palette, .range, .note: true
    case .notes(let page): page.file != nil
    default: false
    }
  }
}

extension State {
  /// Gives a key to the sheet on top. `Esc` closes any of them.
  mutating func pressInOverlay(_ key: Key) -> [Effect] {
    if key == .escape || key == .control("c") {
      overlay = nil
      return []
    }
    switch overlay {
    case .help(var page):
      let limit = HelpPage.overflow(of: keymap, on: place.pane.kind, in: FrameLayout(screen).body)
      overlay = page.scroll(key, limit: limit) ? .help(page) : nil
      return []
    case .queries(var page): return pressInQueries(key, &page)
    case .palette(var palette): return pressInPalette(key, &palette)
    case .jumps(var menu): return pressInJumps(key, &menu)
    case .range(var chooser): return pressInRange(key, &chooser)
    case .places(var page): return pressInPlaces(key, &page)
    case .marks(var page): return pressInMarks(key, &page)
    case .note(var prompt): return pressInNote(key, &prompt)
    case .notes(var page): return pressInNotes(key, &page)
    case nil: return []
    }
  }

  private mutating func pressInPalette(_ key: Key, _ palette: inout CommandPalette) -> [Effect] {
    guard key == .enter else {
      palette.press(key)
      overlay = .palette(palette)
      return []
    }
    overlay = nil
    switch palette.chosenEntry {
    case .command(let command): return perform(command)
    case .context(let row): return switchContext(to: row.name)
    case nil: break
    }
    if let wanted = palette.wantedContext { return switchContext(to: wanted) }
    message = "no command matches \u{201C}\(palette.field.text)\u{201D}"
    return []
  }

  private mutating func pressInJumps(_ key: Key, _ menu: inout JumpMenu) -> [Effect] {
    guard key == .enter else {
      menu.press(key)
      overlay = .jumps(menu)
      return []
    }
    overlay = nil
    switch menu.chosen {
    case .success(let jump):
      if case .exemplars = jump.query { return self.jump(to: .traces) }
      return follow([jump])
    case .failure(let refusal): message = "no way to \(refusal.to.rawValue): \(refusal.reason)"
    case nil: message = "no jump chosen"
    }
    return []
  }

  private mutating func pressInQueries(_ key: Key, _ page: inout QueryPage) -> [Effect] {
    let entries = queryEntries
    switch key {
    case .character("y"), .character("c"):
      overlay = nil
      guard entries.indices.contains(page.selected) else { return [] }
      let entry = entries[page.selected]
      return serve([.copy(key == .character("y") ? entry.text : entry.commandLine)])
    case .character("l"):
      overlay = nil
      return serve([.copy(link.text)])
    case .character("g"):
      overlay = nil
      guard let exploreLink else {
        message = "Grafana's Explore has nothing like this place: it has no query"
        return []
      }
      return serve([.copy(exploreLink.text)])
    default:
      overlay = page.press(key, count: entries.count) ? .queries(page) : nil
      return []
    }
  }

  /// The queries of the place, then links to it.
  var queryEntries: [QueryPage.Entry] {
    QueryPage.entries(of: place, statuses: board.statuses(of: place.id), context)
      + QueryPage.entries(of: link, exploreLink, context)
  }

  private mutating func pressInRange(_ key: Key, _ chooser: inout RangeChooser) -> [Effect] {
    guard key == .enter else {
      chooser.press(key)
      overlay = .range(chooser)
      return []
    }
    switch chooser.window(now: context.now, zone: context.zone) {
    case .success(let window):
      overlay = nil
      return setWindow(window)
    case .failure(let problem):
      chooser.problem = problem.message
      overlay = .range(chooser)
      return []
    }
  }
}
