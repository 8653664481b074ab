internal import Analysis
public import Canvas
internal import Telemetry

extension OverviewPane {
  public func draw(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let (left, right) = area.split(left: area.width * 58 / 100)
    let objectiveRows = objectives.reduce(0) { $0 + ObjectiveRows.height(of: $1) }
    let top = min(max(3, objectiveRows + 2), left.height / 2)
    let (first, second) = left.split(top: top)
    draw(.objectives, "SLO budgets", slots: ["slo."], in: first, on: &surface, view) { rows, surface in
      ObjectiveRows(objectives, cursor: cursor(of: .objectives), isFocused: section == .objectives)
        .draw(in: rows, on: &surface, view)
    }
    draw(.services, "Services, over \(TimeLabel.compact(Self.window))", slots: ["services.", "family"], in: second, on: &surface, view) { rows, surface in
      drawServices(in: rows, on: &surface, view)
    }
    // An empty list has two lines too: what it waits for, or why it is empty.
    let needs = [probes.count, alerts.count, logErrors.count].map { ($0 == 0 ? 2 : $0) + 2 }
    let heights = Self.share(right.height, among: needs)
    let (third, rest) = right.split(top: heights[0])
    let (fourth, fifth) = rest.split(top: heights[1])
    draw(.probes, "Probes", slots: ["probes."], in: third, on: &surface, view) { rows, surface in
      drawProbes(in: rows, on: &surface, view)
    }
    draw(.alerts, "Alerts", slots: ["rules"], in: fourth, on: &surface, view) { rows, surface in
      drawAlerts(in: rows, on: &surface, view)
    }
    draw(.logErrors, "Errors in logs, by service", slots: ["logErrors"], in: fifth, on: &surface, view) { rows, surface in
      drawLogErrors(in: rows, on: &surface, view)
    }
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
  ///
  /// - Parameter slots: The beginnings of the names of the slots that fill the list.
  private func draw(
    _ section: Section, _ title: String, slots: [String], in area: Rect, on surface: inout Surface,
    _ view: ViewContext, rows: (Rect, inout Surface) -> Void
  ) {
    let statuses = view.slots.filter { status in
      slots.contains { status.question.slot.name.hasPrefix($0) }
    }
    let isFilled = count(of: section) > 0
    let badge = isFilled ? SlotNotice.badge(view, of: statuses) : nil
    let room = max(8, area.width - title.count - 8)
    let frame = Frame(
      title, trailing: badge.map { [TextRun($0.text.fitted(to: room), $0.style)] } ?? [],
      isFocused: self.section == section, glyphs: view.context.glyphs)
    let inner = frame.draw(in: area, on: &surface)
    let isAnswered = statuses.contains { $0.answeredAt != nil && $0.failure == nil }
    if isFilled {
      rows(inner, &surface)
    } else if section == .alerts, isAnswered {
      surface.put("● nothing fires", at: Point(inner.minX + 1, inner.minY), Style(.good), in: inner)
    } else {
      let telling = statuses.first { $0.failure != nil } ?? statuses.first { $0.pendingSince != nil }
      let shown = ViewContext(context: view.context, slots: (telling ?? statuses.first).map { [$0] } ?? [])
      SlotNotice(shown, slot: shown.slots.first?.question.slot ?? .main, hint: Self.remedy(section))
        .draw(in: inner.inset(left: 1), on: &surface)
    }
  }

  private static func remedy(_ section: Section) -> String {
    switch section {
    case .objectives: "rules of Sloth or Pyrra fill this, or slos: in the configuration"
    case .services: "} doubles the range; span metrics (traces_spanmetrics_*) fill this"
    case .probes: "} doubles the range; the Blackbox exporter's probe_* fill this"
    case .alerts: "alerting rules in Prometheus fill this"
    case .logErrors: "} doubles the range; lines need detected_level"
    }
  }
}
