internal import Analysis
internal import Canvas
internal import Reports
internal import Telemetry

/// The exact queries behind the place: text, source, why it was asked, and a command line for each.
public struct QueryPage: Sendable {
  struct Entry: Sendable {
    var title: String
    var text: String
    var commandLine: String
  }

  var selected = 0

  public init() {}

  /// Moves; `false` when the key closes the page.
  mutating func press(_ key: Key, count: Int) -> Bool {
    switch key {
    case .down, .character("j"): selected = min(max(0, count - 1), selected + 1)
    case .up, .character("k"): selected = max(0, selected - 1)
    default: return false
    }
    return true
  }

  static func entries(of place: Place, statuses: [SlotStatus], _ context: Context) -> [Entry] {
    statuses.compactMap { status in
      let query = status.question.query
      guard let text = query.text ?? CommandLineFor.subject(of: query) else { return nil }
      let about = place.pane.explanation(of: status.question, in: context) ?? status.question.slot.name
      var title = "\(status.question.source) · \(about)"
      if let jump = status.jump ?? (status.question.slot == .main ? place.arrivedBy : nil) {
        title += " · \(jump.strength.name): \(jump.reason)"
      }
      return Entry(
        title: title, text: text, commandLine: CommandLineFor(status.question.query).text)
    }
  }

  /// The link to the place, then, where there is one, that to the same in Grafana.
  static func entries(of link: Permalink, _ explore: ExploreLink?, _ context: Context) -> [Entry] {
    let own = Entry(
      title: "link to this place · paste it here, or open it from a shell", text: link.text,
      commandLine: "\(context.command) \(CommandLineFor.quoted(link.text))")
    guard let explore else { return [own] }
    let title = "the same in Grafana's Explore"
      + (explore.text.hasPrefix("/") ? " · behind the address of your Grafana (GRAFANA_URL is not set)" : "")
    return [own, Entry(title: title, text: explore.text, commandLine: "xdg-open \(CommandLineFor.quoted(explore.text))")]
  }

  func draw(in area: Rect, on surface: inout Surface, _ entries: [Entry]) {
    let inner = Sheet.draw("Here — y copies, c its command, l the link, g Grafana's, Esc closes", in: area, on: &surface)
    if entries.isEmpty {
      surface.put("no query has run here yet", at: inner.origin, Style(.muted, on: .raised), in: inner)
      return
    }
    let blocks = entries.map { Self.lines(of: $0, width: inner.width) }
    let selected = min(selected, entries.count - 1)
    var first = 0
    while first < selected, blocks[first...selected].reduce(0, { $0 + $1.count + 1 }) > inner.height + 1 {
      first += 1
    }
    var y = 0
    for (index, block) in blocks.enumerated().dropFirst(first) {
      let ground: Ground = index == selected ? .cursor : .raised
      for (text, role) in block where y < inner.height {
        let row = inner.row(y)
        surface.fill(row, with: Cell(" ", Style(role, on: ground)))
        surface.put(text, at: row.origin, Style(role, on: ground), in: row)
        y += 1
      }
      y += 1
    }
  }

  /// An entry whole: long queries go on in the next line, cut where the width ends so that nothing is
  /// added to them.
  private static func lines(of entry: Entry, width: Int) -> [(String, Role)] {
    folded(entry.title, width).map { ($0, .heading) } + folded(entry.text, width).map { ($0, .text) }
      + folded(entry.commandLine, width).map { ($0, .muted) }
  }

  private static func folded(_ text: String, _ width: Int) -> [String] {
    var lines = [String]()
    var line = ""
    var used = 0
    for character in text {
      let cells = String(character).cellWidth
      if character.isNewline || used + cells > max(1, width) {
        lines.append(line)
        (line, used) = ("", 0)
      }
      guard !character.isNewline else { continue }
      line.append(character)
      used += cells
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
