internal import Canvas
internal import Telemetry

/// What stands where data should be: what is waited for, why it failed, or why it is empty.
struct SlotNotice {
  struct Line: Equatable {
    var text: String
    var style: Style
  }

  let lines: [Line]

  /// - Parameter hint: What would fill an empty part, with its key: `} doubles the range`.
  init(_ view: ViewContext, slot: Slot, hint: String = "") {
    let statuses = view.statuses(of: slot)
    var lines = [Line]()
    for status in statuses {
      lines += Self.lines(for: status, now: view.context.now, hint: hint, view.context)
    }
    if statuses.isEmpty {
      lines.append(Line(text: "no source can answer this; add one to the configuration", style: .muted))
    }
    self.lines = lines
  }

  private static func lines(for status: SlotStatus, now: Instant, hint: String, _ context: Context) -> [Line] {
    let source = status.question.source
    if let since = status.pendingSince {
      let text = "waiting for \(source) \(TimeLabel.compact(now - since)) (Esc cancels)"
      return [Line(text: text, style: Style(.muted))]
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
    for (index, line) in queryLines.enumerated() {
      lines.append(Line(text: line, style: Style(.muted)))
      if let position = failure.position, position.line == index + 1 {
        lines.append(Line(text: String(repeating: " ", count: max(0, position.column - 1)) + "^", style: Style(.error)))
      }
    }
    return lines
  }

  func draw(in area: Rect, on surface: inout Surface) {
    for (index, line) in lines.prefix(area.height).enumerated() {
      surface.put(line.text.fitted(to: area.width), at: Point(area.minX, area.minY + index), line.style, in: area)
    }
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
