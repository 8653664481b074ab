internal import Analysis
public import Canvas
internal import Telemetry

extension OverviewPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let (left, right) = area.split(left: area.width * 58 / 100)
    let objectiveRows = objectives.reduce(0) { $0 + ObjectiveRows.height(of: $1) }
    let top = min(max(3, objectiveRows + 2), left.height / 2)
    let (first, second) = left.split(top: top)
    draw(.objectives, "SLO budgets", slot: "slo.0", in: first, on: &surface, view) { rows, surface in
      ObjectiveRows(objectives, cursor: cursor(of: .objectives), isFocused: section == .objectives)
        .draw(in: rows, on: &surface, view)
    }
    draw(.services, "Services", slot: serviceSlot, in: second, on: &surface, view) { rows, surface in
      drawServices(in: rows, on: &surface, view)
    }
    let heights = Self.share(right.height, among: [probes.count + 2, max(1, alerts.count) + 2, logErrors.count + 2])
    let (third, rest) = right.split(top: heights[0])
    let (fourth, fifth) = rest.split(top: heights[1])
    draw(.probes, "Probes", slot: "probes.now", in: third, on: &surface, view) { rows, surface in
      drawProbes(in: rows, on: &surface, view)
    }
    draw(.alerts, "Alerts", slot: "rules", in: fourth, on: &surface, view) { rows, surface in
      drawAlerts(in: rows, on: &surface, view)
    }
    draw(.logErrors, "Errors in logs, by service", slot: "logErrors", in: fifth, on: &surface, view) { rows, surface in
      drawLogErrors(in: rows, on: &surface, view)
    }
  }

  private var serviceSlot: Slot {
    findings.values.contains { $0.family != nil } ? "services.rate" : "family"
  }

  /// Every list gets what it needs while there is room; what is over goes to the last.
  static func share(_ height: Int, among needs: [Int]) -> [Int] {
    var shares = needs.map { min($0, max(3, height / needs.count)) }
    var spare = height - shares.reduce(0, +)
    for index in shares.indices where spare > 0 {
      let more = min(spare, needs[index] - shares[index])
      shares[index] += max(0, more)
      spare -= max(0, more)
    }
    shares[shares.count - 1] += max(0, spare)
    return shares
  }

  /// The frame of a list: its title, how old or wrong it is, and why it is empty if it is.
  private func draw(
    _ section: Section, _ title: String, slot: Slot, in area: Rect, on surface: inout Surface,
    _ view: ViewContext, rows: (Rect, inout Surface) -> Void
  ) {
    let badge = SlotNotice.badge(view, slot: slot)
    let frame = Frame(
      title, trailing: badge.map { [TextRun($0.text.fitted(to: max(8, area.width - title.count - 8)), $0.style)] } ?? [],
      isFocused: self.section == section, glyphs: view.context.glyphs)
    let inner = frame.draw(in: area, on: &surface)
    if count(of: section) > 0 {
      rows(inner, &surface)
    } else if section == .alerts, view.statuses(of: slot).contains(where: { $0.answeredAt != nil && $0.failure == nil }) {
      surface.put("● nothing fires", at: Point(inner.minX + 1, inner.minY), Style(.good), in: inner)
    } else {
      SlotNotice(view, slot: slot, hint: Self.remedy(section)).draw(in: inner.inset(left: 1), on: &surface)
    }
  }

  private static func remedy(_ section: Section) -> String {
    switch section {
    case .objectives: "Sloth's recording rules (slo:*) in Prometheus fill this"
    case .services: "span metrics (traces_spanmetrics_*) or http_server_request_duration_seconds fill this"
    case .probes: "the Blackbox exporter's probe_* metrics fill this"
    case .alerts: "alerting rules in Prometheus fill this"
    case .logErrors: "no errors were logged, or no line has detected_level"
    }
  }

  private func drawServices(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let table = Table([
      TableColumn(" service", min: 12, ideal: 18, isFlexible: true),
      TableColumn("req/s", alignment: .right, min: 5, ideal: 6, priority: 2),
      TableColumn("err", alignment: .right, min: 5, ideal: 5),
      TableColumn("p50", alignment: .right, min: 6, ideal: 7, priority: 1),
      TableColumn("p99", alignment: .right, min: 6, ideal: 7),
      TableColumn("p99, \(TimeLabel.compact(view.context.window.duration))", min: 8, ideal: 16, priority: 3),
    ], gap: 1, isFocused: section == .services)
    let scroll = ScrollPosition(cursor: cursor(of: .services) ?? 0, margin: 0)
    table.draw(count: services.count, scroll: scroll, in: area, on: &surface) { index in
      let service = services[index]
      let style = Style(service.isTroubled ? .error : .text, bold: service.isTroubled)
      let unknown = "–"
      return [
        TableCell((service.isTroubled ? "▲" : " ") + service.service, style),
        TableCell(service.rate.isNaN ? unknown : Numbers.fixed(service.rate, 2)),
        TableCell(
          service.errorRatio.isNaN ? unknown : Unit.ratio.text(service.errorRatio),
          Style(service.errorRatio > 0.01 ? .error : .muted)),
        TableCell(service.p50.isNaN ? unknown : Unit.seconds.text(service.p50), .muted),
        TableCell(service.p99.isNaN ? unknown : Unit.seconds.text(service.p99), style),
        TableCell(
          Sparkline(service.history.map(\.value), glyphs: view.context.glyphs).text(width: 16),
          Style(service.isTroubled ? .warning : .muted)),
      ]
    }
  }

  private func drawProbes(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let table = Table([
      TableColumn("", min: 14, ideal: 22, isFlexible: true),
      TableColumn("", min: 6, ideal: 8, priority: 2),
      TableColumn("", alignment: .right, min: 6, ideal: 7), TableColumn("", alignment: .right, min: 3, ideal: 3, priority: 1),
      TableColumn("", alignment: .right, min: 7, ideal: 7, priority: 3),
    ], showsHeader: false, gap: 1, isFocused: section == .probes, showsCursor: section == .probes)
    let now = view.context.now
    table.draw(
      count: probes.count, scroll: ScrollPosition(cursor: cursor(of: .probes) ?? 0, margin: 0), in: area, on: &surface
    ) { index in
      let probe = probes[index]
      let down = probe.isUp == false
      let ends = probe.certificateEndsSoon(at: now)
      let (sign, role): (String, Role) = down ? ("✗ down ", .error) : probe.isSlow ? ("▲ ", .warning) : ("● ", .good)
      return [
        TableCell([TextRun(sign, Style(role, bold: down)), TextRun(probe.target.withoutScheme, Style(down ? .error : .text))]),
        TableCell(Sparkline(probe.history.map(\.value), glyphs: view.context.glyphs).text(width: 8), Style(probe.isSlow ? .warning : .muted)),
        TableCell(probe.duration.isNaN ? "–" : Unit.seconds.text(probe.duration), Style(probe.isSlow ? .warning : .text)),
        TableCell(probe.httpStatus.map(String.init) ?? "", .muted),
        TableCell(
          probe.certificateExpiry.map { "tls \(max(0, ($0 - now).wholeNanoseconds / 86_400_000_000_000))d" } ?? "",
          Style(ends ? .warning : .muted)),
      ]
    }
  }

  private func drawAlerts(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let table = Table([
      TableColumn("", min: 16, ideal: 26, isFlexible: true), TableColumn("", min: 4, ideal: 8),
      TableColumn("", alignment: .right, min: 4, ideal: 7),
    ], showsHeader: false, gap: 1, isFocused: section == .alerts, showsCursor: section == .alerts)
    table.draw(
      count: alerts.count, scroll: ScrollPosition(cursor: cursor(of: .alerts) ?? 0, margin: 0), in: area, on: &surface
    ) { index in
      let alert = alerts[index].alert
      let grave = AlertOrder.rank(ofSeverity: alert.severity) == 0 && alert.state == .firing
      let sign = alert.state == .pending ? "… " : grave ? "▲ " : "! "
      let detail = alert.labels.serviceName.map { " \($0)" } ?? ""
      let age = alert.activeAt.map { TimeLabel.compact(view.context.now - $0) } ?? ""
      return [
        TableCell([
          TextRun(sign + alert.name, Style(grave ? .error : .warning, bold: grave)), TextRun(detail, .muted),
        ]),
        TableCell(alert.severity, Style(grave ? .error : .muted)), TableCell(age, .muted),
      ]
    }
  }

  private func drawLogErrors(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let table = Table([
      TableColumn("", min: 10, ideal: 16, isFlexible: true), TableColumn("", min: 8, ideal: 16, priority: 1),
      TableColumn("", alignment: .right, min: 5, ideal: 7),
    ], showsHeader: false, gap: 1, isFocused: section == .logErrors, showsCursor: section == .logErrors)
    table.draw(
      count: logErrors.count, scroll: ScrollPosition(cursor: cursor(of: .logErrors) ?? 0, margin: 0), in: area, on: &surface
    ) { index in
      let item = logErrors[index]
      return [
        TableCell(" " + item.service),
        TableCell(Sparkline(item.history.map(\.value), glyphs: view.context.glyphs).text(width: 16), Style(.error)),
        TableCell("✗" + Numbers.si(item.total), Style(.error)),
      ]
    }
  }
}

extension String {
  /// `http://host:1/path` as `host:1/path`: the room is short.
  fileprivate var withoutScheme: String {
    firstRange(of: "://").map { String(self[$0.upperBound...]) } ?? self
  }
}
