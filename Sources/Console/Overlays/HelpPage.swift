internal import Canvas

/// All keys, from the keymap.
public struct HelpPage: Sendable {
  public var offset = 0

  public init() {}

  /// Scrolls by at most so many lines in all; `false` when the key closes the page.
  mutating func scroll(_ key: Key, limit: Int) -> Bool {
    switch key {
    case .down, .character("j"): offset += 1
    case .up, .character("k"): offset = max(0, offset - 1)
    case .pageDown, .character(" "): offset += 10
    case .pageUp: offset = max(0, offset - 10)
    case .home: offset = 0
    case .end, .character("G"): offset = limit
    default: return false
    }
    offset = min(offset, max(0, limit))
    return true
  }

  /// Headings and lines: key, then what it does.
  static func lines(of keymap: Keymap) -> [(key: String?, text: String)] {
    keymap.groups.flatMap { group in
      [(nil, group.title)]
        + group.bindings.map { binding in
          (binding.keys.map(\.label).joined(separator: " "), binding.command.help)
        }
    }
  }

  private static func columns(inWidth width: Int) -> Int { max(1, min(3, width / 50)) }

  /// How many lines lie below the end of a page drawn into `area`.
  static func overflow(of keymap: Keymap, in area: Rect) -> Int {
    let columns = columns(inWidth: area.width - 4)
    return max(0, (lines(of: keymap).count + columns - 1) / columns - (area.height - 2))
  }

  func draw(in area: Rect, on surface: inout Surface, _ keymap: Keymap) {
    let inner = Sheet.draw("Keys — ↑ ↓ scroll, any other key closes", in: area, on: &surface)
    let lines = Self.lines(of: keymap)
    let columns = Self.columns(inWidth: inner.width)
    let width = inner.width / columns
    let perColumn = (lines.count + columns - 1) / columns
    let first = min(offset, max(0, perColumn - inner.height))
    for (index, line) in lines.enumerated() {
      let (column, row) = (index / perColumn, index % perColumn - first)
      guard row >= 0, row < inner.height else { continue }
      let cell = Rect(inner.minX + column * width, inner.minY + row, width - 1, 1)
      if let key = line.key {
        surface.put(key.paddedLeft(to: 14), at: cell.origin, Style(.key, on: .raised), in: cell)
        surface.put(
          line.text, at: Point(cell.minX + 16, cell.minY), Style(.text, on: .raised), in: cell)
      } else {
        surface.put(line.text, at: cell.origin, Style(.heading, on: .raised, bold: true), in: cell)
      }
    }
  }
}
