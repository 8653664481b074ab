public import Canvas

/// Finds a command by a part of its name or help, letters in order.
public struct CommandPalette: Sendable {
  public var field = TextField()
  var selected = 0

  public init() {}

  var matches: [Command] {
    let wanted = field.text.lowercased()
    return Command.allCases
      .compactMap { command -> (Command, Int)? in
        Self.score(wanted, in: "\(command.rawValue) \(command.help)".lowercased()).map { (command, $0) }
      }
      .sorted { $0.1 < $1.1 }
      .map(\.0)
  }

  var chosen: Command? {
    let matches = matches
    return matches.indices.contains(selected) ? matches[selected] : nil
  }

  mutating func press(_ key: Key) {
    switch key {
    case .up: selected = max(0, selected - 1)
    case .down: selected = min(max(0, matches.count - 1), selected + 1)
    default: if field.handle(key) { selected = 0 }
    }
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
    let matches = matches
    if matches.isEmpty {
      surface.put("no command has these letters in this order", at: list.origin, Style(.muted, on: .raised), in: list)
    }
    let first = max(0, selected - list.height + 1)
    for (index, command) in matches.enumerated().dropFirst(first).prefix(list.height) {
      let row = list.row(index - first)
      let ground: Ground = index == selected ? .cursor : .raised
      surface.fill(row, with: Cell(" ", Style(.text, on: ground)))
      let key = keymap.keys(of: command).first?.label(in: glyphs) ?? ""
      surface.put(key.paddedLeft(to: 9), at: row.origin, Style(.key, on: ground), in: row)
      let help = command.help.fitted(to: max(0, row.width - 11 - 22))
      surface.put(help, at: Point(row.minX + 11, row.minY), Style(.text, on: ground), in: row)
      surface.put(
        command.rawValue.paddedLeft(to: 20), at: Point(row.maxX - 21, row.minY),
        Style(.muted, on: ground), in: row)
    }
  }
}
