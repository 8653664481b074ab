internal import Analysis
internal import Canvas
internal import Telemetry

/// SLO budgets as rows: one line each while they are well, two when they burn.
struct ObjectiveRows {
  private let statuses: [BudgetStatus]
  private let cursor: Int?
  private let isFocused: Bool

  init(_ statuses: [BudgetStatus], cursor: Int?, isFocused: Bool) {
    self.statuses = statuses
    self.cursor = cursor
    self.isFocused = isFocused
  }

  static func height(of status: BudgetStatus) -> Int { status.state == .ok ? 1 : 2 }

  func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    var y = 0
    // The cursor's row stays in sight: what is above it goes first.
    var first = 0
    if let cursor {
      var room = area.height - Self.height(of: statuses[cursor])
      first = cursor
      while first > 0, room >= Self.height(of: statuses[first - 1]) {
        first -= 1
        room -= Self.height(of: statuses[first])
      }
    }
    let columns = Columns(names: statuses.map(name), width: area.width)
    for index in statuses.indices.dropFirst(first) where y < area.height {
      let height = Self.height(of: statuses[index])
      let rows = area.rows(y, height)
      draw(statuses[index], columns, in: rows, on: &surface, view)
      if index == cursor { surface.shade(rows, isFocused ? .cursor : .selection) }
      y += height
    }
  }

  /// Where the parts of a row stand, the same in every row: who, a bar, what is left, how fast it goes.
  private struct Columns {
    let isShort: Bool
    /// The bar, from its first cell; too narrow for one: no width.
    let bar: Range<Int>
    let left: Int

    init(names: [(full: String, short: String)], width: Int) {
      let tail = width < 60 ? 6 : 9
      left = width - 1 - 10 - tail
      let room = left - 2 - 2
      let longest = names.map(\.full.cellWidth).max() ?? 0
      isShort = room - longest < 5
      let taken = isShort ? names.map(\.short.cellWidth).max() ?? 0 : longest
      let cells = min(10, room - taken)
      bar = cells >= 4 ? (left - 1 - cells)..<(left - 1) : left..<left
    }
  }

  private func name(of status: BudgetStatus) -> (full: String, short: String) {
    let percent = Numbers.trimmed(Numbers.fixed(status.objective.target * 100, 3)) + "%"
    let short = "\(status.objective.service) \(status.objective.name)"
    return (short + " " + percent, short)
  }

  private func draw(
    _ status: BudgetStatus, _ columns: Columns, in rows: Rect, on surface: inout Surface, _ view: ViewContext
  ) {
    let burning = status.state != .ok
    let isSpent = !burning && status.budgetRemaining <= 0
    let role: Role = status.state == .page ? .error : burning || isSpent ? .warning : .good
    let line = rows.row(0)
    let name = name(of: status)
    let service = status.objective.service
    var x = surface.put(burning ? "▲ " : isSpent ? "✗ " : "● ", at: line.origin, Style(role, bold: burning), in: line)
    x = surface.put(view.context.originRuns(of: status.objective.source), at: Point(x, line.minY), in: line)
    let text = (columns.isShort ? name.short : name.full).fitted(to: max(0, line.minX + columns.bar.lowerBound - x - 1))
    let end = surface.put(
      String(text.prefix(service.count)), at: Point(x, line.minY), Style(.text, bold: burning), in: line)
    surface.put(String(text.dropFirst(service.count)), at: Point(end, line.minY), .muted, in: line)
    let left = status.budgetRemaining
    if !columns.bar.isEmpty, !left.isNaN {
      let bar = Rect(line.minX + columns.bar.lowerBound, line.minY, columns.bar.count, 1)
      Gauge(left, glyphs: view.context.glyphs).draw(in: bar, on: &surface, Style(role))
    }
    let tail = burning ? "" : burnText(status, only: 1, isShort: line.width < 60)
    let right = leftText(left).paddedLeft(to: 10) + tail.paddedLeft(to: line.width < 60 ? 6 : 9)
    surface.put(
      right, at: Point(line.minX + columns.left, line.minY), Style(burning || isSpent ? role : .text), in: line)
    if burning { drawBurn(status, role, in: rows.row(1), on: &surface) }
  }

  private func leftText(_ left: Double) -> String {
    if left.isNaN { return "no traffic" }
    return left <= 0 ? "spent" : OverviewPane.share(left) + " left"
  }

  private func drawBurn(_ status: BudgetStatus, _ role: Role, in line: Rect, on surface: inout Surface) {
    let word = status.state == .page ? " PAGE " : " TICKET "
    let end = line.maxX - word.count - 1
    let burn = burnText(status, only: 2)
    var texts = ["    burn " + burn, "  " + burn]
    if let seconds = status.exhaustionSeconds {
      let gone = seconds <= 0 ? "budget gone" : "gone in \(Durations.text(seconds: seconds))"
      let soon = seconds <= 0 ? "gone" : "gone in \(Durations.compact(seconds: seconds))"
      texts = [gone, soon].map { "    burn \(burn) · \($0)" } + ["  \(burn) · \(soon)"] + texts
    }
    let text = TextRun.first(texts, width: end - line.minX - 1)
    surface.put(text, at: line.origin, .text, in: line)
    surface.put(word, at: Point(end, line.minY), Style(role, on: .alert, bold: true), in: line)
  }

  /// The burn rates of the pair that fires, or the shortest known: `24.1× 5m · 22.7× 1h`.
  private func burnText(_ status: BudgetStatus, only count: Int, isShort: Bool = false) -> String {
    let known = status.burn.filter { !$0.rate.isNaN }
    let firing = status.alerts.first(where: \.firing).map { alert in
      known.filter { $0.window == alert.short || $0.window == alert.long }
    }
    let shown = firing ?? known.filter { $0.window == .hours(1) }
    return (shown.isEmpty ? known : shown).prefix(count)
      .map { Numbers.multiple($0.rate) + (isShort ? "" : " " + $0.name) }.joined(separator: " · ")
  }
}

extension TextRun {
  /// The first of several ways to say something that fits; the last, cut short, when none does.
  static func first(_ texts: [String], width: Int) -> String {
    texts.first { $0.cellWidth <= width } ?? texts.last?.fitted(to: max(0, width)) ?? ""
  }
}
