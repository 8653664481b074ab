internal import Analysis
public import Canvas
internal import Telemetry

extension DrilldownPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let layout = DrilldownLayout(area, promptHeight: prompt.height)
    prompt.draw(in: layout.prompt, on: &surface, note: note(view))
    drawParts(in: layout.parts, on: &surface, view)
    if let problem, !prompt.isEditing {
      let body = layout.body.inset(left: 1, top: 1)
      surface.put("this is no filter to drill into; i edits it", at: body.origin, Style(.warning), in: body)
      Paragraph(problem, .muted).draw(in: body.inset(top: 1), on: &surface)
      return
    }
    switch part {
    case .compare: drawCompare(layout, on: &surface, view)
    case .breakdown: drawBreakdown(in: layout.body, on: &surface, view)
    case .exceptions: drawExceptions(layout, on: &surface, view)
    case .structure: drawStructure(in: layout.body, on: &surface, view)
    }
    let isWaiting = view.statuses(of: "tags").contains { $0.pendingSince != nil }
    breakdown.picker?.draw(in: layout.body, on: &surface, isWaiting: isWaiting)
  }

  /// The server where there are several, and what is wrong with what is on screen.
  private func note(_ view: ViewContext) -> [TextRun] {
    let statuses = view.slots.filter { !TraceSample.isSlot($0.question.slot) && !isReplaced($0, view) }
    if let badge = SlotNotice.badge(view, of: statuses) { return [badge] }
    if let failure = shortcoming(view) { return [TextRun("sampled: \(failure.message)", .muted)] }
    guard view.context.sources(of: .tempo).count > 1, let source = source(in: view.context) else { return [] }
    return [TextRun("\(source) (u another)", .muted)]
  }

  /// In the server's words, why the part on screen is worked out from a sample.
  private func shortcoming(_ view: ViewContext) -> QueryFailure? {
    let scope = scope(in: view.context)
    let failed =
      switch part {
      case .compare: compare.gridFailure ?? compare.failure
      case .breakdown: breakdown.failure
      case .exceptions: exceptions.failure
      case .structure: Failed?.none
      }
    return failed?.scope == scope ? failed?.failure : nil
  }

  /// Whether a failure needs no badge: what is on screen was worked out without it, and says so.
  private func isReplaced(_ status: SlotStatus, _ view: ViewContext) -> Bool {
    guard status.failure != nil else { return false }
    return ["histogram", "compare", "rate", "errors", "quantiles", "exceptions"].contains(
      status.question.slot)
  }

  /// `c Compare  b Breakdown …`, the one on screen lit, and what it is made of at the right.
  private func drawParts(in row: Rect, on surface: inout Surface, _ view: ViewContext) {
    var x = row.minX + 1
    for part in Part.allCases {
      let style = part == self.part ? Style(.focus, bold: true, underline: true) : Style.muted
      x = surface.put("\(part.key) ", at: Point(x, row.minY), Style(.key), in: row)
      x = surface.put(part.title, at: Point(x, row.minY), style, in: row) + 2
    }
    let text = origin(view).fitted(to: max(0, row.maxX - x - 2))
    surface.put(text, at: Point(row.maxX - text.cellWidth - 1, row.minY), .muted, in: row)
  }

  /// Where the numbers come from, in words.
  private func origin(_ view: ViewContext) -> String {
    let scope = scope(in: view.context)
    switch part {
    case .compare:
      if let progress = progress(view) { return progress }
      switch compare.comparison?.origin {
      case .server: return "by the server"
      case nil: return ""
      default: return "sampled from \(counted(sample.present.count, "trace"))"
      }
    case .breakdown:
      if let progress = progress(view) { return progress }
      guard breakdown.scope == scope else { return "" }
      return breakdown.sampled.map { "sampled from \(counted($0, "trace"))" } ?? "by the server"
    case .exceptions:
      guard exceptions.scope == scope else { return progress(view) ?? "" }
      if exceptions.traces == 0 { return "" }
      if exceptions.isByServer { return "of \(counted(exceptions.traces, "failing trace"))" }
      return progress(view) ?? "sampled from \(counted(exceptions.traces, "failing trace"))"
    case .structure:
      return progress(view)
        ?? structure.tree.map { "sampled from \(counted($0.traceCount, "trace"))" } ?? ""
    }
  }

  /// `fetching traces: 12 of 40 (Esc cancels)` while the sample is not whole.
  private func progress(_ view: ViewContext) -> String? {
    guard !sample.isComplete else { return nil }
    let isAsking = view.slots.contains { TraceSample.isSlot($0.question.slot) && $0.pendingSince != nil }
    let (present, all) = (sample.wanted.count - sample.missing.count, sample.wanted.count)
    return isAsking
      ? "fetching traces: \(present) of \(all) (Esc cancels)"
      : "\(present) of \(all) traces; r fetches the rest"
  }

  func counted(_ count: Int, _ noun: String) -> String {
    "\(Numbers.si(Double(count))) \(noun)\(count == 1 ? "" : "s")"
  }

  /// Why a part has no rows: what is waited for, what failed, or what would fill it.
  func drawEmpty(
    _ slots: [Slot], said: String, hint: String, in area: Rect, on surface: inout Surface, _ view: ViewContext
  ) {
    let slots = slots.flatMap { $0 == "search" ? FoundTraces.slots : [$0] }
    let statuses = slots.flatMap { view.statuses(of: $0) }
    let open = slots.first { slot in
      view.statuses(of: slot).contains { $0.pendingSince != nil || $0.answeredAt == nil }
    }
    if source(in: view.context) == nil {
      let text = "no source can answer this; add a Tempo to the configuration"
      surface.put(text, at: area.origin, .muted, in: area)
    } else if let open {
      SlotNotice(view, slot: open).draw(in: area, on: &surface)
    } else if let progress = progress(view) {
      surface.put(progress, at: area.origin, .muted, in: area)
    } else {
      surface.put(said.fitted(to: area.width), at: area.origin, Style(.text), in: area)
      let query = statuses.first?.question.query.text ?? filter
      surface.put(query.fitted(to: area.width), at: area.inset(top: 1).origin, .muted, in: area.inset(top: 1))
      Paragraph(hint, Style(.key)).draw(in: area.inset(top: 2), on: &surface)
    }
  }
}

extension DrilldownPane.Part {
  fileprivate var key: Character {
    switch self {
    case .compare: "c"
    case .breakdown: "b"
    case .exceptions: "x"
    case .structure: "S"
    }
  }

  fileprivate var title: String {
    switch self {
    case .compare: "Compare"
    case .breakdown: "Breakdown"
    case .exceptions: "Exceptions"
    case .structure: "Structure"
    }
  }
}
