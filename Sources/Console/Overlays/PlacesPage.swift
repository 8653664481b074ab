internal import Canvas
internal import Reports
internal import Telemetry

/// The trail as a list: what lies ahead, here, behind, and the places of last time.
public struct PlacesPage: Sendable {
  enum Row: Sendable {
    /// A place of this session, so many steps ahead or, below zero, behind.
    case step(Int, title: String, window: Window)
    case earlier(KeptPlace)
  }

  var selected: Int

  /// Moves; `false` when the key means something else.
  mutating func press(_ key: Key, count: Int) -> Bool {
    let last = max(0, count - 1)
    switch key {
    case .down, .character("j"), .character("H"): selected = min(last, selected + 1)
    case .up, .character("k"): selected = max(0, selected - 1)
    case .pageDown: selected = min(last, selected + 10)
    case .pageUp: selected = max(0, selected - 10)
    case .home: selected = 0
    case .end, .character("G"): selected = last
    default: return false
    }
    return true
  }

  func draw(in area: Rect, on surface: inout Surface, _ rows: [Row], _ zone: Zone) {
    let inner = Sheet.draw("Places — Enter goes there, y copies the link, Esc closes", in: area, on: &surface)
    let first = max(0, selected - inner.height + 1)
    for (index, item) in rows.enumerated().dropFirst(first).prefix(inner.height) {
      let row = inner.row(index - first)
      let ground: Ground = index == selected ? .cursor : .raised
      surface.fill(row, with: Cell(" ", Style(.text, on: ground)))
      let (sign, title, note) = Self.texts(of: item, zone)
      let right = note.fitted(to: max(0, row.width / 2))
      surface.put(sign, at: row.origin, Style(.key, on: ground), in: row)
      let room = max(0, row.width - right.cellWidth - 5)
      surface.put(
        title.fitted(to: room), at: Point(row.minX + 3, row.minY),
        Style(.text, on: ground, bold: sign == "●"), in: row)
      surface.put(
        right, at: Point(row.maxX - right.cellWidth - 1, row.minY), Style(.muted, on: ground), in: row)
    }
  }

  private static func texts(of row: Row, _ zone: Zone) -> (sign: String, title: String, note: String) {
    switch row {
    case .step(let steps, let title, let window):
      (steps > 0 ? "›" : steps < 0 ? "‹" : "●", title.onOneLine, PlaceText.window(window, zone))
    case .earlier(let place):
      (" ", place.title.onOneLine, "last time, left \(zone.dateAndMinute(place.left))")
    }
  }
}

/// Words for places.
enum PlaceText {
  /// `last 1h`, `2026-11-20 22:10 – 23:10:00`.
  static func window(_ window: Window, _ zone: Zone) -> String {
    switch window {
    case .last(let duration): "last \(TimeLabel.compact(duration))"
    case .fixed(let range): "\(zone.dateAndMinute(range.start)) – \(zone.clock(range.end))"
    }
  }

  static func span(_ span: Permalink.Span?, _ zone: Zone) -> String {
    switch span {
    case .last(let duration)?: window(.last(duration), zone)
    case .fixed(let range)?: window(.fixed(range), zone)
    case nil: ""
    }
  }
}
