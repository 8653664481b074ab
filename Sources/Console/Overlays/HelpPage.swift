internal import Canvas

/// All keys, from the keymap.
public struct HelpPage: Sendable {
  public var offset = 0

  public init() {}

  /// Scrolls; `false` when the key closes the page.
  mutating func scroll(_ key: Key) -> Bool {
    switch key {
    case .down, .character("j"): offset += 1
    case .up, .character("k"): offset = max(0, offset - 1)
    case .pageDown, .character(" "): offset += 10
    case .pageUp: offset = max(0, offset - 10)
    case .home: offset = 0
    default: return false
    }
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

  func draw(in area: Rect, on surface: inout Surface, _ keymap: Keymap) {
    let inner = Sheet.draw("Keys — any other key closes, ↑ ↓ scroll", in: area, on: &surface)
    let lines = Self.lines(of: keymap)
    let columns = inner.width >= 100 ? 2 : 1
    let width = inner.width / columns
    let perColumn = columns == 1 ? lines.count : (lines.count + 1) / 2
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
