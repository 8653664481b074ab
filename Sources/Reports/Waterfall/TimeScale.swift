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
    self.toNs = max(toNs, fromNs + 1)
  }

  /// The columns of an interval, at least one; `nil` when it lies outside.
  package func columns(_ startNs: Int64, _ endNs: Int64) -> Range<Int>? {
    guard area.width > 0, endNs >= fromNs, startNs <= toNs else { return nil }
    let first = min(position(startNs), area.width - 1)
    let last = max(first + 1, min(area.width, Int((Double(area.width) * share(endNs)).rounded())))
    return (area.minX + first)..<(area.minX + last)
  }

  /// The columns an interval covers by more than half, none for one that is thin.
  package func coveredColumns(_ startNs: Int64, _ endNs: Int64) -> Range<Int> {
    let (first, last) = (rounded(startNs), rounded(endNs))
    return (area.minX + first)..<(area.minX + max(first, last))
  }

  /// How many columns wide an interval is, fractions included.
  package func width(_ startNs: Int64, _ endNs: Int64) -> Double {
    Double(area.width) * max(0, share(endNs) - share(startNs))
  }

  package func column(of ns: Int64) -> Int { area.minX + min(position(ns), max(0, area.width - 1)) }

  private func position(_ ns: Int64) -> Int { Int(Double(area.width) * share(ns)) }

  private func rounded(_ ns: Int64) -> Int { Int((Double(area.width) * share(ns)).rounded()) }

  private func share(_ ns: Int64) -> Double {
    min(1, max(0, Double(ns - fromNs) / Double(toNs - fromNs)))
  }

  /// Times at the left edge and at every quarter that has room for its label.
  package func drawTicks(on surface: inout Surface) {
    let count = area.width >= 48 ? 4 : area.width >= 26 ? 2 : 1
    for tick in 0...count {
      let ns = fromNs + (toNs - fromNs) / Int64(count) * Int64(tick)
      let label = tick == 0 && ns == 0 ? "0" : Durations.text(nanoseconds: ns)
      let x = area.minX + area.width * tick / count - (tick == count ? label.cellWidth : 0)
      surface.put(label, at: Point(x, area.minY), .muted, in: area.row(0))
    }
  }
}
