internal import Analysis
public import Canvas
internal import Telemetry

extension ProbesPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let layout = ProbesLayout(area)
    prompt.draw(in: layout.prompt, on: &surface, placeholder: "/ filters", note: note(view))
    if rows.isEmpty {
      drawEmpty(in: layout.list.inset(left: 1, top: 1, right: 1), on: &surface, view)
    } else {
      drawList(in: layout.list, on: &surface, view)
    }
    drawDetail(in: layout.detail, on: &surface, view)
  }

  /// `✗1 ▲2 of 500`, or how old and wrong the list is.
  func note(_ view: ViewContext) -> [TextRun] {
    let statuses = view.slots.filter { $0.question.slot.name.hasPrefix("probes.") }
    var runs = [TextRun]()
    if !all.isEmpty, let badge = SlotNotice.badge(view, of: statuses) {
      runs.append(TextRun(badge.text.fitted(to: 44) + "  ", badge.style))
    }
    let down = all.count { $0.state == .down }
    let troubled = all.count { $0.state.isTrouble } - down
    if down > 0 { runs.append(TextRun("✗\(down) down ", Style(.error, bold: true))) }
    if troubled > 0 { runs.append(TextRun("▲\(troubled) ", Style(.warning, bold: true))) }
    let shown = rows.count == all.count ? "\(all.count)" : "\(rows.count) of \(all.count)"
    runs.append(TextRun("\(shown) probes\(sortsByName ? " by name" : "") ", .muted))
    return runs
  }

  private func drawEmpty(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    if !all.isEmpty {
      let text =
        prompt.isEmpty ? "● no probe is in trouble; f shows all" : "nothing matches the filter; Esc lists all"
      surface.put(text, at: area.origin, prompt.isEmpty ? Style(.good) : .text, in: area)
      return
    }
    SlotNotice(
      view, slot: "probes.now",
      hint: "series of the Blackbox exporter, Gatus or Uptime Kuma in a Prometheus fill this"
    ).draw(in: area, on: &surface)
  }

  private static let columns = [
    TableColumn(" state", min: 8, ideal: 8),
    TableColumn("probe", min: 18, ideal: 28, isFlexible: true),
    TableColumn("since", alignment: .right, min: 5, ideal: 6, priority: 3),
    TableColumn("took", alignment: .right, min: 7, ideal: 7),
    TableColumn("code", alignment: .right, min: 4, ideal: 4, priority: 2),
    TableColumn("duration", min: 8, ideal: 24, priority: 6),
    TableColumn("heartbeat", min: 9, ideal: 24, priority: 1),
    TableColumn("1h", alignment: .right, min: 6, ideal: 6, priority: 8),
    TableColumn("1d", alignment: .right, min: 6, ideal: 6, priority: 4),
    TableColumn("7d", alignment: .right, min: 6, ideal: 6, priority: 9),
    TableColumn("30d", alignment: .right, min: 6, ideal: 6, priority: 7),
    TableColumn("tls", alignment: .right, min: 4, ideal: 4, priority: 5),
    TableColumn("module", min: 9, ideal: 14, priority: 10),
  ]

  private func drawList(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let table = Table(Self.columns, gap: 1, isFocused: true)
    let widths = table.widths(for: area.width)
    let (spark, strip) = (widths[5] ?? 0, widths[6] ?? 0)
    table.draw(count: rows.count, scroll: scroll, in: area, on: &surface) { index in
      let row = rows[index]
      let probe = row.probe
      let bad = Style(row.state.role, bold: row.state == .down)
      let duration = probe.duration.isNaN ? "–" : Durations.text(seconds: probe.duration)
      return [
        TableCell(" " + row.state.text, Style(row.state.role, bold: row.state.isTrouble)),
        TableCell(
          view.context.originRuns(of: probe.source)
            + [TextRun(Self.title(of: probe), row.state == .down ? bad : .text)]),
        TableCell(Self.age(of: probe, in: view.context), .muted),
        TableCell(duration, row.state == .slow ? bad : .text),
        TableCell(probe.httpStatus.map(String.init) ?? "–", .muted),
        TableCell(
          ProbeStrip.bars(probe.history, width: spark, view.context.glyphs),
          Style(row.state == .slow ? .warning : .muted)),
        ProbeStrip(probe.beats, over: view.context.range).cell(width: strip, view.context.glyphs),
        Self.share(probe.availability["1h"]), Self.share(probe.availability["1d"]),
        Self.share(probe.availability["7d"]), Self.share(probe.availability["30d"]),
        Self.certificate(of: probe, at: view.context.now), TableCell(probe.module, .muted),
      ]
    }
  }

  /// Its name where it has one, else its address without `https://`.
  static func title(of probe: ProbeStatus) -> String {
    if let name = probe.name { return name }
    return probe.target.firstRange(of: "://").map { String(probe.target[$0.upperBound...]) } ?? probe.target
  }

  /// `4m`, or `>1h` where it was so all through the range.
  static func age(of probe: ProbeStatus, in context: Context) -> String {
    if let since = probe.since { return TimeLabel.compact(context.now - since) }
    return probe.beats.isEmpty ? "–" : ">" + TimeLabel.compact(context.range.duration)
  }

  /// `100%`, `99.98%`: never rounded up to a hundred.
  static func percent(_ ratio: Double) -> String {
    guard ratio < 1 else { return "100%" }
    let hundredths = (ratio * 10_000).rounded(.down) / 100
    return Numbers.trimmed(Numbers.fixed(hundredths, hundredths < 99 ? 1 : 2)) + "%"
  }

  private static func share(_ ratio: Double?) -> TableCell {
    guard let ratio, !ratio.isNaN else { return TableCell("–", .muted) }
    return TableCell(percent(ratio), Style(ratio < 0.99 ? .error : ratio < 1 ? .warning : .muted))
  }

  private static func certificate(of probe: ProbeStatus, at now: Instant) -> TableCell {
    guard let end = probe.certificateExpiry else { return TableCell("–", .muted) }
    let days = (end - now).wholeNanoseconds / 86_400_000_000_000
    return TableCell("\(min(days, 9999))d", Style(probe.certificateEndsSoon(at: now) ? .warning : .muted))
  }
}

extension ProbeRow.State {
  var text: String {
    switch self {
    case .down: "✗ down"
    case .slow: "▲ slow"
    case .ending: "▲ tls"
    case .up: "● up"
    case .unknown: "○ none"
    case .paused: "– pause"
    }
  }

  var role: Role {
    switch self {
    case .down: .error
    case .slow, .ending: .warning
    case .up: .good
    case .unknown, .paused: .muted
    }
  }
}
