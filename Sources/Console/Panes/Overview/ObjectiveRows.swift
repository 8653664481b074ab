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
      while first < cursor, statuses[first...cursor].reduce(0, { $0 + Self.height(of: $1) }) > area.height {
        first += 1
      }
    }
    for index in statuses.indices.dropFirst(first) where y < area.height {
      let height = Self.height(of: statuses[index])
      let rows = area.rows(y, height)
      draw(statuses[index], in: rows, on: &surface, view)
      if index == cursor { surface.shade(rows, isFocused ? .cursor : .selection) }
      y += height
    }
  }

  private func draw(_ status: BudgetStatus, in rows: Rect, on surface: inout Surface, _ view: ViewContext) {
    let burning = status.state != .ok
    let role: Role = status.state == .page ? .error : burning ? .warning : .good
    let line = rows.row(0)
    let name = "\(status.objective.service) "
    var x = surface.put(burning ? "▲ " : "● ", at: line.origin, Style(role, bold: burning), in: line)
    x = surface.put(name, at: Point(x, line.minY), Style(.text, bold: burning), in: line)
    let left = status.budgetRemaining
    let isNarrow = line.width < 60
    let tail = burning ? "" : burnText(status, only: 1, isShort: isNarrow)
    let right = leftText(left).paddedLeft(to: 10) + tail.paddedLeft(to: isNarrow ? 6 : 9)
    let start = line.maxX - right.cellWidth - 1
    let percent = Numbers.trimmed(Numbers.fixed(status.objective.target * 100, 3)) + "%"
    let target = TextRun.first([status.objective.name + " " + percent, status.objective.name], width: start - x - 1)
    surface.put(target, at: Point(x, line.minY), .muted, in: line)
    let bar = Rect(start - 12, line.minY, 10, 1)
    if bar.minX > x + target.cellWidth, !left.isNaN {
      Gauge(left, glyphs: view.context.glyphs).draw(in: bar, on: &surface, Style(role))
    }
    surface.put(right, at: Point(start, line.minY), Style(burning ? role : .text), in: line)
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
