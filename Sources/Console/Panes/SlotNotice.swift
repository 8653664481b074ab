internal import Canvas
internal import Telemetry

/// What stands where data should be: what is waited for, why it failed, or why it is empty.
struct SlotNotice {
  struct Line: Equatable {
    var text: String
    var style: Style
    /// The character a caret stands under.
    var caret: Int?
  }

  let lines: [Line]

  /// - Parameters:
  ///   - hint: What would fill an empty part, with its key: `} doubles the range`.
  ///   - remedy: What can be done about a failure, with its key; empty when nothing.
  init(_ view: ViewContext, slot: Slot, hint: String = "", remedy: (SlotStatus) -> String = { _ in "" }) {
    let statuses = view.statuses(of: slot)
    var lines = [Line]()
    for status in statuses {
      lines += Self.lines(for: status, now: view.context.now, hint: hint, view.context)
      let help = status.failure == nil || status.pendingSince != nil ? "" : remedy(status)
      if !help.isEmpty { lines.append(Line(text: help, style: Style(.key))) }
    }
    if statuses.isEmpty {
      lines.append(Line(text: "no source can answer this; add one to the configuration", style: .muted))
    }
    self.lines = lines
  }

  private static func lines(for status: SlotStatus, now: Instant, hint: String, _ context: Context) -> [Line] {
    let source = status.question.source
    if let since = status.pendingSince {
      // A source that fails slowly would otherwise hide why behind the next try.
      let last = status.failure.map { failed(status, $0, source, now) } ?? []
      let verb = last.isEmpty ? "waiting for \(source)" : "asking \(source) again"
      let text = "\(verb) \(TimeLabel.compact(now - since)) (Esc cancels)"
      return last + [Line(text: text, style: Style(.muted))]
    }
    if let failure = status.failure { return failed(status, failure, source, now) }
    guard status.answeredAt != nil else {
      return [Line(text: "\(source): cancelled; r asks again", style: Style(.muted))]
    }
    var lines = [Line(text: "\(source): nothing found", style: Style(.text))]
    if let text = status.question.query.text { lines.append(Line(text: text, style: Style(.muted))) }
    if let range = status.question.query.range {
      let from = context.zone.dateAndMinute(range.start)
      lines.append(Line(text: "from \(from) to \(context.zone.clock(range.end))", style: Style(.muted)))
    }
    if !hint.isEmpty { lines.append(Line(text: hint, style: Style(.key))) }
    return lines
  }

  private static func failed(
    _ status: SlotStatus, _ failure: QueryFailure, _ source: SourceID, _ now: Instant
  ) -> [Line] {
    let age = status.answeredAt.map { " \(TimeLabel.compact(now - $0)) old" } ?? ""
    var lines = [Line(text: "\(source) ✗\(age): \(failure.message)", style: Style(.error))]
    guard let text = status.question.query.text else { return lines }
    let queryLines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (index, line) in queryLines.prefix(40).enumerated() {
      let caret = failure.position.flatMap { $0.line == index + 1 ? max(0, $0.column - 1) : nil }
      lines.append(Line(text: line, style: Style(.muted), caret: caret))
    }
    return lines
  }

  func draw(in area: Rect, on surface: inout Surface) {
    var y = area.minY
    for line in lines where y < area.maxY {
      if let caret = line.caret {
        drawPointed(line, at: caret, in: area.row(y - area.minY), below: area.row(y - area.minY + 1), on: &surface)
        y += 2
        continue
      }
      // The server's own words, whole.
      for part in Paragraph(line.text).lines(width: area.width, limit: 6) where y < area.maxY {
        surface.put(part, at: Point(area.minX, y), line.style, in: area)
        y += 1
      }
    }
  }

  /// A line of the query with a caret under the column at fault, which is always in sight:
  ///
  ///     …"jellyfin"} | json | level ~ "x"
  ///                                 ^
  private func drawPointed(
    _ line: Line, at column: Int, in row: Rect, below: Rect, on surface: inout Surface
  ) {
    let width = line.text.prefix(column).cellWidth
    let skipped = width < row.width - 8 ? 0 : max(0, column - row.width / 2)
    let shown = skipped > 0 ? "…" + line.text.dropFirst(skipped + 1) : line.text
    surface.put(shown.fitted(to: row.width), at: row.origin, line.style, in: row)
    let x = row.minX + shown.prefix(column - skipped).cellWidth
    surface.put("^", at: Point(min(x, row.maxX - 1), below.minY), Style(.error, bold: true), in: below)
  }

  /// The badge over data that is on screen but not fresh: stale, partial or being asked again for
  /// long; `nil` when all is well.
  static func badge(_ view: ViewContext, slot: Slot) -> TextRun? {
    badge(view, of: view.statuses(of: slot))
  }

  static func badge(_ view: ViewContext, of statuses: [SlotStatus]) -> TextRun? {
    if let failed = statuses.first(where: { $0.failure != nil }) {
      let age = failed.answeredAt.map { " \(TimeLabel.compact(view.context.now - $0)) old" } ?? ""
      return TextRun("\(failed.question.source) ✗\(age): \(failed.failure!.message)", Style(.error))
    }
    if let slow = statuses.first(where: { $0.pendingSince.map { view.context.now - $0 >= .seconds(2) } ?? false }) {
      let waited = TimeLabel.compact(view.context.now - slow.pendingSince!)
      return TextRun("waiting for \(slow.question.source) \(waited) (Esc cancels)", Style(.warning))
    }
    let partial = Set(statuses.filter(\.partial).map(\.question.source.name)).sorted()
    if !partial.isEmpty {
      return TextRun("◐ partial: \(partial.joined(separator: ", "))", Style(.warning))
    }
    return statuses.lazy.flatMap(\.warnings).first.map { TextRun("! \($0)", Style(.warning)) }
  }
}
