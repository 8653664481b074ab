public import Canvas
internal import Telemetry

extension ServerPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let layout = ServerLayout(area, part: part)
    prompt.draw(
      in: layout.prompt, on: &surface, placeholder: "/ filters",
      note: layout.showsAll ? note : note + partNames)
    for part in Part.allCases {
      if let rect = layout.area(of: part) {
        draw(part, in: rect, isFramed: layout.showsAll, on: &surface, view)
      }
    }
    drawAbout(in: layout.about, on: &surface, view)
  }

  private var note: [TextRun] {
    let trouble = onlyTrouble ? "only trouble · " : ""
    return [TextRun(trouble + (sortsByName ? "by name  " : ""), .muted)]
  }

  /// `Targets 7 ✗1  Rules 5  Storage`, the one on screen lit.
  private var partNames: [TextRun] {
    Part.allCases.flatMap { part -> [TextRun] in
      let isLit = part == self.part
      let name = TextRun(part.title, isLit ? Style(.focus, bold: true, underline: true) : .muted)
      let total = part == .storage ? "" : " \(count(of: part))"
      let bad = trouble(in: part)
      return [
        name, TextRun(total, .muted), TextRun(bad > 0 ? " ✗\(bad)" : "", Style(.error, bold: true)),
        TextRun("  "),
      ]
    }
  }

  private func trouble(in part: Part) -> Int {
    switch part {
    case .targets: targets.count { $0.state.isTrouble }
    case .rules: rules.count { $0.state.isTrouble }
    case .storage: 0
    }
  }

  private func draw(
    _ part: Part, in area: Rect, isFramed: Bool, on surface: inout Surface, _ view: ViewContext
  ) {
    var inner = area
    if isFramed {
      let bad = trouble(in: part)
      let count = part == .storage ? [] : [TextRun("\(count(of: part))", .muted)]
      let cross = bad > 0 ? [TextRun("✗\(bad) ", Style(.error, bold: true))] : []
      let frame = Frame(
        part.title, trailing: cross + count, isFocused: part == self.part, glyphs: view.context.glyphs)
      inner = frame.draw(in: area, on: &surface)
    }
    let badge = SlotNotice.badge(view, slot: part.slot)
    drawSummary(of: part, badge, in: inner.row(0), on: &surface, view)
    let rows = inner.inset(top: 1)
    guard count(of: part) > 0 else {
      drawEmpty(part, in: rows.inset(left: 1), on: &surface, view)
      return
    }
    switch part {
    case .targets: drawTargets(in: rows, on: &surface, view)
    case .rules: drawRules(in: rows, on: &surface, view)
    case .storage: drawStorage(in: rows, on: &surface, view)
    }
  }

  private func drawEmpty(_ part: Part, in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let statuses = view.statuses(of: part.slot)
    let isAnswered = statuses.contains { $0.answeredAt != nil && $0.failure == nil }
    if isAnswered, !prompt.isEmpty {
      surface.put("nothing matches the filter; Esc lists all", at: area.origin, .text, in: area)
    } else if isAnswered, onlyTrouble, part != .storage {
      surface.put("● none of them is in trouble; f shows all", at: area.origin, Style(.good), in: area)
    } else {
      SlotNotice(view, slot: part.slot).draw(in: area, on: &surface)
    }
  }

  /// The line above the rows: a source that is dead, then the numbers that matter.
  private func drawSummary(
    of part: Part, _ badge: TextRun?, in row: Rect, on surface: inout Surface, _ view: ViewContext
  ) {
    var x = row.minX + 1
    if let badge, count(of: part) > 0 {
      x =
        surface.put(badge.text.fitted(to: row.width * 2 / 3), at: Point(x, row.minY), badge.style, in: row)
        + 2
    }
    for run in summary(of: part, view) {
      let text = run.text.fitted(to: max(0, row.maxX - x))
      x = surface.put(text, at: Point(x, row.minY), run.style, in: row)
    }
  }

  private func summary(of part: Part, _ view: ViewContext) -> [TextRun] {
    switch part {
    case .targets:
      return jobs.flatMap { job -> [TextRun] in
        let style = job.up < job.all ? Style(.error, bold: true) : .muted
        return [TextRun("\(job.job) \(job.up)/\(job.all)", style), TextRun("  ")]
      }
    case .rules:
      let groups = Dictionary(grouping: rules) { "\($0.source)/\($0.rule.group)" }
      let recording = rules.count { $0.rule.kind == .recording }
      let text =
        rules.isEmpty
        ? "" : "\(groups.count) groups · \(rules.count - recording) alerting · \(recording) recording"
      return [TextRun(text, .muted)]
    case .storage: return [TextRun(storageSummary(view), .muted)]
    }
  }

  /// `4 120 series · 9 800 chunks · 2h 3m in memory · kept 15d`, each server's with its name if there
  /// are several.
  private func storageSummary(_ view: ViewContext) -> String {
    let told = findings.sorted { $0.key < $1.key }.compactMap { source, found -> String? in
      guard let status = found.storage else { return nil }
      var parts = [String]()
      if let series = status.series { parts.append("\(Numbers.si(Double(series))) series") }
      if let chunks = status.chunks { parts.append("\(Numbers.si(Double(chunks))) chunks") }
      if let oldest = status.oldest, let newest = status.newest {
        parts.append("\(TimeLabel.compact(newest - oldest)) in memory")
      }
      if let kept = found.runtime?.retention, !kept.isEmpty { parts.append("kept \(kept)") }
      if found.runtime?.configuredWell == false { parts.append("its configuration failed to load") }
      return (findings.count > 1 ? "\(source): " : "") + parts.joined(separator: " · ")
    }
    return told.joined(separator: "  │  ")
  }
}

extension ServerPane.Part {
  var title: String {
    switch self {
    case .targets: "Targets"
    case .rules: "Rules"
    case .storage: "Storage"
    }
  }

  var slot: Slot {
    switch self {
    case .targets: "targets"
    case .rules: "rules"
    case .storage: "storage"
    }
  }
}
