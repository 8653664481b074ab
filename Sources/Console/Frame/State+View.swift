public import Canvas
internal import Reports

extension State {
  /// Too small to show anything whole.
  static let smallest = Size(60, 15)

  /// The screen as it should look now. Pure: the same state draws the same screen.
  public func view() -> Surface {
    var surface = Surface(screen)
    guard screen.width >= Self.smallest.width, screen.height >= Self.smallest.height else {
      let text = "needs \(Self.smallest.width)×\(Self.smallest.height), "
      surface.put(text + "has \(screen.width)×\(screen.height)", at: Point(0, 0))
      return surface
    }
    let layout = FrameLayout(screen)
    drawHeader(in: layout.header, on: &surface)
    drawTabs(in: layout.tabs, on: &surface)
    for rule in layout.rules {
      let bar = String(repeating: "─", count: rule.width)
      surface.put(bar, at: rule.origin, Style(.border), in: rule)
    }
    drawPanes(in: layout.body, on: &surface)
    drawPromptPopup(in: focusedArea(in: layout.body), on: &surface)
    drawTrail(in: layout.trail, on: &surface)
    drawHints(in: layout.hints, on: &surface)
    drawOverlay(in: layout.body, on: &surface)
    return context.glyphs == .ascii ? surface.asciiFolded() : surface
  }

  /// Where the terminal's cursor belongs; `nil` hides it.
  public func cursor() -> Point? {
    guard overlay == nil, place.pane.isTyping else { return nil }
    let body = focusedArea(in: FrameLayout(screen).body)
    let cursor = place.pane.cursor(in: body, viewContext)
    return cursor.flatMap { editedPrompt?.popupCursor(at: $0, in: body) } ?? cursor
  }

  private func drawOverlay(in body: Rect, on surface: inout Surface) {
    let wide = min(body.width, 110)
    switch overlay {
    case .help(let page):
      page.draw(
        in: Sheet.area(Size(body.width, body.height), within: body), on: &surface, keymap,
        on: place.pane.kind, context.glyphs)
    case .palette(let palette):
      palette.draw(in: Sheet.area(Size(min(wide, 84), 16), within: body), on: &surface, keymap, context.glyphs)
    case .jumps(let menu):
      let height = min(body.height, menu.jumps.count * 2 + 2)
      menu.draw(in: Sheet.area(Size(wide, max(4, height)), within: body), on: &surface)
    case .queries(let page):
      page.draw(
        in: Sheet.area(Size(body.width, body.height), within: body), on: &surface, queryEntries)
    case .range(let chooser):
      chooser.draw(in: Sheet.area(Size(56, 15), within: body), on: &surface)
    case .places(let page):
      let rows = placeRows
      let area = Sheet.area(Size(wide, min(24, rows.count + 2)), within: body)
      page.draw(in: area, on: &surface, rows, context.zone)
    case .marks(let page):
      page.draw(
        in: Sheet.area(Size(wide, min(28, kept.marks.count + 3)), within: body), on: &surface, marksInOrder,
        context.zone)
    case .note(let prompt):
      let height = min(body.height, prompt.draft.facts.count + 5)
      prompt.draw(in: Sheet.area(Size(wide, height), within: body), on: &surface, context.zone)
    case .notes(let page):
      page.draw(
        in: Sheet.area(Size(body.width, body.height), within: body), on: &surface, kept.notes, context.zone)
    case nil: break
    }
  }
}

/// The rows of the frame. Small screens have no rules between them.
struct FrameLayout {
  let header: Rect
  let tabs: Rect
  let rules: [Rect]
  let body: Rect
  let trail: Rect
  let hints: Rect

  init(_ size: Size) {
    let all = Rect(size)
    header = all.row(0)
    tabs = all.row(1)
    trail = all.row(size.height - 2)
    hints = all.row(size.height - 1)
    if size.height >= 30 {
      rules = [all.row(2), all.row(size.height - 3)]
      body = all.inset(top: 3, bottom: 3)
    } else {
      rules = []
      body = all.inset(top: 2, bottom: 2)
    }
  }
}
