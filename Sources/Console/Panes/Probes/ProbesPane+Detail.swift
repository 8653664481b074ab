internal import Analysis
internal import Canvas
internal import Telemetry

/// What is known of the probe under the cursor: facts, availability, what is wrong, where the time
/// went, and what the service itself says of the same moment.
extension ProbesPane {
  func drawDetail(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard let row = current else { return }
    let time = moment.map { "at " + view.context.zone.clock($0) } ?? "now"
    let frame = Frame(
      row.probe.target, trailing: [TextRun(time, moment == nil ? .muted : Style(.marker, bold: true))],
      kind: .rule, glyphs: view.context.glyphs)
    let inner = frame.draw(in: area, on: &surface).inset(left: 1, right: 1)
    var y = 0
    for line in lines(of: row, view) where y < inner.height {
      surface.put(line, at: inner.row(y).origin, in: inner.row(y))
      y += 1
    }
    y = drawPhases(of: row, in: inner.inset(top: y), on: &surface, view) + y
    let serverLine = server(of: row, view)
    if let serverLine, y < inner.height {
      surface.put(serverLine, at: inner.row(y).origin, in: inner.row(y))
      y += 1
    }
    drawChart(of: row, in: inner.inset(top: y), on: &surface, view)
  }

  // MARK: Words

  private func lines(of row: ProbeRow, _ view: ViewContext) -> [[TextRun]] {
    let (phases, isUp, duration) = look(at: row)
    var lines = [
      [TextRun(facts(of: row.probe, view.context).joined(separator: " · "), .muted)],
      availability(of: row, view.context),
    ]
    let finding = row.probe.finding(
      phases, isUp: isUp, isSlow: moment == nil ? row.state == .slow : duration > 1,
      text: { Durations.text(seconds: $0) })
    if let finding {
      let isDown = isUp == false
      lines.append([TextRun((isDown ? "✗ " : "▲ ") + finding, Style(isDown ? .error : .warning, bold: true))])
    }
    return lines
  }

  private func facts(of probe: ProbeStatus, _ context: Context) -> [String] {
    let source = probe.source.map { context.sources(of: .prometheus).count > 1 ? " on \($0)" : "" } ?? ""
    var facts = ["\(probe.prober.title)\(source)"]
    if !probe.module.isEmpty { facts.append(probe.module) }
    if let status = probe.httpStatus { facts.append("status \(status)") }
    if let tls = probe.tlsVersion { facts.append(tls) }
    if let end = probe.certificateExpiry {
      let left = (end - context.now).wholeNanoseconds
      facts.append(left <= 0 ? "certificate ended" : "certificate \(left / 86_400_000_000_000)d")
    }
    if let version = probe.ipProtocol { facts.append("IPv\(version)") }
    if let redirects = probe.redirects {
      facts.append(redirects == 1 ? "1 redirect" : "\(redirects) redirects")
    }
    if let end = probe.certificateExpiry { facts.append("to \(context.zone.dateAndMinute(end).prefix(10))") }
    return facts
  }

  private func availability(of row: ProbeRow, _ context: Context) -> [TextRun] {
    let word: String
    switch row.state {
    case .down: word = "down for "
    case .paused: word = "paused for "
    case .unknown: word = "unknown for "
    default: word = "up for "
    }
    var runs = [
      TextRun(word + Self.age(of: row.probe, in: context), Style(row.state == .down ? .error : .text))
    ]
    for window in ["1h", "1d", "7d", "30d"] {
      let ratio = row.probe.availability[window]
      let known = ratio.flatMap { $0.isNaN ? nil : $0 }
      runs.append(TextRun("  \(window) ", .muted))
      runs.append(
        TextRun(known.map(Self.percent) ?? "–", Style(known.map { $0 < 0.99 } == true ? .error : .text)))
    }
    return runs
  }

  // MARK: Phases

  /// - Returns: Rows taken.
  private func drawPhases(of row: ProbeRow, in area: Rect, on surface: inout Surface, _ view: ViewContext)
    -> Int
  {
    let (phases, isUp, _) = look(at: row)
    guard !phases.phases.isEmpty, area.height > 0 else { return 0 }
    let failing =
      isUp == false
      ? phases.failing(usesTLS: row.probe.usesTLS == true || row.probe.target.hasPrefix("https:")) : nil
    let slowest = row.state == .slow || phases.total > 1 ? phases.slowest?.phase.name : nil
    let past = area.width >= 60 ? min(30, area.width / 3) : 0
    for (index, phase) in phases.phases.enumerated() where index < area.height {
      let isFailing = phase.name == failing
      let style = Style(
        isFailing ? .error : phase.name == slowest ? .warning : .text,
        bold: isFailing || phase.name == slowest)
      let line = area.row(index)
      var x = surface.put(
        (isFailing ? "✗ " : "  ") + phase.name.padded(to: 11), at: line.origin, style, in: line)
      let time = isFailing ? "failed" : phase.seconds > 0 ? Durations.text(seconds: phase.seconds) : "–"
      x = surface.put(time.paddedLeft(to: 8) + "  ", at: Point(x, line.minY), style, in: line)
      let bar = Rect(x, line.minY, max(0, line.maxX - x - past - 2), 1)
      Self.drawBar(of: phase, total: phases.total, in: bar, style, on: &surface, view.context.glyphs)
      let history = ProbeStrip.bars(detail.phases[phase.name] ?? [], width: past, view.context.glyphs)
      surface.put(history, at: Point(line.maxX - past, line.minY), .muted, in: line)
    }
    return min(area.height, phases.phases.count)
  }

  /// Where in the whole the phase lies; at least a mark for what took any time.
  private static func drawBar(
    of phase: ProbePhases.Phase, total: Double, in area: Rect, _ style: Style, on surface: inout Surface,
    _ glyphs: GlyphSet
  ) {
    guard total > 0, area.width > 0, phase.seconds > 0 else { return }
    func column(_ seconds: Double) -> Int {
      Int(exactly: (seconds / total * Double(area.width)).rounded()) ?? 0
    }
    let start = min(column(phase.start), area.width - 1)
    let length = max(1, min(column(phase.start + phase.seconds), area.width) - start)
    let text = String(repeating: glyphs == .unicode ? "━" : "=", count: length)
    surface.put(
      text, at: Point(area.minX + start, area.minY), style.role == .text ? Style(.series(0)) : style, in: area
    )
  }

  // MARK: The server's own word

  /// `jellyfin itself: 3 requests within a minute, slowest 6.31 s GET /Items (t opens)`
  private func server(of row: ProbeRow, _ view: ViewContext) -> [TextRun]? {
    guard let service = row.probe.service, !view.statuses(of: "spans").isEmpty else { return nil }
    let name = TextRun("\(service) itself: ", Style(.heading))
    if let badge = SlotNotice.badge(view, slot: "spans") { return [name, badge] }
    if view.isWaiting(for: "spans") { return [name, TextRun("asking its traces", .muted)] }
    guard let slowest = detail.traces.first else {
      return [name, TextRun("no traces within a minute of it: it may never have seen the request", .muted)]
    }
    let count = detail.traces.count
    let took = Durations.text(nanoseconds: slowest.durationNanoseconds)
    let many = count >= 20 ? "20 or more requests" : count == 1 ? "1 request" : "\(count) requests"
    return [
      name, TextRun("\(many) within a minute, slowest \(took) ", .text),
      TextRun((slowest.rootName ?? "") + " ", .muted), TextRun("t opens", Style(.key)),
    ]
  }

  // MARK: Chart

  private func drawChart(of row: ProbeRow, in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard area.height >= 6 else { return }
    let (range, zone) = (view.context.range, view.context.zone)
    let start = range.start.approximateSeconds
    let names = ProbePhases(row.probe.phases).phases.map(\.name)
    var lines = names.enumerated().compactMap { index, name in
      detail.phases[name].map { LineChart.Line($0.points, .series(index), shape: .stackedArea) }
    }
    if lines.isEmpty { lines = [LineChart.Line(row.probe.history.points, .series(0))] }
    var chart = LineChart(lines, domain: start...max(start + 1, range.end.approximateSeconds), unit: .seconds)
    chart.horizontalAxis = .time(TimeAxis { zone.offsetSeconds(Instant(secondsWithFraction: $0) ?? .epoch) })
    chart.glyphs = view.context.glyphs
    chart.maxGap = step(in: view.context).inSeconds * 1.5
    chart.crosshair = moment?.approximateSeconds
    chart.draw(in: area.rows(0, min(18, area.height)), on: &surface)
  }
}

extension ProbeStatus.Prober {
  var title: String {
    switch self {
    case .blackbox: "Blackbox"
    case .gatus: "Gatus"
    case .uptimeKuma: "Uptime Kuma"
    }
  }
}

extension [Sample] {
  fileprivate var points: [ChartPoint] { map { ChartPoint($0.time.approximateSeconds, $0.value) } }
}
