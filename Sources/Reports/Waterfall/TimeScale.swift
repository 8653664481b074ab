package import Canvas

/// Nanoseconds from the trace's start laid out over columns.
///
///     0        1.5 s     3.1 s     6.3 s
///     ├─────────┼─────────┼─────────┤
///     area.minX                     area.maxX
package struct TimeScale {
  package let area: Rect
  package let fromNs: Int64
  package let toNs: Int64

  package init(area: Rect, fromNs: Int64, toNs: Int64) {
    self.area = area
    self.fromNs = fromNs
    self.toNs = max(toNs, fromNs &+ 1)
  }

  /// The columns of an interval, at least one; `nil` when it lies outside.
  package func columns(_ startNs: Int64, _ endNs: Int64) -> Range<Int>? {
    guard area.width > 0, endNs >= fromNs, startNs <= toNs else { return nil }
    let first = min(position(startNs), area.width - 1)
    let last = max(first + 1, min(area.width, Int((Double(area.width) * share(endNs)).rounded())))
    return (area.minX + first)..<(area.minX + last)
  }

  /// How many columns wide the visible part of an interval is, fractions included.
  package func width(_ startNs: Int64, _ endNs: Int64) -> Double {
    Double(area.width) * max(0, share(endNs) - share(startNs))
  }

  package func column(of ns: Int64) -> Int { area.minX + min(position(ns), max(0, area.width - 1)) }

  /// When a column begins, in nanoseconds from the trace's start.
  package func time(ofColumn x: Int) -> Int64 {
    let length = toNs.subtractingReportingOverflow(fromNs).partialValue
    let share = Double(x - area.minX) / Double(max(1, area.width))
    return fromNs &+ (Int64(exactly: (Double(length) * share).rounded()) ?? length)
  }

  private func position(_ ns: Int64) -> Int { Int(Double(area.width) * share(ns)) }

  private func share(_ ns: Int64) -> Double {
    if ns <= fromNs { return 0 }
    if ns >= toNs { return 1 }
    return Double(ns - fromNs) / Double(toNs.subtractingReportingOverflow(fromNs).partialValue)
  }

  /// Times at the left edge and at every quarter that has room for its label.
  ///
  /// In a stretch too short for its times to differ as people write them only the first is told
  /// whole, the others from there.
  ///
  ///     1.204511 s  +250 µs     +500 µs
  package func drawTicks(on surface: inout Surface) {
    let count = area.width >= 48 ? 4 : area.width >= 26 ? 2 : 1
    let step = (toNs.subtractingReportingOverflow(fromNs).partialValue) / Int64(count)
    var labels = (0...count).map { tick in
      tick == 0 && fromNs == 0 ? "0" : Durations.text(nanoseconds: fromNs &+ step * Int64(tick))
    }
    if Set(labels).count < labels.count, fromNs > 0 {
      labels = (0...count).map { $0 == 0 ? Self.exact(fromNs, to: step) : "+" + Durations.text(nanoseconds: step * Int64($0)) }
    }
    var end = area.minX
    for (tick, label) in labels.enumerated() {
      let x = area.minX + area.width * tick / count - (tick == count ? label.cellWidth : 0)
      guard x >= end else { continue }
      end = surface.put(label, at: Point(x, area.minY), .muted, in: area.row(0)) + 1
    }
  }

  /// Seconds with as many decimals as it takes to tell a step.
  private static func exact(_ ns: Int64, to step: Int64) -> String {
    var (decimals, resolution) = (0, Int64(1_000_000_000))
    while resolution > step, decimals < 9 { (decimals, resolution) = (decimals + 1, resolution / 10) }
    return Numbers.fixed(Double(ns) / 1e9, decimals) + " s"
  }
}
