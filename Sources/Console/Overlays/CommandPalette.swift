public import Canvas

/// Finds a command by a part of its name or help, letters in order. After `ctx` it lists the contexts.
public struct CommandPalette: Sendable {
  /// A context, and what it asks.
  public struct ContextRow: Hashable, Sendable {
    public var name: String
    public var sources: String
    public var isPresent: Bool
  }

  enum Entry: Equatable {
    case context(ContextRow)
    case command(Command)
  }

  public var field = TextField()
  public let contexts: [ContextRow]
  var selected = 0

  public init(contexts: [ContextRow] = []) { self.contexts = contexts }

  /// What is typed after `ctx`; `nil` when that is not the first word.
  var wantedContext: String? {
    let text = field.text.drop { $0 == " " }
    guard text.lowercased().hasPrefix("ctx"), text.count == 3 || text.dropFirst(3).first == " " else { return nil }
    return String(text.dropFirst(3).drop { $0 == " " })
  }

  /// Commands; after `ctx` the contexts that are meant.
  var entries: [Entry] {
    guard let wanted = wantedContext, !contexts.isEmpty else { return matches.map(Entry.command) }
    // Nobody switches to where they are: the present one comes last.
    let meant = contexts.filter { !$0.isPresent } + contexts.filter(\.isPresent)
    let rows = meant.compactMap { row in
      Self.score(wanted.lowercased(), in: row.name.lowercased()).map { (row, $0) }
    }
    return rows.enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }
      .map { .context($0.element.0) }
  }

  var matches: [Command] {
    let wanted = field.text.lowercased()
    return Command.allCases
      .compactMap { command -> (Command, Int)? in
        Self.score(wanted, in: "\(command.rawValue) \(command.help)".lowercased()).map { (command, $0) }
      }
      .sorted { $0.1 < $1.1 }
      .map(\.0)
  }

  var chosenEntry: Entry? {
    let entries = entries
    return entries.indices.contains(selected) ? entries[selected] : nil
  }

  var chosen: Command? {
    if case .command(let command)? = chosenEntry { command } else { nil }
  }

  mutating func press(_ key: Key) {
    switch key {
    case .up: selected = max(0, selected - 1)
    case .down: selected = min(max(0, entries.count - 1), selected + 1)
    case .tab: complete()
    default: if field.handle(key) { selected = 0 }
    }
  }

  /// The whole name of what is chosen, in place of what is typed.
  private mutating func complete() {
    let text: String? =
      switch chosenEntry {
      case .context(let row): "ctx " + row.name
      case .command(let command): command.rawValue
      case nil: nil
      }
    guard let text else { return }
    field = TextField()
    field.insert(text)
    selected = 0
  }

  /// How far the letters of `wanted` lie apart in `text`, beginning included; `nil` when they do
  /// not all occur in order. Lower is better; below zero when they stand together.
  static func score(_ wanted: String, in text: String) -> Int? {
    if let found = text.firstRange(of: wanted), !wanted.isEmpty {
      return text.distance(from: text.startIndex, to: found.lowerBound) - 1000
    }
    var position = text.startIndex
    var score = 0
    for letter in wanted where letter != " " {
      guard let found = text[position...].firstIndex(of: letter) else { return nil }
      score += text.distance(from: position, to: found)
      position = text.index(after: found)
    }
    return score
  }

  func draw(in area: Rect, on surface: inout Surface, _ keymap: Keymap, _ glyphs: GlyphSet) {
    let inner = Sheet.draw("Commands — Enter does it, Esc closes", in: area, on: &surface)
    SheetInput.draw(field, placeholder: "letters of a command, in order", in: inner.row(0), on: &surface)
    let list = inner.inset(top: 1)
    let entries = entries
    if entries.isEmpty {
      let text = wantedContext == nil ? "no command has these letters in this order" : "no context is called so"
      surface.put(text, at: list.origin, Style(.muted, on: .raised), in: list)
    }
    let first = max(0, selected - list.height + 1)
    for (index, entry) in entries.enumerated().dropFirst(first).prefix(list.height) {
      let row = list.row(index - first)
      let ground: Ground = index == selected ? .cursor : .raised
      surface.fill(row, with: Cell(" ", Style(.text, on: ground)))
      let (key, help, name) = Self.texts(of: entry, keymap, glyphs)
      surface.put(key.paddedLeft(to: 9), at: row.origin, Style(.key, on: ground), in: row)
      surface.put(
        help.fitted(to: max(0, row.width - 11 - 22)), at: Point(row.minX + 11, row.minY), Style(.text, on: ground),
        in: row)
      surface.put(
        name.fitted(to: 20).paddedLeft(to: 20), at: Point(row.maxX - 21, row.minY), Style(.muted, on: ground), in: row)
    }
  }

  private static func texts(
    of entry: Entry, _ keymap: Keymap, _ glyphs: GlyphSet
  ) -> (key: String, help: String, name: String) {
    switch entry {
    case .command(let command):
      (keymap.keys(of: command).first?.label(in: glyphs) ?? "", command.help, command.rawValue)
    case .context(let row):
      (row.isPresent ? "●" : "", "\(row.name): \(row.sources)", "ctx \(row.name)")
    }
  }
}
