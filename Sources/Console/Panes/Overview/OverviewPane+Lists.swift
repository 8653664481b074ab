internal import Analysis
internal import Canvas
internal import Telemetry

/// The rows of every list but the budgets'. What a narrow screen has no room for goes in the order of
/// what somebody needs first.
extension OverviewPane {
  func drawServices(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let columns = [
      TableColumn(" service", min: 15, ideal: 20, isFlexible: true),
      TableColumn("req/s", alignment: .right, min: 5, ideal: 6, priority: 2),
      TableColumn("err", alignment: .right, min: 5, ideal: 5),
      TableColumn("p50", alignment: .right, min: 6, ideal: 7, priority: 4),
      TableColumn("p99", alignment: .right, min: 6, ideal: 7),
      TableColumn("p99, \(TimeLabel.compact(view.context.window.duration))", min: 8, ideal: 30, priority: 3),
    ]
    let table = Table(columns, gap: 1, isFocused: section == .services, showsCursor: section == .services)
    let width = table.widths(for: area.width)[5] ?? 0
    let scroll = ScrollPosition(cursor: cursor(of: .services) ?? 0, margin: 0)
    table.draw(count: services.count, scroll: scroll, in: area, on: &surface) { index in
      let service = services[index]
      let isBad = service.isTroubled
      let style = Style(isBad ? .error : .text, bold: isBad)
      return [
        TableCell(
          [TextRun(isBad ? "▲" : " ", style)] + view.context.originRuns(of: service.source)
            + [TextRun(service.service, style)]),
        TableCell(Self.known(service.rate) { Numbers.fixed($0, 2) }),
        TableCell(Self.known(service.errorRatio, Self.share), Style(service.errorRatio > 0.01 ? .error : .muted)),
        TableCell(Self.known(service.p50, Unit.seconds.text), .muted),
        TableCell(Self.known(service.p99, Unit.seconds.text), style),
        TableCell(
          Self.spark(service.history, view.context.glyphs, width: width), Style(isBad ? .warning : .muted)),
      ]
    }
  }

  func drawProbes(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let columns = [
      TableColumn("", min: 19, ideal: 34, isFlexible: true),
      TableColumn("", min: 8, ideal: 16, priority: 3),
      TableColumn("", alignment: .right, min: 6, ideal: 7),
      TableColumn("", alignment: .right, min: 3, ideal: 3, priority: 1),
      TableColumn("", alignment: .right, min: 7, ideal: 7, priority: 2),
    ]
    let table = Table(
      columns, showsHeader: false, gap: 1, isFocused: section == .probes, showsCursor: section == .probes)
    let width = table.widths(for: area.width)[1] ?? 0
    let now = view.context.now
    let scroll = ScrollPosition(cursor: cursor(of: .probes) ?? 0, margin: 0)
    table.draw(count: probes.count, scroll: scroll, in: area, on: &surface) { index in
      let probe = probes[index]
      let isDown = probe.isUp == false
      let role: Role = isDown ? .error : probe.isSlow ? .warning : .good
      let sign = isDown ? "✗ " : probe.isSlow ? "▲ " : "● "
      let duration = isDown ? "down" : Self.known(probe.duration, Unit.seconds.text)
      let status = probe.httpStatus.flatMap { $0 == 0 ? nil : String($0) } ?? ""
      let days = probe.certificateExpiry.map { max(0, ($0 - now).wholeNanoseconds / 86_400_000_000_000) }
      return [
        TableCell(
          [TextRun(sign, Style(role, bold: isDown))] + view.context.originRuns(of: probe.source)
            + [TextRun(probe.target.withoutScheme, Style(isDown ? .error : .text))]),
        TableCell(
          Self.spark(probe.history, view.context.glyphs, width: width),
          Style(probe.isSlow ? .warning : .muted)),
        TableCell(duration, Style(isDown ? .error : probe.isSlow ? .warning : .text, bold: isDown)),
        TableCell(status, .muted),
        TableCell(
          days.map { "tls \($0)d" } ?? "",
          Style(probe.certificateEndsSoon(at: now) ? .warning : .muted)),
      ]
    }
  }

  func drawAlerts(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let columns = [
      TableColumn("", min: 24, ideal: 32, isFlexible: true),
      TableColumn("", min: 7, ideal: 8, priority: 1),
      TableColumn("", alignment: .right, min: 3, ideal: 4),
    ]
    let table = Table(
      columns, showsHeader: false, gap: 1, isFocused: section == .alerts, showsCursor: section == .alerts)
    let scroll = ScrollPosition(cursor: cursor(of: .alerts) ?? 0, margin: 0)
    table.draw(count: alerts.count, scroll: scroll, in: area, on: &surface) { index in
      let alert = alerts[index].alert
      let isGrave = AlertOrder.rank(ofSeverity: alert.severity) == 0 && alert.state == .firing
      let sign = alert.state == .pending ? "… " : isGrave ? "▲ " : "! "
      let about = alert.labels.serviceName ?? alert.labels["instance"]?.withoutScheme
      let style = Style(isGrave ? .error : .warning, bold: isGrave)
      let age = alert.activeAt.map { Durations.compact(seconds: (view.context.now - $0).inSeconds) } ?? ""
      return [
        TableCell(
          [TextRun(sign, style)] + view.context.originRuns(of: alerts[index].source)
            + [TextRun(alert.name, style), TextRun(about.map { " \($0)" } ?? "", .muted)]),
        TableCell(alert.severity, Style(isGrave ? .error : .muted)), TableCell(age, .muted),
      ]
    }
  }

  func drawLogErrors(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let columns = [
      TableColumn("", min: 10, ideal: 16, isFlexible: true), TableColumn("", min: 8, ideal: 30, priority: 1),
      TableColumn("", alignment: .right, min: 7, ideal: 7),
    ]
    let table = Table(
      columns, showsHeader: false, gap: 1, isFocused: section == .logErrors,
      showsCursor: section == .logErrors)
    let width = table.widths(for: area.width)[1] ?? 0
    let scroll = ScrollPosition(cursor: cursor(of: .logErrors) ?? 0, margin: 0)
    table.draw(count: logErrors.count, scroll: scroll, in: area, on: &surface) { index in
      let item = logErrors[index]
      let bars = Sparkline(item.history.map(\.value), glyphs: view.context.glyphs).text(width: width)
      return [
        TableCell([TextRun(" ")] + view.context.originRuns(of: item.source) + [TextRun(item.service)]),
        TableCell(bars, Style(.error)),
        TableCell("✗ " + Numbers.si(item.total), Style(.error)),
      ]
    }
  }

  private static func known(_ value: Double, _ text: (Double) -> String) -> String {
    value.isNaN ? "–" : text(value)
  }

  /// A share as a list has room for: `0%`, `5.9%`, `23%`.
  static func share(_ ratio: Double) -> String {
    let percent = ratio * 100
    guard percent.isFinite, percent > 0.05, percent < 99 else { return Unit.ratio.text(ratio) }
    return Numbers.trimmed(Numbers.fixed(percent, percent < 9.95 ? 1 : 0)) + "%"
  }

  /// Bars from zero, so that the jitter of something steady stays as low as it is: the top is the
  /// greatest value, but at least four times the usual one.
  private static func spark(_ samples: [Sample], _ glyphs: GlyphSet, width: Int) -> String {
    let values = samples.map(\.value)
    let sorted = values.filter(\.isFinite).sorted()
    guard let greatest = sorted.last, greatest > 0 else {
      return Sparkline(values, glyphs: glyphs).text(width: width)
    }
    let top = max(greatest, sorted[sorted.count / 2] * 4)
    return Sparkline(values, range: 0...top, glyphs: glyphs).text(width: width)
  }
}

extension String {
  /// `http://host:1/path` as `host:1/path`: the room is short.
  fileprivate var withoutScheme: String {
    firstRange(of: "://").map { String(self[$0.upperBound...]) } ?? self
  }
}
