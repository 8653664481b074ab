/// Which row of a list the cursor is on and which row is at the top: pure arithmetic, no rows.
///
///     offset ▸ ┌────────────┐
///              │            │
///     cursor ▸ │▒▒▒▒▒▒▒▒▒▒▒▒│  height rows are seen of count
///              └────────────┘
public struct ScrollPosition: Hashable, Sendable {
  public private(set) var cursor: Int
  /// The row at the top.
  public private(set) var offset: Int
  /// Rows kept in sight above and below the cursor, as far as the list has them.
  public var margin: Int

  public init(cursor: Int = 0, offset: Int = 0, margin: Int = 2) {
    self.cursor = max(0, cursor)
    self.offset = max(0, offset)
    self.margin = max(0, margin)
  }

  /// Moves the cursor by rows, ending at the first and last.
  public mutating func move(by rows: Int, count: Int, height: Int) {
    let (target, overflow) = cursor.addingReportingOverflow(rows)
    move(to: overflow ? (rows < 0 ? 0 : count) : target, count: count, height: height)
  }

  /// Moves the cursor to a row, or to the nearest there is.
  public mutating func move(to row: Int, count: Int, height: Int) {
    cursor = row
    self = settled(count: count, height: height)
  }

  /// A page is one row less than is seen, so that one row stays to hold on to.
  public mutating func page(by pages: Int, count: Int, height: Int) {
    let rows = max(1, height - 1)
    offset = min(max(0, offset + pages * rows), max(0, count - height))
    move(by: pages * rows, count: count, height: height)
  }

  /// Scrolls the rows under the cursor, which moves only to stay in sight: what a wheel does.
  public mutating func scroll(by rows: Int, count: Int, height: Int) {
    offset = min(max(0, offset + rows), max(0, count - height))
    let margin = self.margin(height: height)
    let last = min(count, offset + max(1, height)) - 1
    let lower = offset == 0 ? 0 : offset + margin
    let upper = last >= count - 1 ? last : last - margin
    cursor = max(min(max(cursor, lower), upper), 0)
  }

  /// The same position corrected for a list and a window: the cursor on a row that exists and in
  /// sight, no blank rows below the last. Drawing uses this, so no state must change to draw.
  public func settled(count: Int, height: Int) -> ScrollPosition {
    var position = self
    position.cursor = min(max(0, cursor), max(0, count - 1))
    let margin = self.margin(height: height)
    let lowest = position.cursor + margin + 1 - max(1, height)
    let highest = position.cursor - margin
    let wanted = min(max(offset, lowest), highest)
    position.offset = min(max(0, wanted), max(0, count - max(1, height)))
    return position
  }

  /// The rows in sight.
  public func visible(count: Int, height: Int) -> Range<Int> {
    let offset = settled(count: count, height: height).offset
    return min(offset, max(0, count))..<min(offset + max(0, height), max(0, count))
  }

  /// The rows worth preparing: those in sight and `overscan` more on either side.
  public func window(count: Int, height: Int, overscan: Int) -> Range<Int> {
    let rows = visible(count: count, height: height)
    return max(0, rows.lowerBound - overscan)..<min(max(0, count), rows.upperBound + overscan)
  }

  private func margin(height: Int) -> Int { min(margin, max(0, (height - 1) / 2)) }
}
