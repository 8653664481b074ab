internal import Analysis
public import Canvas
internal import Reports
internal import Telemetry

/// The parts of the comparison's screen.
struct ComparisonLayout {
  let title: Rect
  let second: Rect
  let head: Rect
  let rows: Rect

  init(_ area: Rect) {
    title = area.row(0)
    second = area.row(1)
    head = area.row(2)
    rows = area.inset(top: 3)
  }
}

/// The columns of one line of the comparison.
///
///     A  ▾ api list          10 ms    90 ms    +80 ms   +2 ms      ░░░░│███
///        name                A        B        total    own        bar of own
private struct ComparisonColumns {
  let name: Rect
  let left: Rect
  let right: Rect
  let total: Rect
  let own: Rect
  let bar: Rect

  init(_ line: Rect) {
    let time = line.width < 100 ? 8 : 10
    let barWidth = line.width < 100 ? 13 : max(17, line.width / 6)
    let (rest, bar) = line.split(right: barWidth + 1)
    let (name, times) = rest.split(right: 4 * time + 2)
    self.bar = Rect(bar.minX, bar.minY, barWidth, bar.height)
    self.name = name
    let cells = (0..<4).map { Rect(times.minX + $0 * time + ($0 > 1 ? 1 : 0), line.minY, time, line.height) }
    (left, right, total, own) = (cells[0], cells[1], cells[2], cells[3])
  }
}

extension ComparisonPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let layout = ComparisonLayout(area)
    drawTitle("A", left, isChosen: side == .left, in: layout.title, on: &surface)
    drawTitle("B", right, isChosen: side == .right, in: layout.second, on: &surface)
    guard let difference else {
      drawWaiting(in: layout.rows.inset(left: 1), on: &surface, view)
      return
    }
    drawHead(in: layout.head, on: &surface)
    for (offset, index) in scroll.visible(count: visible.count, height: layout.rows.height).enumerated() {
      let line = layout.rows.row(offset)
      draw(difference.rows[visible[index]], at: visible[index], in: line, on: &surface)
      if index == scroll.cursor { surface.shade(line, .cursor) }
    }
  }

  private func drawTitle(
    _ letter: String, _ pane: WaterfallPane, isChosen: Bool, in line: Rect, on surface: inout Surface
  ) {
    var runs = [
      TextRun(isChosen ? " ▸ \(letter) " : "   \(letter) ", Style(isChosen ? .focus : .heading, bold: isChosen)),
      TextRun("\(pane.shortID) ", Style(.link)),
    ]
    if let tree = pane.model?.tree {
      let name = tree.mainRoot.map { "\(tree.trace.service(of: tree.span(at: $0))) \(tree.span(at: $0).name)" } ?? ""
      let only = letter == "A" ? difference?.onlyLeft : difference?.onlyRight
      let spans = tree.rows.count
      runs += [
        TextRun("· \(name.fitted(to: max(16, line.width - 60))) "),
        TextRun("· \(Durations.text(nanoseconds: tree.durationNs)) ", Style(.text, bold: true)),
        TextRun("· \(spans) span\(spans == 1 ? "" : "s")\(only.map { ", \($0) only here" } ?? "") ", .muted),
      ]
      if tree.errorCount > 0 { runs.append(TextRun("· ✗\(tree.errorCount) ", Style(.error, bold: true))) }
    }
    surface.put(runs, at: line.origin, in: line)
  }

  private func drawWaiting(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    var y = 1
    for (letter, pane, slot) in [("A", left, Self.leftSlot), ("B", right, Self.rightSlot)] where pane.model == nil {
      if pane.isMissing {
        let text = "\(pane.source) does not have trace \(letter) (\(pane.id)): there is nothing to compare with."
        Paragraph(text, Style(.warning)).draw(in: area.rows(y, 2), on: &surface)
      } else {
        SlotNotice(view, slot: slot).draw(in: area.rows(y, 2), on: &surface)
      }
      y += 3
    }
  }

  private func drawHead(in line: Rect, on surface: inout Surface) {
    let columns = ComparisonColumns(line)
    surface.put("     span", at: columns.name.origin, Style(.heading), in: columns.name)
    for (cell, title, side) in [(columns.left, "A", Side.left), (columns.right, "B", .right)] {
      let style = Style(self.side == side ? .focus : .heading, bold: self.side == side)
      surface.put(title.paddedLeft(to: cell.width - 1), at: cell.origin, style, in: cell)
    }
    for (cell, title) in [(columns.total, "B − A"), (columns.own, "own")] {
      surface.put(title.paddedLeft(to: cell.width), at: cell.origin, Style(.heading), in: cell)
    }
    let text = columns.bar.width < 17 ? "faster│slower" : "B faster│slower"
    let x = columns.bar.minX + columns.bar.width / 2 - (columns.bar.width < 17 ? 6 : 8)
    surface.put(text, at: Point(x, line.minY), Style(.heading), in: columns.bar)
  }

  private func draw(_ row: TraceDifference.Row, at index: Int, in line: Rect, on surface: inout Surface) {
    let columns = ComparisonColumns(line)
    let only = row.right == nil ? "A" : row.left == nil ? "B" : " "
    let style = row.isAligned ? Style.text : Style(.warning)
    var x = surface.put(" \(only) ", at: line.origin, Style(.warning, bold: true), in: columns.name)
    let step = line.width < 100 ? 1 : 2
    x += min(row.depth * step, max(0, columns.name.width - 20))
    let sign = row.subtreeSize == 1 ? "  " : folded.contains(index) ? "▸ " : "▾ "
    x = surface.put(sign, at: Point(x, line.minY), .muted, in: columns.name)
    if hasFailed(row) { x = surface.put("✗ ", at: Point(x, line.minY), Style(.error, bold: true), in: columns.name) }
    let service = row.operation.service.fitted(to: max(6, (columns.name.maxX - x) / 2))
    x = surface.put(service + " ", at: Point(x, line.minY), Style(.series(color(of: row))), in: columns.name)
    let name = SpanName.fitted(row.operation.name, to: max(0, columns.name.maxX - x - 1))
    surface.put(name, at: Point(x, line.minY), style, in: columns.name)
    drawTimes(row, columns, on: &surface)
    drawBar(row.selfDifferenceNs, in: columns.bar, on: &surface)
  }

  private func drawTimes(_ row: TraceDifference.Row, _ columns: ComparisonColumns, on surface: inout Surface) {
    for (cell, pane, place) in [(columns.left, left, row.left), (columns.right, right, row.right)] {
      let time = place.flatMap { pane.model?.span($0).durationNanoseconds }
      let text = time.map { Durations.column(nanoseconds: $0, width: cell.width) } ?? "–  ".paddedLeft(to: cell.width)
      surface.put(text, at: cell.origin, time == nil ? .muted : .text, in: cell)
    }
    for (cell, difference) in [(columns.total, row.differenceNs), (columns.own, row.selfDifferenceNs)] {
      let text = SignedDuration.text(difference).paddedLeft(to: cell.width)
      surface.put(text, at: cell.origin, style(of: difference), in: cell)
    }
  }

  /// What took longer is marked where it matters; a tenth of the largest does not.
  private func style(of difference: Int64) -> Style {
    let isBig = difference.magnitude > largestNs.magnitude / 10
    if difference == 0 || !isBig { return .muted }
    return Style(difference > 0 ? .error : .good)
  }

  ///     faster │ slower, each half as wide as the largest difference
  private func drawBar(_ difference: Int64, in cell: Rect, on surface: inout Surface) {
    let half = cell.width / 2
    let middle = cell.minX + half
    surface.put("│", at: Point(middle, cell.minY), Style(.border), in: cell)
    guard difference != 0, largestNs > 0, half > 0 else { return }
    let share = Double(difference.magnitude) / Double(largestNs)
    let cells = min(half, max(1, Int((share * Double(half)).rounded())))
    let x = difference > 0 ? middle + 1 : middle - cells
    let bar = String(repeating: "█", count: cells)
    surface.put(bar, at: Point(x, cell.minY), style(of: difference), in: cell)
  }

  private func color(of row: TraceDifference.Row) -> Int {
    if let place = row.right, let model = right.model { return model.color(place) }
    guard let place = row.left, let model = left.model else { return 0 }
    return right.model?.services.firstIndex(of: model.service(place)) ?? model.color(place)
  }
}
