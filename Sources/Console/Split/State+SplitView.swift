internal import Analysis
internal import Canvas
internal import Telemetry

extension State {
  /// The room of the pane with the keyboard.
  func focusedArea(in body: Rect) -> Rect {
    guard let split = place.split, let layout = splitLayout else { return body }
    return layout.area(leads: split.leads)
  }

  /// One pane, or the two halves of a split with their titles.
  func drawPanes(in body: Rect, on surface: inout Surface) {
    guard let split = place.split, let layout = splitLayout else {
      return place.pane.draw(in: body, on: &surface, viewContext)
    }
    if let bar = layout.divider {
      for y in bar.minY..<bar.maxY { surface.put("│", at: Point(bar.minX, y), Style(.border), in: bar) }
    }
    draw(place.pane, viewContext, in: layout.area(leads: split.leads), on: &surface)
    let others = layout.area(leads: !split.leads)
    if let other = split.other {
      let view = ViewContext(context: context(of: other), slots: board.statuses(of: other.id))
      draw(other.pane, view, in: others, on: &surface)
    } else if following == nil, followSerial == nil {
      Paragraph(split.note, .muted).draw(in: others.inset(left: 1, top: 1, right: 1), on: &surface)
    }
    if let row = layout.leadingTitle {
      Frame(title(place.leadingPane.title, split.leads), isFocused: split.leads, kind: .rule, glyphs: context.glyphs)
        .draw(in: row, on: &surface)
    }
    followingFrame(split).draw(in: layout.followingTitle, on: &surface)
  }

  /// Draws a pane apart, so that nothing of it can reach into the other half.
  private func draw(_ pane: any Pane, _ view: ViewContext, in area: Rect, on surface: inout Surface) {
    var picture = Surface(area.size)
    pane.draw(in: Rect(area.size), on: &picture, view)
    surface.place(picture, at: area.origin)
  }

  /// `▸` stands before the half with the keyboard, so that colour is not needed.
  private func title(_ text: String, _ isFocused: Bool) -> String { (isFocused ? "▸ " : "") + text.onOneLine }

  /// What the right half shows and why, or what it waits for.
  private func followingFrame(_ split: Split) -> Frame {
    let half = split.leads ? split.other : Half(place)
    var frame = Frame(
      title(half?.pane.title ?? "nothing beside", !split.leads), isFocused: !split.leads, kind: .rule,
      glyphs: context.glyphs)
    if let following, let current = following.current {
      let age = TimeLabel.compact(context.now - following.since)
      frame.title.append(
        TextRun(" · \(current.reason): waiting for \(current.source) \(age) (Esc cancels)", Style(.warning)))
    } else if let jump = half?.arrivedBy {
      frame.title.append(TextRun(" · \(jump.strength.name): \(jump.fullReason)", .muted))
    }
    return frame
  }
}
