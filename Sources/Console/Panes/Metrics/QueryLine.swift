internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

/// A query as it stands above the chart: its text, what came of it, and below it what failed.
struct QueryLine {
  let query: MetricQuery
  let isPicked: Bool
  /// Rows of the prompt while it is edited.
  let promptHeight: Int
  /// One row each.
  let failures: [TextRun]

  var height: Int { promptHeight + failures.count }
}

extension MetricsPane {
  /// The lines there is room for, around the picked one.
  func queryLines(in area: Rect, _ view: ViewContext?) -> [QueryLine] {
    queries.window(rows: max(1, area.height / 5)).map { index in
      let query = queries.all[index]
      let isPicked = index == queries.pickedIndex
      return QueryLine(
        query: query, isPicked: isPicked, promptHeight: isPicked && prompt.isEditing ? prompt.height : 1,
        failures: view.map { failures(of: query, width: area.width - 4, $0) } ?? [])
    }
  }

  /// What failed about a query of which something is shown nevertheless: one source of several, a
  /// refresh, a comparison. The rest stands where the chart would be.
  private func failures(of query: MetricQuery, width: Int, _ view: ViewContext) -> [TextRun] {
    guard !query.isHidden, !table.rows.isEmpty else { return [] }
    let all = MetricQuery.Part.allCases.filter { $0 != .exemplars }.flatMap { part in
      view.statuses(of: query.slot(of: part)).filter { $0.failure != nil }.map { (part, $0) }
    }
    let rows = all.prefix(2).flatMap { failure($0.1, part: $0.0, width: width, view.context) }
    let more = TextRun("and \(all.count - 2) more; Y shows all that was asked", .muted)
    return all.count <= 2 ? rows : rows + [more]
  }

  /// What failed and what to do about it: in one row where it fits, else the help below.
  private func failure(
    _ status: SlotStatus, part: MetricQuery.Part, width: Int, _ context: Context
  ) -> [TextRun] {
    guard let failure = status.failure else { return [] }
    let age = status.answeredAt.map { " \(TimeLabel.compact(context.now - $0)) old" } ?? ""
    let about =
      switch part {
      case .earlier: " \(options.compared.name)"
      case .heat: " heat map"
      default: ""
      }
    let help = FailureHelp.text(for: failure, of: status.question.query, coarser: coarserStep(in: context))
    let words = "\(status.question.source)\(about) ✗\(age): \(failure.message)"
    if help.isEmpty { return [TextRun(words, Style(.error))] }
    if words.cellWidth + help.cellWidth + 3 <= width { return [TextRun("\(words) · \(help)", Style(.error))] }
    return [TextRun(words, Style(.error)), TextRun(help, Style(.key))]
  }

  func drawQueryLines(in area: Rect, on surface: inout Surface, _ view: ViewContext, _ lines: [QueryLine]) {
    var y = area.minY
    for line in lines where y < area.maxY {
      let row = Rect(area.minX, y, area.width, min(line.promptHeight, area.maxY - y))
      draw(line, in: row, on: &surface, view)
      y += line.promptHeight
      for failure in line.failures where y < area.maxY {
        let text = failure.text.fitted(to: area.width - 4)
        surface.put(text, at: Point(area.minX + 3, y), failure.style, in: area)
        y += 1
      }
    }
    guard lines.count < queries.count, y < area.maxY else { return }
    let range = queries.window(rows: lines.count)
    let text = "   \(range.lowerBound + 1)–\(range.upperBound) of \(queries.count) queries  , . pick another"
    surface.put(text.fitted(to: area.width - 1), at: Point(area.minX, y), .muted, in: area)
  }

  private func draw(_ line: QueryLine, in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let note = note(of: line.query, view)
    guard queries.count > 1 else {
      prompt.draw(in: area, on: &surface, note: note)
      return
    }
    let mark = line.isPicked ? (view.context.glyphs == .unicode ? "▸" : ">") : " "
    let head = [
      TextRun(mark, Style(.focus)), TextRun(line.query.letter, Style(colour(of: line.query), bold: true)),
    ]
    let start = surface.put(head, at: area.origin, in: area)
    let rest = area.inset(left: start - area.minX)
    if line.isPicked, prompt.isEditing {
      prompt.draw(in: rest, on: &surface, note: note)
    } else {
      drawAtRest(line.query, note: note, in: rest, on: &surface)
    }
  }

  /// The letter has the colour of the query's first series; hidden ones have none.
  func colour(of query: MetricQuery) -> Role {
    guard !query.isHidden else { return .muted }
    let first = table.rows.lazy.filter { $0.key.query == query.number }.map(\.colour).min()
    return first.map { .series($0) } ?? .text
  }

  private func drawAtRest(_ query: MetricQuery, note: [TextRun], in row: Rect, on surface: inout Surface) {
    let width = note.reduce(0) { $0 + $1.text.cellWidth }
    let (left, right) = row.split(right: min(width + 2, row.width / 2))
    let start = surface.put("› ", at: left.origin, .muted, in: left)
    let text = query.isBlank ? "i writes a query" : query.text
    let shown = String(text.map { $0.isNewline ? " " : $0 }).fitted(to: left.maxX - start)
    if query.isHidden || query.isBlank {
      surface.put(shown, at: Point(start, left.minY), .muted, in: left)
    } else {
      surface.put(coloured(shown), at: Point(start, left.minY), in: left)
    }
    surface.put(note, at: Point(right.minX + 1, right.minY), in: right.inset(right: 1))
  }

  private func coloured(_ text: String) -> [TextRun] {
    var runs = [TextRun]()
    let bytes = Array(text.utf8)
    var end = 0
    func piece(_ range: Range<Int>) -> String {
      String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }
    for token in QueryLanguage.promQL.tokens(text) where token.range.start >= end {
      if token.range.start > end { runs.append(TextRun(piece(end..<token.range.start))) }
      let word = piece(token.range.start..<max(token.range.start, token.range.end))
      runs.append(TextRun(word, Style(token.kind.role)))
      end = token.range.end
    }
    if end < bytes.count { runs.append(TextRun(piece(end..<bytes.count))) }
    return runs
  }

  /// What stands at the right end of a query: who is waited for, how much came, how it is drawn.
  private func note(of query: MetricQuery, _ view: ViewContext) -> [TextRun] {
    if query.isHidden { return [TextRun("hidden, x shows it", .muted)] }
    if query.isBlank { return [] }
    let statuses = view.statuses(of: query.slot(of: .series))
    let fine = statuses.filter { $0.failure == nil }
    if let badge = SlotNotice.badge(view, of: fine) { return [badge] }
    var parts = query.isShowingOldText ? ["answer of the query before"] : []
    if query.number == queries.all[0].number {
      parts.append("step \(TimeLabel.compact(choice(in: view.context).step))")
    }
    let isFederated = view.context.sources(of: .prometheus).count > 1
    if isFederated, let source = query.source { parts.append(source.name) }
    if query.shape != .lines { parts.append(query.shape.name) }
    if side(of: query) == .right { parts.append("right axis") }
    let count = table.rows.count { $0.key.query == query.number }
    parts.append(count == 1 ? "1 series" : "\(Self.grouped(count)) series")
    let failed = Set(statuses.filter { $0.failure != nil }.map(\.question.source.name)).sorted()
    let text = TextRun(parts.joined(separator: " · "), .muted)
    guard !failed.isEmpty else { return [text] }
    return [text, TextRun(" · \(failed.joined(separator: ", ")) ✗", Style(.error))]
  }

  /// `1,000`.
  static func grouped(_ count: Int) -> String {
    let digits = String(count)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
