internal import Analysis
internal import Canvas
internal import Languages
internal import Telemetry

extension DrilldownPane {
  func drawBreakdown(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard !breakdown.lines.isEmpty, breakdown.scope?.filter == filter else {
      let isSampled = breakdown.failure?.scope == scope(in: view.context)
      let said = breakdown.problem ?? "no span of the filter in this range"
      drawEmpty(
        isSampled ? ["search"] : ["rate"], said: said, hint: "} doubles the range, i edits the filter",
        in: area.inset(left: 1, top: 1), on: &surface, view)
      return
    }
    let bar = area.width >= 100 ? 14 : 0
    let columns =
      [
        TableColumn("  " + breakdown.field.scopedName, min: 16, ideal: 30, isFlexible: true),
        TableColumn("spans/s", alignment: .right, min: 8, ideal: 8),
        TableColumn("err/s", alignment: .right, min: 8, ideal: 8, priority: 2),
        TableColumn("failing", alignment: .right, min: 7, ideal: 7),
        TableColumn("p50", alignment: .right, min: 8, ideal: 9, priority: 1),
        TableColumn("p90", alignment: .right, min: 8, ideal: 9, priority: 1),
        TableColumn("p99", alignment: .right, min: 8, ideal: 9),
      ] + (bar > 0 ? [TableColumn("", min: bar, ideal: bar, priority: 3)] : [])
    let longest = breakdown.lines.map(\.p99).filter(\.isFinite).max() ?? 0
    Table(columns, isFocused: !isTyping).draw(
      count: breakdown.lines.count, scroll: breakdown.scroll, in: area, on: &surface
    ) { index in
      cells(
        breakdown.lines[index], isCursor: index == breakdown.scroll.cursor, longest: longest, bar,
        view.context.glyphs)
    }
  }

  private func cells(
    _ line: Breakdown.Line, isCursor: Bool, longest: Double, _ bar: Int, _ glyphs: GlyphSet
  ) -> [TableCell] {
    let known = { (value: Double, text: (Double) -> String) in value.isNaN ? "–" : text(value) }
    let time = { (value: Double) in TableCell(known(value) { Durations.text(seconds: $0) }) }
    let isFailing = line.errorRate > 0
    let cells = [
      TableCell([
        TextRun(isCursor ? "▸ " : "  "),
        TextRun(line.value ?? "without it", line.value == nil ? .muted : Style(.link)),
      ]),
      TableCell(known(line.rate, Numbers.si)),
      TableCell(isFailing ? known(line.errorRate, Numbers.si) : "", Style(.error)),
      TableCell(
        isFailing ? "✗ " + known(line.errorRatio) { Numbers.percent($0 * 100) } : "",
        Style(.error, bold: true)),
      time(line.p50), time(line.p90), time(line.p99),
    ]
    guard bar > 0 else { return cells }
    let share = longest > 0 ? line.p99 / longest : 0
    let gauge = Gauge(share.isNaN ? 0 : share, showsTrack: false, glyphs: glyphs).text(width: bar)
    return cells + [TableCell(gauge, Style(.series(0)))]
  }

  // MARK: Exceptions

  func drawExceptions(_ layout: DrilldownLayout, on surface: inout Surface, _ view: ViewContext) {
    guard let group = exceptions.current, exceptions.scope?.filter == filter else {
      let isSampled = exceptions.failure?.scope == scope(in: view.context)
      drawEmpty(
        isSampled ? ["failing"] : ["exceptions"], said: "● no span of the filter failed in this range",
        hint: "} doubles the range, i edits the filter; failures handled without status error do not count",
        in: layout.body.inset(left: 1, top: 1), on: &surface, view)
      return
    }
    let columns = [
      TableColumn("  exception", min: 24, ideal: 40, isFlexible: true),
      TableColumn("count", alignment: .right, min: 5, ideal: 6),
      TableColumn("traces", alignment: .right, min: 6, ideal: 6, priority: 2),
      TableColumn("first", alignment: .right, min: 8, ideal: 8, priority: 1),
      TableColumn("last", alignment: .right, min: 8, ideal: 8),
      TableColumn("services", min: 10, ideal: 24, priority: 1),
    ]
    Table(columns, isFocused: !isTyping).draw(
      count: exceptions.groups.count, scroll: exceptions.scroll, in: layout.groups, on: &surface
    ) { index in
      cells(exceptions.groups[index], isCursor: index == exceptions.scroll.cursor, view)
    }
    drawDetail(of: group, in: layout.detail, on: &surface, view)
  }

  private func cells(_ group: ExceptionGroups.Group, isCursor: Bool, _ view: ViewContext) -> [TableCell] {
    let zone = view.context.zone
    return [
      TableCell([
        TextRun(isCursor ? "▸ " : "  "),
        TextRun(group.type.map { Self.shortType($0) + " " } ?? "", Style(.error, bold: true)),
        TextRun(group.message.onOneLine),
      ]),
      TableCell("\(group.count)", Style(.text, bold: true)), TableCell("\(group.traces)", .muted),
      TableCell(zone.clock(group.first), .muted), TableCell(zone.clock(group.last)),
      TableCell(group.services.joined(separator: ", "), Style(.link)),
    ]
  }

  /// `IOException` of `System.IO.IOException`; the whole name stands below the list.
  private static func shortType(_ type: String) -> Substring {
    let last = type.split(whereSeparator: { ".:/\\$".contains($0) }).last
    return last.map { $0[...] } ?? type[...]
  }

  private func drawDetail(
    of group: ExceptionGroups.Group, in area: Rect, on surface: inout Surface, _ view: ViewContext
  ) {
    let rule = area.row(0)
    surface.put(String(repeating: "─", count: rule.width), at: rule.origin, Style(.border), in: rule)
    let title =
      " latest: \(group.type ?? "no exception recorded"), "
      + "\(view.context.zone.clock(group.last)), trace \(group.latestTrace.short) "
    surface.put(
      title.fitted(to: max(0, rule.width - 2)), at: Point(rule.minX + 1, rule.minY), Style(.heading), in: rule
    )
    let text = group.latestMessage.isEmpty ? "without a message" : group.latestMessage
    let stack = group.latestStack.map { "\n" + $0 } ?? "\nthe stack stands at the span; Enter opens it"
    var y = 1
    for line in (text + stack).split(separator: "\n", omittingEmptySubsequences: true) {
      for part in Paragraph(String(line)).lines(width: max(1, area.width - 2), limit: 3) where y < area.height
      {
        surface.put(part, at: Point(area.minX + 1, area.minY + y), y == 1 ? .text : .muted, in: area)
        y += 1
      }
    }
  }

  // MARK: Structure

  func drawStructure(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard let tree = structure.tree, !tree.nodes.isEmpty, structure.scope?.filter == filter else {
      drawEmpty(
        ["search"], said: "no trace of the filter in this range",
        hint: "} doubles the range, i edits the filter", in: area.inset(left: 1, top: 1), on: &surface, view)
      return
    }
    let bar = area.width >= 100 ? 12 : 0
    let columns =
      [
        TableColumn("  operation", min: 24, ideal: 40, isFlexible: true),
        TableColumn("spans", alignment: .right, min: 5, ideal: 6, priority: 2),
        TableColumn("traces", alignment: .right, min: 6, ideal: 6),
        TableColumn("mean", alignment: .right, min: 8, ideal: 8),
        TableColumn("self", alignment: .right, min: 8, ideal: 8, priority: 1),
        TableColumn("err", alignment: .right, min: 5, ideal: 5),
      ] + (bar > 0 ? [TableColumn("self time", min: bar, ideal: bar, priority: 3)] : [])
    let most = structure.longestSelfNs
    Table(columns, isFocused: !isTyping).draw(
      count: structure.visible.count, scroll: structure.scroll, in: area, on: &surface
    ) { place in
      cells(
        structure.visible[place], of: tree, isCursor: place == structure.scroll.cursor, most, bar,
        view.context.glyphs)
    }
  }

  private func cells(
    _ index: Int, of tree: AggregatedTree, isCursor: Bool, _ most: Int64, _ bar: Int, _ glyphs: GlyphSet
  ) -> [TableCell] {
    let node = tree.nodes[index]
    let mark = node.subtreeSize == 1 ? "  " : structure.isFolded(index) ? "▸ " : "▾ "
    let indent = String(repeating: "  ", count: min(20, node.depth))
    let name = [
      TextRun((isCursor ? "▸" : " ") + " " + indent + mark, .muted),
      TextRun(node.operation.service + " ", Style(.link)), TextRun(node.operation.name),
    ]
    let perSpan = node.count > 0 ? node.selfNs / Int64(node.count) : 0
    let isHot = most > 0 && Double(node.selfNs) / Double(most) > 0.5
    let cells = [
      TableCell(name), TableCell(Numbers.si(Double(node.count)), .muted),
      TableCell(Numbers.fixed(tree.share(ofNode: index) * 100, 0) + "%"),
      TableCell(Durations.text(nanoseconds: node.meanNs)),
      TableCell(Durations.text(nanoseconds: perSpan), Style(.text, bold: isHot)),
      TableCell(node.errors > 0 ? "✗\(node.errors)" : "", Style(.error, bold: true)),
    ]
    guard bar > 0 else { return cells }
    let share = most > 0 ? Double(node.selfNs) / Double(most) : 0
    let gauge = Gauge(share, showsTrack: false, glyphs: glyphs).text(width: bar)
    return cells + [TableCell(gauge, Style(isHot ? .warning : .series(0)))]
  }
}
