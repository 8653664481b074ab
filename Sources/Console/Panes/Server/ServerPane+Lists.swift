internal import Canvas
internal import Telemetry

/// The rows of the three parts, and what is said in full about the one under the cursor.
extension ServerPane {
  private var manySources: Bool { findings.count > 1 }

  private func sourceColumn() -> [TableColumn] {
    manySources ? [TableColumn("source", min: 5, ideal: 12, priority: 3)] : []
  }

  func drawTargets(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let jobs = targets.map(\.job.cellWidth).max() ?? 0
    let columns =
      [
        TableColumn(" health", min: 9, ideal: 9),
        TableColumn("job", min: 8, ideal: min(24, jobs), priority: 1),
        TableColumn("instance", min: 14, ideal: 34, isFlexible: true),
        TableColumn("scraped", alignment: .right, min: 7, ideal: 8, priority: 2),
        TableColumn("took", alignment: .right, min: 7, ideal: 7),
        TableColumn(
          "last error", min: 16, ideal: 40, priority: 4,
          isFlexible: targets.contains { !$0.target.lastError.isEmpty }),
      ] + sourceColumn()
    let table = Table(columns, gap: 1, isFocused: part == .targets)
    table.draw(count: targets.count, scroll: scroll(of: .targets), in: area, on: &surface) { index in
      let row = targets[index]
      let target = row.target
      let age = target.lastScrape.map { TimeLabel.compact(view.context.now - $0) } ?? "never"
      return [
        TableCell(" " + row.state.text, row.state.style), TableCell(row.job),
        TableCell(row.instance, row.state == .down ? Style(.error) : .text),
        TableCell(age, row.state == .late ? Style(.warning) : .muted),
        TableCell(
          Durations.text(seconds: target.lastScrapeSeconds),
          row.state == .slow ? Style(.warning, bold: true) : .text),
        TableCell(target.lastError, Style(.error)), TableCell(row.source.name, .muted),
      ]
    }
  }

  func drawRules(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let columns =
      [
        TableColumn(" health", min: 9, ideal: 9),
        TableColumn("rule", min: 18, ideal: 36, isFlexible: true),
        TableColumn("kind", min: 6, ideal: 6, priority: 3),
        TableColumn("group", min: 8, ideal: 16, priority: 2),
        TableColumn("took", alignment: .right, min: 7, ideal: 7),
        TableColumn("of every", alignment: .right, min: 8, ideal: 8, priority: 1),
        TableColumn("evaluated", alignment: .right, min: 9, ideal: 9, priority: 4),
      ] + sourceColumn()
    let table = Table(columns, gap: 1, isFocused: part == .rules)
    table.draw(count: rules.count, scroll: scroll(of: .rules), in: area, on: &surface) { index in
      let row = rules[index]
      let rule = row.rule
      let age = rule.lastEvaluation.map { TimeLabel.compact(view.context.now - $0) } ?? "never"
      return [
        TableCell(" " + row.state.text, row.state.style),
        TableCell(rule.name, row.state == .failing ? Style(.error) : .text),
        TableCell(rule.kind == .alerting ? "alert" : "record", .muted), TableCell(rule.group, .muted),
        TableCell(
          rule.evaluationSeconds.map { Durations.text(seconds: $0) } ?? "–",
          row.state == .slow ? Style(.warning, bold: true) : .text),
        TableCell(rule.interval.map { TimeLabel.compact($0) } ?? "–", .muted),
        TableCell(age, row.state == .late ? Style(.warning) : .muted), TableCell(row.source.name, .muted),
      ]
    }
  }

  func drawStorage(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let columns =
      [
        TableColumn(" what", min: 8, ideal: 8),
        TableColumn("name", min: 20, ideal: 40, isFlexible: true),
        TableColumn("how much", alignment: .right, min: 9, ideal: 9),
        TableColumn("", min: 8, ideal: 20, priority: 1),
      ] + sourceColumn()
    let table = Table(columns, gap: 1, isFocused: part == .storage)
    let bar = table.widths(for: area.width)[3] ?? 0
    table.draw(count: storage.count, scroll: scroll(of: .storage), in: area, on: &surface) { index in
      let row = storage[index]
      let isFirst = index == 0 || storage[index - 1].list != row.list
      let value = Double(row.count.value)
      return [
        TableCell(isFirst ? " " + row.list.short : "", Style(.heading)), TableCell(row.count.name),
        TableCell(row.list == .memory ? Numbers.iec(value) : Numbers.si(value)),
        TableCell(
          Gauge(row.share, showsTrack: false, glyphs: view.context.glyphs).text(width: bar), Style(.series(0))
        ),
        TableCell(row.source.name, .muted),
      ]
    }
  }

  // MARK: About the row

  func drawAbout(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let (title, lines) = about(view)
    let frame = Frame(title, kind: .rule, glyphs: view.context.glyphs)
    let inner = frame.draw(in: area, on: &surface).inset(left: 1, right: 1)
    var y = inner.minY
    for line in lines where !line.text.isEmpty {
      for part in Paragraph(line.text).lines(width: inner.width, limit: max(0, inner.maxY - y))
      where y < inner.maxY {
        surface.put(part, at: Point(inner.minX, y), line.style, in: inner)
        y += 1
      }
    }
  }

  private func about(_ view: ViewContext) -> (String, [TextRun]) {
    switch part {
    case .targets: currentTarget.map { ("\($0.job) \($0.instance)", lines(about: $0)) } ?? ("no target", [])
    case .rules: currentRule.map { ($0.rule.name, lines(about: $0)) } ?? ("no rule", [])
    case .storage: currentStorage.map { ($0.list.title, lines(about: $0)) } ?? ("no storage", [])
    }
  }

  private func lines(about row: TargetRow) -> [TextRun] {
    let target = row.target
    var turns = target.interval.map { "every \(TimeLabel.compact($0))" } ?? ""
    if let timeout = target.timeout { turns += ", given up after \(TimeLabel.compact(timeout))" }
    let facts = [target.url, turns, manySources ? "by \(row.source)" : ""].filter { !$0.isEmpty }
    let labels = target.isDropped ? target.discovered : target.labels
    return [
      TextRun(target.lastError.isEmpty ? "" : "✗ " + target.lastError, Style(.error)),
      TextRun(row.state.remark ?? "", Style(.warning)),
      TextRun(facts.joined(separator: " · "), .text), TextRun(labels.description, .muted),
    ]
  }

  private func lines(about row: RuleRow) -> [TextRun] {
    let rule = row.rule
    var facts = ["group \(rule.group)"]
    if !rule.file.isEmpty { facts.append(rule.file) }
    if let load = row.load { facts.append("its group takes \(Numbers.percent(load * 100)) of its interval") }
    if rule.holdSeconds > 0 { facts.append("must hold for \(Durations.text(seconds: rule.holdSeconds))") }
    if let state = rule.state { facts.append("\(state.rawValue)") }
    if manySources { facts.append("on \(row.source)") }
    return [
      TextRun(rule.lastError.map { $0.isEmpty ? "" : "✗ " + $0 } ?? "", Style(.error)),
      TextRun(row.state.remark ?? "", Style(.warning)), TextRun(rule.query, .text),
      TextRun(facts.joined(separator: " · "), .muted),
    ]
  }

  private func lines(about row: StorageRow) -> [TextRun] {
    let all = Numbers.percent(row.share * 100)
    let share: String
    switch row.list {
    case .metrics, .pairs: share = "\(all) of all series that \(row.source) has in memory"
    case .labels: share = "\(BrowserPane.grouped(Int(clamping: row.count.value))) different values"
    case .memory: share = "\(Numbers.iec(Double(row.count.value))) for its values"
    }
    let way = row.list == .metrics ? "↵ shows its labels in the browser" : "↵ asks which metrics have it"
    return [TextRun("\(row.count.name): \(share)", .text), TextRun(way, .muted)]
  }
}

extension TargetRow.State {
  fileprivate var text: String {
    switch self {
    case .down: "✗ down"
    case .unknown: "○ unknown"
    case .late: "▲ late"
    case .slow: "▲ slow"
    case .up: "● up"
    case .dropped: "– dropped"
    }
  }

  fileprivate var style: Style {
    switch self {
    case .down: Style(.error, bold: true)
    case .late, .slow: Style(.warning, bold: true)
    case .unknown, .dropped: .muted
    case .up: Style(.good)
    }
  }

  fileprivate var remark: String? {
    switch self {
    case .late: "▲ not scraped for more than three of its intervals"
    case .slow: "▲ takes more than half of the time it may take"
    case .unknown: "○ not scraped yet"
    default: nil
    }
  }
}

extension RuleRow.State {
  fileprivate var text: String {
    switch self {
    case .failing: "✗ err"
    case .unknown: "○ unknown"
    case .late: "▲ late"
    case .slow: "▲ slow"
    case .ok: "● ok"
    }
  }

  fileprivate var style: Style {
    switch self {
    case .failing: Style(.error, bold: true)
    case .late, .slow: Style(.warning, bold: true)
    case .unknown: .muted
    case .ok: Style(.good)
    }
  }

  fileprivate var remark: String? {
    switch self {
    case .late: "▲ not evaluated for more than three of its intervals"
    case .slow: "▲ its group takes more than half of its interval"
    case .unknown: "○ not evaluated yet"
    default: nil
    }
  }
}

extension StorageRow.List {
  fileprivate var short: String {
    switch self {
    case .metrics: "series"
    case .labels: "values"
    case .memory: "memory"
    case .pairs: "pairs"
    }
  }
}
