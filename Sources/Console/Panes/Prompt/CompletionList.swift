internal import Canvas
internal import Languages

/// The open completion: what fits at the cursor, best first.
struct CompletionList: Sendable {
  var context: CompletionContext
  private(set) var rows: [Candidate] = []
  /// How many fit altogether.
  private(set) var count = 0
  /// The row that Enter takes; `nil` while the person only types.
  private(set) var selected: Int?
  /// Whether a key opened it, rather than typing.
  let isManual: Bool
  /// Why a server could not list what it has.
  private(set) var failure: String?

  init(_ context: CompletionContext, isManual: Bool) {
    self.context = context
    self.isManual = isManual
  }

  /// Nothing is drawn while there is nothing to say.
  var isVisible: Bool { !rows.isEmpty || failure != nil || isManual }

  var picked: Candidate? { selected.flatMap { rows.indices.contains($0) ? rows[$0] : nil } }

  /// Looks again at what is known; what is picked stays picked.
  mutating func fill(_ language: QueryLanguage, _ cache: CompletionCache) {
    let before = picked
    (rows, count) = CandidatePool(context, language, cache).best(for: context.typed)
    // What is written whole already needs no list.
    if !isManual, count == 1, rows.first?.name == context.typed { (rows, count) = ([], 0) }
    failure = CompletionSubject.needed(for: context, in: language).lazy.compactMap(cache.failure).first
    if let before {
      selected = rows.firstIndex(of: before) ?? (rows.isEmpty ? nil : 0)
    } else if isManual, !rows.isEmpty {
      selected = 0
    }
  }

  /// Moves to another row; above the first one is the text itself.
  mutating func move(_ step: Int) {
    guard !rows.isEmpty else { return }
    let target = (selected ?? -1) + step
    selected = target < 0 ? nil : min(target, rows.count - 1)
  }

  static let mostRows = 10
  static let mostColumns = 60

  /// Draws the rows below `point`, their names under what was typed.
  func draw(at point: Point, in area: Rect, waiting: String?, on surface: inout Surface) {
    let nameWidth = min(rows.map { $0.name.cellWidth }.max() ?? 0, Self.mostColumns * 2 / 3)
    let lines = footer(waiting: waiting, nameWidth: nameWidth)
    let height = min(Self.mostRows, rows.count + lines.count, area.maxY - point.y)
    guard height > 0 else { return }
    let detail = rows.map { $0.detail.cellWidth }.max() ?? 0
    let ideal =
      max(rows.isEmpty ? 0 : nameWidth + (detail > 0 ? detail + 2 : 0), lines.map(\.cellWidth).max() ?? 0) + 3
    let width = min(Self.mostColumns, area.width, max(ideal, 12))
    let x = max(area.minX, min(point.x, area.maxX - width))
    let box = Rect(x, point.y, width, height).intersection(area)
    surface.fill(box, with: Cell(" ", Style(.text, on: .raised)))
    let (list, below) = box.split(bottom: min(lines.count, box.height))
    drawRows(in: list, nameWidth: nameWidth, on: &surface)
    for (index, line) in lines.enumerated() {
      let row = below.row(index)
      surface.put(
        " " + line.fitted(to: max(0, row.width - 2)), at: row.origin, Style(.muted, on: .raised), in: row)
    }
  }

  private func drawRows(in list: Rect, nameWidth: Int, on surface: inout Surface) {
    let first = max(0, min((selected ?? 0) - list.height + 1, rows.count - list.height))
    for (line, index) in (first..<rows.count).prefix(list.height).enumerated() {
      let row = list.row(line)
      let ground: Ground = index == selected ? .cursor : .raised
      surface.fill(row, with: Cell(" ", Style(.text, on: ground)))
      if index == selected { surface.put("▸", at: row.origin, Style(.key, on: ground), in: row) }
      let name = rows[index].name.fitted(to: min(nameWidth, row.width - 2))
      surface.put(
        name, at: Point(row.minX + 1, row.minY), Style(.text, on: ground, bold: index == selected), in: row)
      let rest = row.inset(left: nameWidth + 3, right: 1)
      surface.put(
        rows[index].detail.fitted(to: rest.width), at: rest.origin, Style(.muted, on: ground), in: rest)
    }
  }

  /// How the picked one is used and what of it was cut, what is waited for, what failed.
  private func footer(waiting: String?, nameWidth: Int) -> [String] {
    var lines = [String]()
    if let picked {
      if picked.name.cellWidth > nameWidth { lines.append(picked.name) }
      let isCut = picked.detail.cellWidth + nameWidth + 4 > Self.mostColumns
      let detail = picked.signature.isEmpty ? (isCut ? picked.detail : "") : picked.signature
      lines += Paragraph(detail).lines(width: Self.mostColumns - 2, limit: 2).filter { !$0.isEmpty }
    }
    if let failure { lines.append("completion: \(failure)") }
    if let waiting {
      lines.append("waiting for \(waiting)")
    } else if rows.isEmpty, failure == nil {
      lines.append("nothing fits here")
    } else if count > Self.mostRows {
      lines.append("\(count) fit")
    }
    return lines
  }
}
