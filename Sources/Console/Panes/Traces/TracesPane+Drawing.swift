internal import Analysis
public import Canvas
internal import Telemetry

struct TracesLayout {
  let prompt: Rect
  let strip: Rect
  let list: Rect

  init(_ area: Rect, promptHeight: Int) {
    let (top, rest) = area.split(top: promptHeight)
    prompt = top
    strip = rest.row(0)
    list = rest.inset(top: 1)
  }
}

extension TracesPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let layout = TracesLayout(area, promptHeight: prompt.height)
    prompt.draw(in: layout.prompt, on: &surface, note: note(view))
    if isMetricQuery, form == nil {
      chart.draw(in: area.inset(top: prompt.height), on: &surface, view)
      return
    }
    drawStrips(in: layout.strip, on: &surface, view)
    if let form {
      form.draw(in: layout.list.inset(top: 1), on: &surface)
    } else if rows.isEmpty {
      let hint = "} doubles the range, i edits the query; new traces appear after about 30 s"
      SlotNotice(view, slot: .main, hint: hint).draw(in: layout.list.inset(left: 1, top: 1), on: &surface)
    } else {
      let failure = failureLine(view)
      let (list, bottom) = layout.list.split(bottom: failure == nil ? 0 : 1)
      drawList(in: list, on: &surface, view)
      if let failure {
        surface.put(failure.text.fitted(to: bottom.width - 1), at: bottom.origin, failure.style, in: bottom)
      }
    }
    if let chooser { chooser.draw(in: layout.list, on: &surface) }
  }

  // MARK: Title

  /// `◐ partial · 200+ traces · newest first · live`
  private func note(_ view: ViewContext) -> [TextRun] {
    if isMetricQuery { return badges(view) }
    guard !rows.isEmpty else { return SlotNotice.badge(view, slot: .main).map { [$0] } ?? [] }
    var runs = badges(view)
    if !runs.isEmpty { runs.append(TextRun(" · ", .muted)) }
    runs.append(TextRun("\(countText) · \(order.name)", .muted))
    if isLive { runs.append(TextRun(" · live", Style(.good))) }
    return runs
  }

  /// A search does not say how many traces there are: `+` where it may have more.
  private var countText: String {
    let count = rows.traces.count
    if rows.rows.last == .older { return order == .newest ? "\(count)+ traces" : "newest \(count)" }
    return count == 1 ? "1 trace" : "\(count) traces"
  }

  private func badges(_ view: ViewContext) -> [TextRun] {
    let statuses = view.statuses(of: .main) + view.statuses(of: .older)
    let failed = Set(statuses.filter { $0.failure != nil }.map(\.question.source.name)).sorted()
    if !failed.isEmpty { return [TextRun("✗ \(failed.joined(separator: ", "))", Style(.error))] }
    if let badge = SlotNotice.badge(view, of: statuses) {
      return badge.text.hasPrefix("!") ? [] : [badge]
    }
    return []
  }

  /// Why a source's part is missing or old while the others' is listed.
  private func failureLine(_ view: ViewContext) -> TextRun? {
    let statuses = view.statuses(of: .main)
    if let failed = statuses.first(where: { $0.failure != nil }), let failure = failed.failure {
      let age = failed.answeredAt.map { ", listed as \(TimeLabel.compact(view.context.now - $0)) ago" } ?? ""
      return TextRun(" \(failed.question.source) ✗\(age): \(failure.message)", Style(.error))
    }
    guard let partial = statuses.first(where: \.partial) else {
      return statuses.lazy.flatMap(\.warnings).first.map { TextRun(" ! \($0)", Style(.warning)) }
    }
    let words = partial.warnings.first ?? "the server stopped before it had searched everything"
    return TextRun(" ◐ \(partial.question.source): \(words)", Style(.warning))
  }

  // MARK: Strips

  private func drawStrips(in row: Rect, on surface: inout Surface, _ view: ViewContext) {
    let isWide = row.width >= 100
    let unit = strips.note(isWide: true).hasPrefix("from the") && strips.origin == .list ? "traces/s" : "spans/s"
    let parts = [(SpanMetricFilter.Part.rate, Role.text), (.errors, .error), (.p99, .warning)]
      .compactMap { part, role in
        strips.values(of: part).map { values -> (label: String, text: String, role: Role, values: [Double]) in
          let text = part == .p99 ? Unit.seconds.text(values.shown) : rate(values.shown, isWide ? " \(unit)" : "/s")
          return (strips.label(of: part), text, role, values.all)
        }
      }
    let note = parts.isEmpty ? "" : strips.note(isWide: isWide)
    let words = parts.reduce(1 + note.cellWidth) { $0 + $1.label.cellWidth + $1.text.cellWidth + 4 }
    let width = max(4, min(24, (row.width - words) / max(1, parts.count)))
    var x = row.minX + 1
    for part in parts {
      x = surface.put(part.label + " ", at: Point(x, row.minY), .muted, in: row)
      let spark = Sparkline(part.values, glyphs: view.context.glyphs)
      spark.draw(in: Rect(x, row.minY, width, 1).intersection(row), on: &surface, Style(part.role))
      x = surface.put(" " + part.text, at: Point(x + width, row.minY), .text, in: row) + 2
    }
    surface.put(note, at: Point(x, row.minY), .muted, in: row)
  }

  private func rate(_ value: Double, _ unit: String) -> String { Numbers.si(value) + unit }

  public func cursor(in area: Rect, _ view: ViewContext) -> Point? {
    let layout = TracesLayout(area, promptHeight: prompt.height)
    if let form { return form.cursor(in: layout.list.inset(top: 1)) }
    if let chooser { return chooser.cursor(in: layout.list) }
    return prompt.cursor(in: layout.prompt)
  }
}
