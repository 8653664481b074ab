internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

/// What is drawn of the metric under the cursor: about it, queries to ask, labels it has.
extension BrowserPane {
  func drawDetail(
    of entry: MetricEntry, _ detail: MetricDetail, in area: Rect, on surface: inout Surface,
    _ view: ViewContext
  ) {
    let about = about(entry, detail, width: area.width, height: area.height, view)
    var y = 0
    for line in about where y < area.height {
      surface.put(line, at: area.row(y).origin, in: area.row(y))
      y += 1
    }
    let gap = area.height > 20 ? 1 : 0
    y += gap
    // The labels get what they need as long as the queries keep a third.
    let room = area.height - y - gap - 2
    let queries = min(detail.suggestions.count, max(2, room / 3, room - detail.labelRows.count))
    drawQueries(of: detail, in: area.rows(y, queries + 1), on: &surface)
    y += queries + 1 + gap
    drawLabels(of: entry, detail, in: area.rows(y, area.height - y), on: &surface, view)
  }

  // MARK: About

  private func about(
    _ entry: MetricEntry, _ detail: MetricDetail, width: Int, height: Int, _ view: ViewContext
  ) -> [[TextRun]] {
    let help =
      entry.help.isEmpty
      ? [[TextRun("no help: nothing that is scraped now describes it", .muted)]]
      : Paragraph(entry.help).lines(width: width, limit: height > 20 ? 6 : 2).map { [TextRun($0)] }
    var facts = [entry.type.rawValue]
    if !entry.unit.isEmpty { facts.append("unit \(entry.unit)") }
    if let series = entry.series { facts.append("\(Self.grouped(Int(clamping: series))) series") }
    if entry.members.count > 1 { facts.append("stored as \(entry.members.joined(separator: ", "))") }
    let from = entry.sources.map(\.name).joined(separator: ", ")
    if findings.count > 1 { facts.append("from \(from)") }
    return help + [
      [TextRun(facts.joined(separator: " · ").fitted(to: width), .muted)],
      [exposers(entry, detail, view)].map { TextRun($0.text.fitted(to: width), $0.style) },
    ]
  }

  /// `exposed by jellyfin (nas:8096) · node (nas:9100, pve:9100)`.
  private func exposers(_ entry: MetricEntry, _ detail: MetricDetail, _ view: ViewContext) -> TextRun {
    if entry.type == .recorded { return TextRun("the result of a recording rule: S shows the rules", .muted) }
    let targets = detail.exposers.sorted { $0.key < $1.key }.flatMap { $0.value.map(\.target) }
    let known = targets.isEmpty ? [] : targets
    if !known.isEmpty {
      let jobs = Dictionary(grouping: known) { $0["job"] ?? "no job" }.sorted { $0.key < $1.key }
      let text = jobs.map { job, targets in
        let instances = targets.compactMap { $0["instance"] }.sorted()
        return "\(job) (\(instances.prefix(3).joined(separator: ", "))\(instances.count > 3 ? ", …" : ""))"
      }
      return TextRun("exposed by \(text.joined(separator: " · "))")
    }
    let jobs = detail.labels["job"].map(\.text)
    if !jobs.isEmpty {
      return TextRun(
        "from job \(jobs.prefix(4).joined(separator: ", ")); no target that is scraped now exposes it", .muted
      )
    }
    if let badge = SlotNotice.badge(view, slot: "exposers") { return badge }
    return TextRun(detail.knowsExposers ? "no target that is scraped now exposes it" : "…", .muted)
  }

  // MARK: Queries

  private func drawQueries(of detail: MetricDetail, in area: Rect, on surface: inout Surface) {
    let isFocused = part == .queries
    let narrowed = detail.matchers.isEmpty ? "" : ", narrowed"
    surface.put("first queries\(narrowed)", at: area.origin, heading(isFocused), in: area)
    let titles = detail.suggestions.map(\.title.cellWidth).max() ?? 0
    let columns = [
      TableColumn("", min: 8, ideal: min(titles + 2, area.width / 3)),
      TableColumn("", min: 20, ideal: 40, isFlexible: true),
    ]
    let table = Table(columns, showsHeader: false, isFocused: isFocused)
    let scroll = ScrollPosition(cursor: detail.query, margin: 0)
    table.draw(count: detail.suggestions.count, scroll: scroll, in: area.inset(top: 1), on: &surface) {
      index in
      let suggestion = detail.suggestions[index]
      let mark = index == detail.query ? "▸ " : "  "
      return [TableCell(mark + suggestion.title), TableCell(suggestion.query, .muted)]
    }
  }

  private func heading(_ isFocused: Bool) -> Style { Style(isFocused ? .focus : .heading, bold: isFocused) }

  // MARK: Labels

  private func drawLabels(
    of entry: MetricEntry, _ detail: MetricDetail, in area: Rect, on surface: inout Surface,
    _ view: ViewContext
  ) {
    guard area.height > 0 else { return }
    let statuses = view.statuses(of: "labels")
    var x = surface.put("labels", at: area.origin, heading(part == .labels), in: area)
    let isCut = statuses.contains(where: \.partial)
    let counted = isCut ? " of the first \(Self.grouped(detail.labels.series)) series" : ""
    x = surface.put(detail.knowsLabels ? counted : "", at: Point(x, area.minY), .muted, in: area)
    let rest = area.inset(top: 1)
    guard !detail.labelRows.isEmpty else {
      drawMissingLabels(detail, statuses, in: rest, on: &surface, view)
      return
    }
    let old = statuses.filter { !$0.partial }
    if let badge = SlotNotice.badge(view, of: old) {
      surface.put("  " + badge.text, at: Point(x, area.minY), badge.style, in: area)
    }
    let names = detail.labels.labels.map(\.name.cellWidth).max() ?? 0
    let columns = [
      TableColumn("", min: 12, ideal: min(names + 4, area.width / 2)),
      TableColumn("", alignment: .right, min: 6, ideal: 6),
      TableColumn("", min: 10, ideal: 20, priority: 1, isFlexible: true),
    ]
    let table = Table(
      columns, showsHeader: false, gap: 1, isFocused: part == .labels, showsCursor: part == .labels)
    let share = table.widths(for: rest.width)[2] ?? 0
    table.draw(count: detail.labelRows.count, scroll: detail.labelScroll, in: rest, on: &surface) { index in
      labelCells(detail.labelRows[index], detail, width: share, view.context.glyphs)
    }
  }

  private func drawMissingLabels(
    _ detail: MetricDetail, _ statuses: [SlotStatus], in area: Rect, on surface: inout Surface,
    _ view: ViewContext
  ) {
    if statuses.isEmpty {
      surface.put("  …", at: area.origin, .muted, in: area)
    } else if detail.knowsLabels, statuses.allSatisfy({ $0.failure == nil && $0.pendingSince == nil }) {
      let text =
        detail.labels.series == 0
        ? "  no series in the last hour of the range" : "  its series have no labels"
      surface.put(text, at: area.origin, .muted, in: area)
    } else {
      SlotNotice(view, slot: "labels").draw(in: area.inset(left: 2), on: &surface)
    }
  }

  private func labelCells(
    _ row: MetricDetail.LabelRow, _ detail: MetricDetail, width: Int, _ glyphs: GlyphSet
  ) -> [TableCell] {
    switch row {
    case .label(let index):
      let label = detail.labels.labels[index]
      let isOpen = detail.isOpen(index)
      let values = isOpen ? "" : label.values.prefix(12).map(\.text).joined(separator: " · ")
      return [
        TableCell("\(isOpen ? "▾" : "▸") \(label.name)"), TableCell(Self.grouped(label.values.count)),
        TableCell(values, .muted),
      ]
    case .value(let label, let place):
      let name = detail.labels.labels[label].name
      let value = detail.labels.labels[label].values[place]
      let matcher = detail.matcher(on: name, value.text)
      let mark = matcher.map { $0.op == .equal ? "+" : "-" } ?? " "
      let share = Double(value.series) / Double(max(1, detail.labels.series))
      let bar = Gauge(share, showsTrack: false, glyphs: glyphs).text(width: min(20, width))
      return [
        TableCell(
          "  \(mark) \(value.text.isEmpty ? "(empty)" : value.text)", Style(matcher == nil ? .text : .match)),
        TableCell(Self.grouped(value.series), .muted), TableCell(bar, Style(.series(0))),
      ]
    case .more(let count): return [TableCell("    \(Self.grouped(count)) more", .muted)]
    }
  }
}
