extension LineChart {
  /// Annotations that share a cell, drawn as one glyph and their number.
  struct AnnotationGroup {
    var column: Int
    /// Indices of annotations, by time.
    var members: [Int]

    /// `▲` or `▲3`; more than nine are `▲+`.
    var width: Int { members.count > 1 ? 2 : 1 }
    var count: String { members.count < 2 ? "" : members.count > 9 ? "+" : "\(members.count)" }
  }

  /// Annotations from left to right. One that begins under the number of a group joins it.
  func groups(in plot: Plot) -> [AnnotationGroup] {
    var groups = [AnnotationGroup]()
    let placed = annotations.indices.compactMap { index in
      columns(of: annotations[index], in: plot).map { (column: $0.lowerBound, index: index) }
    }
    for (column, index) in placed.sorted(by: { $0 < $1 }) {
      if let last = groups.indices.last, column < groups[last].column + groups[last].width {
        groups[last].members.append(index)
      } else {
        groups.append(AnnotationGroup(column: column, members: [index]))
      }
    }
    return groups
  }

  /// The indices of the annotations drawn at a column of the screen, by time; empty elsewhere.
  public func annotations(atColumn column: Int, in rect: Rect) -> [Int] {
    let plot = plot(in: rect)
    let group = groups(in: plot).last { $0.column <= column }
    if let group, column < group.column + group.width { return group.members }
    return annotations.indices.filter {
      columns(of: annotations[$0], in: plot)?.contains(column) ?? false
    }
  }

  /// The annotation `offset` places after `index` in time (before when negative), ending at the
  /// edges; from nowhere, the first or, going back, the last. `nil` when none is in the domain.
  public func annotation(from index: Int?, by offset: Int) -> Int? {
    let visible = annotations.indices.filter { span(of: annotations[$0]) != nil }
    let order = visible.sorted { (annotations[$0].start, $0) < (annotations[$1].start, $1) }
    return Stops.hop(order, from: index, by: offset)
  }

  private func span(of annotation: Annotation) -> ClosedRange<Double>? {
    // Comparisons with NaN are false: such an annotation has no place.
    guard annotation.start <= domain.upperBound else { return nil }
    let end = annotation.end.map { $0 > annotation.start ? $0 : annotation.start }
    let last = end ?? annotation.start
    return last >= domain.lowerBound ? annotation.start...last : nil
  }

  private func columns(of annotation: Annotation, in plot: Plot) -> ClosedRange<Int>? {
    span(of: annotation).flatMap { plot.columns(of: $0) }
  }

  /// A faint column, or the shaded span with a column at both ends.
  func drawSelectedAnnotation(_ frame: Frame, on surface: inout Surface) {
    guard let index = selectedAnnotation, annotations.indices.contains(index),
      let columns = columns(of: annotations[index], in: frame.left)
    else { return }
    let area = frame.layout.area
    for x in Set([columns.lowerBound, columns.upperBound]) {
      for y in area.minY..<area.maxY {
        surface[Point(x, y)] = Cell(glyphs.pick("┊", ":"), .muted)
      }
    }
    if columns.count > 1 {
      surface.shade(Rect(columns.lowerBound, area.minY, columns.count, area.height), .selection)
    }
  }

  /// The row of marks: spans as rules, glyphs with their number, labels where there is room.
  func drawAnnotations(_ frame: Frame, on surface: inout Surface) {
    let row = frame.layout.marks
    guard !row.isEmpty else { return }
    for annotation in annotations.reversed() {
      guard let columns = columns(of: annotation, in: frame.left), columns.count > 1 else { continue }
      let rule = String(repeating: glyphs.pick("━", "="), count: columns.count)
      surface.put(rule, at: Point(columns.lowerBound, row.minY), Style(annotation.role), in: row)
    }
    let groups = groups(in: frame.left)
    for (place, group) in groups.enumerated() {
      let next = place + 1 < groups.count ? groups[place + 1].column : row.maxX + 1
      draw(group, in: Rect(group.column, row.minY, next - 1 - group.column, 1), row, on: &surface)
    }
  }

  private func draw(
    _ group: AnnotationGroup, in room: Rect, _ row: Rect, on surface: inout Surface
  ) {
    guard let lead = lead(of: group) else { return }
    let annotation = annotations[lead]
    let isSelected = lead == selectedAnnotation
    let style = Style(annotation.role, bold: isSelected, underline: isSelected)
    let glyph = glyph(of: annotation)
    let end = surface.put(
      String(glyph) + group.count, at: Point(group.column, row.minY), style, in: row)
    let label = " " + annotation.label
    guard !annotation.label.isEmpty, label.cellWidth <= room.maxX - end else { return }
    surface.put(label, at: Point(end, row.minY), .muted, in: row)
  }

  private func glyph(of annotation: Annotation) -> Character {
    let isOneCell = String(annotation.glyph).cellWidth == 1
    let glyph = isOneCell ? annotation.glyph : "▲"
    return glyphs == .unicode ? glyph : ASCIIFolding.glyph(for: glyph)
  }

  /// Who speaks for a group: the selected one, or the first of the worst.
  private func lead(of group: AnnotationGroup) -> Int? {
    if let selectedAnnotation, group.members.contains(selectedAnnotation) {
      return selectedAnnotation
    }
    let worst = group.members.map { severity(of: annotations[$0].role) }.max()
    return group.members.first { severity(of: annotations[$0].role) == worst }
  }

  private func severity(of role: Role) -> Int {
    switch role {
    case .critical: 3
    case .error: 2
    case .warning: 1
    default: 0
    }
  }
}
