internal import Analysis
internal import Canvas
internal import Telemetry

extension LogsPane {
  /// Lines over time, the worst level at the bottom where it cannot hide.
  func drawVolume(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    guard area.height > 1 else { return }
    guard let volume, !volume.stacks.isEmpty else { return drawNoVolume(in: area, on: &surface, view) }
    var chart = BarChart(
      volume.stacks.enumerated().map { index, stack in
        let name = stack.level?.name ?? (stack.name.isEmpty ? "(none)" : stack.name.fitted(to: 16))
        return BarChart.Layer(
          name, stack.level?.role ?? (stack.isOthers ? .muted : .series(index)), stack.values)
      }, unit: volumeUnit(view.context), glyphs: view.context.glyphs)
    let pointed =
      selection?.moving ?? list.cursorIndex.map { list.buffer.time(at: $0) } ?? view.context.crosshair
    chart.cursor = pointed.flatMap(volume.bucket)
    let (bars, axis) = area.inset(left: 1, right: 1).split(bottom: 1)
    chart.draw(in: bars, on: &surface)
    let plot = chart.plotArea(in: bars)
    if let selection {
      shade(selection, of: volume, chart, in: plot, on: &surface)
      let text = selectionText(selection, volume, view.context)
      surface.put(text.fitted(to: axis.width), at: axis.origin, Style(.key), in: axis)
    } else {
      drawTimes(under: Rect(plot.minX, axis.minY, plot.width, 1), of: volume.range, on: &surface, view)
    }
  }

  private func volumeUnit(_ context: Context) -> Unit {
    volumeQuestion(in: context)?.measure == .bytes ? .bytes : .none
  }

  private func shade(
    _ selection: SpanSelection, of volume: LogVolume, _ chart: BarChart, in plot: Rect,
    on surface: inout Surface
  ) {
    guard let first = volume.bucket(of: selection.range.start),
      let last = volume.bucket(of: selection.range.end)
    else { return }
    let (from, to) = (
      chart.columns(of: first, in: plot).lowerBound, chart.columns(of: last, in: plot).upperBound
    )
    surface.shade(Rect(from, plot.minY, max(0, to - from), plot.height), .selection)
  }

  /// `22:46:10 to 22:48:20 · 2m · 1.2K lines · Enter narrows the range`.
  private func selectionText(_ selection: SpanSelection, _ volume: LogVolume, _ context: Context) -> String {
    let range = TimeRange(start: selection.range.start, end: selection.range.end + volume.step)
    let first = volume.bucket(of: selection.range.start) ?? 0
    let last = volume.bucket(of: selection.range.end) ?? first
    let count = volume.stacks.reduce(0.0) { sum, stack in
      sum
        + stack.values.enumerated().reduce(0) {
          $0 + ((first...max(first, last)).contains($1.offset) ? $1.element : 0)
        }
    }
    let unit = volumeUnit(context)
    let amount = unit.text(count) + (unit == .none ? " lines" : "")
    let (start, end) = (max(range.start, context.range.start), min(range.end, context.range.end))
    let times = "\(context.zone.clock(start)) to \(context.zone.clock(end))"
    return "\(times) · \(TimeLabel.compact(end - start)) · \(amount) · Enter narrows to it, Esc leaves"
  }

  /// An empty answer is explained by the list below; a slow or broken one explains itself.
  private func drawNoVolume(in area: Rect, on surface: inout Surface, _ view: ViewContext) {
    let place = area.inset(left: 1)
    // What ails both is said once, below.
    guard !view.statuses(of: .main).contains(where: { $0.failure != nil }) else { return }
    let answered = view.statuses(of: "volume").allSatisfy { $0.answeredAt != nil && $0.failure == nil }
    if answered {
      surface.put(
        "no volume by \(volumeSubject.title): nothing to count", at: place.origin, .muted, in: place)
    } else {
      SlotNotice(view, slot: "volume").draw(in: place, on: &surface)
    }
  }

  /// `22:46:00     22:46:05    22:46:10`, each time under the start of its bar.
  private func drawTimes(
    under plot: Rect, of range: TimeRange, on surface: inout Surface, _ view: ViewContext
  ) {
    let (from, to) = (range.start.approximateSeconds, range.end.approximateSeconds)
    guard to > from, plot.width >= 10 else { return }
    let offset = view.context.zone.offsetSeconds
    let axis = TimeAxis { offset(Instant(secondsWithFraction: $0) ?? .epoch) }
    for tick in axis.ticks(in: from...to, atMost: max(2, plot.width / 16)) {
      let x = plot.minX + Int((tick.value - from) / (to - from) * Double(plot.width))
      let start = min(x, plot.maxX - tick.label.cellWidth)
      surface.put(tick.label, at: Point(start, plot.minY), .muted, in: plot)
    }
  }
}
