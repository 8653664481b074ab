/// How the cells of a chart are shared out. What there is no room for is left out, dots never.
///
///     left  │ area  │ right
///           │ marks │
///     labels of the horizontal axis
struct ChartLayout: Equatable {
  let rect: Rect
  private(set) var area: Rect
  /// The row for marks on the horizontal axis; empty without one.
  private(set) var marks: Rect
  /// The row for labels of the horizontal axis; empty without one.
  private(set) var labels: Rect

  /// - Parameters:
  ///   - hasMarks: Whether a row for marks is wanted; it needs a chart of four rows.
  ///   - hasLabels: Whether a row of labels is wanted; it needs a chart of three rows.
  init(_ rect: Rect, hasMarks: Bool = false, hasLabels: Bool) {
    self.rect = rect
    let labelled = rect.split(bottom: hasLabels && rect.height >= 3 ? 1 : 0)
    let marked = labelled.top.split(bottom: hasMarks && rect.height >= 4 ? 1 : 0)
    (area, marks, labels) = (marked.top, marked.bottom, labelled.bottom)
  }

  /// Takes room for the vertical axes, the left one first, as long as eight columns remain.
  mutating func takeGutters(left: Int, right: Int) {
    let left = left + 8 <= area.width ? left : 0
    let right = left + right + 8 <= area.width ? right : 0
    area = area.inset(left: left, right: right)
    marks = marks.inset(left: left, right: right)
  }

  var hasLeftAxis: Bool { area.minX > rect.minX }
  var hasRightAxis: Bool { area.maxX < rect.maxX }
}
