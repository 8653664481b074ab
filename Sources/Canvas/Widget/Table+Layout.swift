extension Table {
  /// Where a column lies, counted from the left edge of the table.
  struct Place: Equatable {
    var column: Int
    var x: Int
    var width: Int
  }

  /// The width of each column in a table of `width` cells; `nil` for those without room.
  ///
  /// Columns of the highest priority number go until the rest fits at its least widths; then what
  /// is left is handed out in order of priority, up to the ideal widths, and at last to the flexible.
  public func widths(for width: Int) -> [Int?] {
    var kept = columns.indices.map { $0 }
    while kept.count > 1, least(of: kept) > width {
      guard let victim = kept.max(by: { (columns[$0].priority, $0) < (columns[$1].priority, $1) })
      else { break }
      kept.removeAll { $0 == victim }
    }
    var widths = [Int?](repeating: nil, count: columns.count)
    for index in kept { widths[index] = min(columns[index].minWidth, max(0, width)) }
    var free = max(0, width - least(of: kept))
    for index in kept.sorted(by: { (columns[$0].priority, $0) < (columns[$1].priority, $1) }) {
      let more = min(free, columns[index].idealWidth - columns[index].minWidth)
      widths[index] = widths[index].map { $0 + more }
      free -= more
    }
    let flexible = kept.filter { columns[$0].isFlexible }
    for (rank, index) in flexible.enumerated() {
      let share = free / (flexible.count - rank)
      widths[index] = widths[index].map { $0 + share }
      free -= share
    }
    return widths
  }

  func places(width: Int) -> [Place] {
    var x = 0
    var places = [Place]()
    for (column, width) in widths(for: width).enumerated() {
      guard let width else { continue }
      places.append(Place(column: column, x: x, width: width))
      x += width + gap
    }
    return places
  }

  private func least(of kept: [Int]) -> Int {
    kept.reduce(0) { $0 + columns[$1].minWidth } + gap * max(0, kept.count - 1)
  }
}
