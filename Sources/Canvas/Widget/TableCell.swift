/// What stands in one cell of a table.
public struct TableCell: Hashable, Sendable {
  public var runs: [TextRun]

  public init(_ runs: [TextRun]) { self.runs = runs }

  public init(_ text: String, _ style: Style = .text) { runs = [TextRun(text, style)] }

  public var text: String { runs.map(\.text).joined() }
  public var cellWidth: Int { runs.reduce(0) { $0 + $1.text.cellWidth } }

  /// Cut to `width` with an ellipsis, or filled with blanks before or after.
  func fitted(to width: Int, _ alignment: TableColumn.Alignment) -> [TextRun] {
    let total = cellWidth
    if total > width { return cut(to: width) }
    guard total < width else { return runs }
    let blanks = TextRun(String(repeating: " ", count: width - total))
    return alignment == .left ? runs + [blanks] : [blanks] + runs
  }

  private func cut(to width: Int) -> [TextRun] {
    var kept = [TextRun]()
    var free = width
    for (index, run) in runs.enumerated() {
      let runWidth = run.text.cellWidth
      let isLast = runs[(index + 1)...].allSatisfy { $0.text.isEmpty }
      if runWidth < free || runWidth == free && isLast {
        kept.append(run)
        free -= runWidth
        continue
      }
      // The sign that something is missing must fit even when it is the next run that is cut.
      let text = runWidth > free ? run.text.fitted(to: free) : (run.text + "…").fitted(to: free)
      kept.append(TextRun(text.padded(to: free), run.style))
      break
    }
    return kept
  }
}
