internal import Analysis
public import Canvas
internal import Telemetry

extension RunbookPane {
  /// The alert at the side, or above where the screen is narrow.
  static func layout(_ area: Rect) -> (alert: Rect, text: Rect) {
    if area.width >= 100 {
      let (left, right) = area.split(left: min(48, area.width * 36 / 100))
      return (left, right.inset(left: 1, top: 1, right: 1))
    }
    let (top, bottom) = area.split(top: 4)
    return (top, bottom.inset(left: 1, top: 1, right: 1))
  }

  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let (alert, text) = Self.layout(area)
    drawAlert(in: alert, on: &surface, view.context)
    let whole = Rect(text.minX - 1, text.minY - 1, text.width + 2, text.height + 1)
    Frame(
      heading, trailing: position(height: text.height), isFocused: true, kind: .rule,
      glyphs: view.context.glyphs
    )
    .draw(in: whole, on: &surface)
    guard let markdown else {
      SlotNotice(view, slot: .main, hint: "").draw(in: text, on: &surface)
      return
    }
    let page = page?.width == max(10, text.width) ? page : RunbookPage(markdown, width: text.width)
    for (row, line) in (page?.lines ?? []).dropFirst(offset).prefix(text.height).enumerated() {
      let runs = line.map { piece in
        TextRun(piece.text, piece.stop != nil && piece.stop == stop ? piece.style.on(.cursor) : piece.style)
      }
      surface.put(runs, at: Point(text.minX, text.minY + row), in: text)
    }
  }

  private var heading: String { path.isEmpty ? link : path }

  /// `1–20 of 64`.
  private func position(height: Int) -> [TextRun] {
    let count = page?.lines.count ?? 0
    guard count > height else { return [] }
    return [TextRun("\(offset + 1)–\(min(count, offset + height)) of \(count)", .muted)]
  }

  private func drawAlert(in area: Rect, on surface: inout Surface, _ context: Context) {
    guard let entry else { return }
    let inner = Frame(entry.alert.name, kind: .rule, glyphs: context.glyphs).draw(in: area, on: &surface)
      .inset(left: 1, right: 1)
    AlertsPane.draw(
      AlertsPane.facts(of: entry, context), in: inner, on: &surface, each: area.height > 8 ? 6 : 1)
  }
}
