internal import Canvas
internal import Reports

extension WaterfallPane {
  /// Wider or narrower names, in steps of four cells.
  mutating func shiftName(by cells: Int, in context: Context) -> [Request] {
    let area = WaterfallLayout(FrameLayout(context.size).body, detailIsLarge: panel.isLarge).rows
    let before = WaterfallColumns(area, columns).name.width
    columns.nameShift += cells
    guard WaterfallColumns(area, columns).name.width == before else { return [] }
    columns.nameShift -= cells
    return [.say(cells > 0 ? "names take all the room there is" : "names cannot be any narrower")]
  }

  /// A digit shows or hides a column while they are being chosen.
  mutating func chooseColumn(_ key: Key) -> [Request]? {
    switch key {
    case .enter, .escape, .character("|"):
      isChoosingColumns = false
      return []
    case .character(let character):
      let all = WaterfallColumns.Column.allCases
      guard let digit = character.wholeNumberValue, (1...all.count).contains(digit) else { return nil }
      columns.columns.formSymmetricDifference([all[digit - 1]])
      return []
    default: return nil
    }
  }

  /// The columns there are, in the row above the detail.
  func drawColumnChooser(_ layout: WaterfallLayout, on surface: inout Surface) {
    let bar = String(repeating: "─", count: layout.rule.width)
    surface.put(bar, at: layout.rule.origin, Style(.border), in: layout.rule)
    surface.put("─ columns ", at: layout.rule.origin, Style(.focus, bold: true), in: layout.rule)
    surface.fill(layout.detail)
    let shown = WaterfallColumns(layout.rows, columns).places.map(\.column)
    for (index, column) in WaterfallColumns.Column.allCases.enumerated() {
      let row = layout.detail.row(index / 2)
      let x = row.minX + 1 + index % 2 * (row.width / 2)
      let isChosen = columns.columns.contains(column)
      let mark = isChosen ? "●" : "○"
      let note = isChosen && !shown.contains(column) ? " (no room)" : ""
      let runs = [
        TextRun("\(index + 1) ", Style(.key, bold: true)), TextRun("\(mark) "),
        TextRun(column.rawValue + " ", Style(.text, bold: isChosen)),
        TextRun(column.help + note, Style(note.isEmpty ? .muted : .warning)),
      ]
      surface.put(runs, at: Point(x, row.minY), in: Rect(x, row.minY, row.width / 2 - 2, 1))
    }
  }
}
